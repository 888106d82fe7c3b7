// The paper's figures by name: the settings that `lab sweep --figure` goes through.
// Source: Jégou, Douze, Schmid, TPAMI 2011, section V; figure 4 and section III-C for the correction.
import type { SettingLists } from './index-settings.ts';

export interface Figure {
  readonly summary: string;
  readonly settings: Partial<SettingLists>;
  /** Also measure how far the estimated distances are from the true ones. */
  readonly withErrors?: boolean;
}

export const figureNames = ['sdc-adc', 'ivfadc', 'recall-at-r', 'grouping', 'correction', 'time', 'rivals'] as const;
export type FigureName = (typeof figureNames)[number];

export const figures: Readonly<Record<FigureName, Figure>> = {
  'sdc-adc': {
    summary: 'figure 6: recall@100 of SDC and ADC by the length of a code',
    settings: { method: ['pq'], m: [1, 2, 4, 8, 16], ksub: [16, 64, 256], estimator: ['symmetric', 'asymmetric'] },
  },
  ivfadc: {
    summary: 'figure 7: recall@100 of IVFADC by the length of a code, the cells and how many are probed',
    settings: { method: ['ivfadc'], m: [1, 2, 4, 8, 16], nlist: [256, 1024], nprobe: [1, 8, 64] },
  },
  'recall-at-r': {
    summary: 'figure 8: recall@R of SDC, ADC and IVFADC with codes of 8 bytes',
    settings: {
      ...{ method: ['pq', 'ivfadc'], m: [8], estimator: ['symmetric', 'asymmetric'] },
      ...{ nlist: [1024], nprobe: [1, 8, 64] },
    },
  },
  grouping: {
    summary: 'section V-C: natural, structured and random grouping of the components',
    settings: { method: ['pq'], m: [4, 8, 16], grouping: ['natural', 'structured', 'random'] },
  },
  correction: {
    summary: 'figure 4 and section III-C: what the term for the quantiser’s own error does to distances and to recall',
    settings: { method: ['pq'], m: [8], estimator: ['symmetric', 'asymmetric'], corrected: [false, true] },
    withErrors: true,
  },
  time: {
    summary: 'overlap of the first 10 by the time of a query, for IVFADC and the fast scan',
    settings: {
      ...{ method: ['ivfadc', 'fast-scan'], m: [16, 32], nlist: [256] },
      ...{ nprobe: [1, 2, 4, 8, 16, 32, 64], candidates: [50, 200] },
    },
  },
  rivals: {
    summary: 'figure 9: recall@R with 64 bits of ADC and IVFADC, hashing, and Hamming embedding',
    settings: {
      method: ['pq', 'ivfadc', 'hamming-embedding', 'lsh', 'pca-hashing', 'itq', 'spectral-hashing'],
      ...{ m: [8], bits: [64], nlist: [256], nprobe: [8] },
    },
  },
};
