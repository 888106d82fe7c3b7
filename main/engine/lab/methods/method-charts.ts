// The plots of a comparison, out of its rows: for the page, which draws them itself, and for the files of `lab compare`.
import type { ComparedMethod, ComparedSet, MethodChart, MethodRow } from '../../api/method-schemas.ts';
import type { Chart } from '../vectors/curves.ts';

/** As people of the field call them. */
export const methodNames: Readonly<Record<ComparedMethod, string>> = {
  lsh: 'LSH',
  'pca-hashing': 'PCA hashing',
  'spectral-hashing': 'spectral hashing',
  itq: 'ITQ',
  'deep-hashing': 'DH',
  'supervised-deep-hashing': 'SDH',
  'hamming-embedding': 'Hamming embedding',
  sdc: 'SDC',
  adc: 'ADC',
  ivfadc: 'IVFADC',
  'fast-scan': 'fast scan',
  'k-d-forest': 'k-d forest',
  'k-means-tree': 'k-means tree',
  exact: 'exact search',
};

/** Rank of the recall that is plotted against memory and time. */
export const PLOTTED_RANK = 10;

type Points = MethodChart['points'];

/** Those that have something to show; the plots of one code length are of the middle one. */
export function methodCharts(rows: readonly MethodRow[]): MethodChart[] {
  const usual = rows.filter(({ isUsual }) => isUsual);
  const lengths = [...new Set(usual.flatMap(({ bits }) => bits ?? []))].sort((a, b) => a - b);
  const middle = lengths[Math.floor(lengths.length / 2)] ?? null;
  const atMiddle = (row: MethodRow): boolean => row.bits === middle || row.bits === null;
  const chart = (name: MethodChart['name'], isLogarithmic: boolean, points: Points, bits: number | null = null) => {
    return { name, bits, isLogarithmic, points };
  };
  return [
    chart('map-by-bits', true, mapByBits(usual, lengths)),
    chart(
      'precision-at-n',
      true,
      usual.filter(atMiddle).flatMap(({ method, precisionAt }) => {
        return precisionAt.map(({ rank, value }) => ({ method, x: rank, y: value }));
      }),
      middle,
    ),
    chart(
      'recall-by-bytes',
      true,
      usual.map((row) => ({ method: row.method, x: row.bytesPerVector, y: plottedRecall(row) })),
    ),
    chart(
      'recall-by-time',
      true,
      rows.filter(atMiddle).map((row) => ({ method: row.method, x: row.milliseconds, y: plottedRecall(row) })),
      middle,
    ),
    chart(
      'precision-recall',
      false,
      usual.filter(atMiddle).flatMap(({ method, curve }) => {
        return curve.filter(isReached).map(({ recall, precision }) => ({ method, x: recall, y: precision }));
      }),
      middle,
    ),
    chart(
      'two-bits',
      true,
      usual.flatMap(({ method, bits, withinTwoBits }) => {
        return bits === null || withinTwoBits === null ? [] : [{ method, x: bits, y: withinTwoBits.precision }];
      }),
    ),
  ].filter(({ points }) => points.length > 1);
}

export function plottedRecall({ recallAt }: MethodRow): number {
  return recallAt.find(({ rank }) => rank === PLOTTED_RANK)!.value;
}

/** What keeps whole vectors is a level line: its memory does not follow the bits. */
function mapByBits(usual: readonly MethodRow[], lengths: readonly number[]): Points {
  return usual.flatMap(({ method, bits, mAP }) => {
    return (bits === null ? lengths : [bits]).map((x) => ({ method, x, y: mAP }));
  });
}

/** A list that ends before a recall is reached says nothing of it. */
function isReached({ precision }: { readonly precision: number }): boolean {
  return precision > 0;
}

const titles: Readonly<Record<MethodChart['name'], readonly [title: string, x: string, y: string]>> = {
  'map-by-bits': ['Mean average precision by the length of a code', 'bits of a code', 'mAP'],
  'precision-at-n': ['Relevant ones among the first N', 'N', 'precision@N'],
  'recall-by-bytes': ['recall@10 by memory', 'bytes a vector, as it lies in memory', 'recall@10'],
  'recall-by-time': ['recall@10 by the time of a query', 'milliseconds a query, median', 'recall@10'],
  'precision-recall': ['Precision by recall', 'recall', 'precision'],
  'two-bits': ['Precision of what differs by at most two bits', 'bits of a code', 'precision'],
};

/** The same for the files of the command line. */
export function drawableCharts(rows: readonly MethodRow[], { truth }: Pick<ComparedSet, 'truth'>): Chart[] {
  const right = truth === 'labels' ? 'right: what has the same label' : 'right: the true nearest neighbours';
  return methodCharts(rows).map(({ name, bits, isLogarithmic, points }) => {
    const [title, x, y] = titles[name];
    return {
      ...{ name, title, subtitle: bits === null ? right : `${bits} bits; ${right}` },
      x: { label: x, isLogarithmic },
      y: { label: y, isShare: true },
      points: points.map((point) => ({ x: point.x, y: point.y, curve: methodNames[point.method] })),
    };
  });
}
