import { describe, expect, test } from 'vitest';
import type { MethodRow } from '../../../main/engine/api/method-schemas.ts';
import { bestMethods, bestOfPlots } from '../../../renderer/state/best-methods.ts';

const row = (
  method: MethodRow['method'],
  bits: number | null,
  mAP: number,
  more: Partial<MethodRow> = {},
): MethodRow => ({
  ...{ method, bits, mAP, isUsual: true, precisionAt: [], recallAt: [{ rank: 10, value: mAP }], withinTwoBits: null },
  ...{ curve: [], milliseconds: 1, codesVisited: 1, bytesPerVector: 10, trainingSeconds: 0, addingSeconds: 0 },
  ...more,
});

const rows = [
  row('exact', null, 1, { milliseconds: 5, bytesPerVector: 2000 }),
  row('lsh', 16, 0.3),
  row('adc', 16, 0.6),
  row('adc', 64, 0.8),
  row('ivfadc', 64, 0.96, { milliseconds: 2 }),
  row('ivfadc', 64, 0.99, { isUsual: false, milliseconds: 3 }),
  row('fast-scan', 16, 0.99, { milliseconds: 1.5 }),
];

describe('the best methods', () => {
  test('are the best codes of each length, of which fast scan is none', () => {
    const { ofLength, ceiling } = bestMethods({ rows });
    expect(ofLength.map(({ method, bits }) => `${method} ${bits}`)).toEqual(['adc 16', 'ivfadc 64']);
    expect(ceiling?.method).toBe('exact');
  });

  test('name the shortest codes that come near to exact search, if any do', () => {
    expect(bestMethods({ rows }).shortest).toMatchObject({ method: 'ivfadc', bits: 64 });
    expect(bestMethods({ rows: rows.filter(({ method }) => method !== 'ivfadc') }).shortest).toBeNull();
  });

  test('name the quickest search that finds nearly always, whatever it keeps', () => {
    expect(bestMethods({ rows }).quickest).toMatchObject({ method: 'fast-scan', bits: 16 });
    expect(bestMethods({ rows: [row('lsh', 16, 0.3)] }).quickest).toBeNull();
  });

  test('give plots the best of the middle length to draw attention to', () => {
    expect(bestOfPlots(bestMethods({ rows }))).toBe('ivfadc');
    expect(bestOfPlots(bestMethods({ rows: [] }))).toBeNull();
  });
});
