// Curves out of the rows of a sweep: which figure of the paper they belong to, and where their points lie.
// Source of the figures: Jégou, Douze, Schmid, TPAMI 2011, section V.
import type { RecallRow } from './lab-recall.ts';
import { HISTOGRAM_BIN, HISTOGRAM_FROM } from './distance-errors.ts';
import { recallRanks } from './search-measures.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
  /** The curve that it lies on. */
  readonly curve: string;
}

export interface Axis {
  readonly label: string;
  readonly isLogarithmic?: boolean;
}

export interface Chart {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly points: readonly Point[];
}

interface ChartPlan extends Omit<Chart, 'points'> {
  /** None for a row that has nothing to say here. */
  readonly pointsOf: (row: RecallRow) => readonly Point[];
}

const recall100: Axis = { label: 'recall@100' };

const plans: readonly ChartPlan[] = [
  {
    name: 'recall-at-r',
    title: 'Queries whose nearest neighbour is among the first R (figure 8)',
    x: { label: 'R', isLogarithmic: true },
    y: { label: 'recall@R' },
    pointsOf: (row) =>
      recallRanks.filter((R) => R <= row.k).map((R) => ({ x: R, y: row[`recall@${R}`], curve: curveOf(row, []) })),
  },
  {
    name: 'recall-by-code-length',
    title: 'recall@100 by the length of a code: SDC, ADC and IVFADC (figures 6 and 7)',
    x: { label: 'bits of a code' },
    y: recall100,
    pointsOf: (row) =>
      row.m === undefined
        ? []
        : [{ x: row.m * Math.log2(row.ksub ?? 16), y: row['recall@100'], curve: curveOf(row, ['m']) }],
  },
  {
    name: 'recall-by-cells-probed',
    title: 'recall@100 by the number of cells probed, w (figure 7)',
    x: { label: 'w', isLogarithmic: true },
    y: recall100,
    pointsOf: (row) =>
      row.nprobe === undefined ? [] : [{ x: row.nprobe, y: row['recall@100'], curve: curveOf(row, ['nprobe']) }],
  },
  {
    name: 'overlap-by-time',
    title: 'True among the first ten by the time of a query',
    x: { label: 'milliseconds a query, median', isLogarithmic: true },
    y: { label: 'overlap of the first 10' },
    pointsOf: (row) => [{ x: row.milliseconds.p50, y: row.overlap10, curve: curveOf(row, ['nprobe']) }],
  },
  {
    name: 'distance-errors',
    title: 'Estimated less true squared distance, as a share of the mean (figure 4)',
    x: { label: 'error' },
    y: { label: 'share of the pairs' },
    pointsOf: (row) =>
      row.distanceErrors?.histogram.map((y, bin) => {
        return { x: HISTOGRAM_FROM + HISTOGRAM_BIN * (bin + 0.5), y, curve: curveOf(row, []) };
      }) ?? [],
  },
];

/** Those of the charts in which some curve has at least two points. */
export function chartsOf(rows: readonly RecallRow[]): Chart[] {
  return plans
    .map(({ pointsOf, ...chart }) => ({ ...chart, points: rows.flatMap(pointsOf) }))
    .filter(({ points }) => new Set(points.map(({ curve }) => curve)).size < points.length);
}

const numbers = ['m', 'ksub', 'nlist', 'nprobe', 'candidates'] as const;
type Setting = (typeof numbers)[number] | 'estimator';

/** The row's settings in the paper's words, without those that run along the curve. */
function curveOf(row: RecallRow, along: readonly Setting[]): string {
  const letters = { m: 'm', ksub: 'ksub', nlist: 'nlist', nprobe: 'w', candidates: 'candidates' };
  const shown = numbers.filter((name) => row[name] !== undefined && !along.includes(name));
  const words = [row.corrected && 'corrected', row.grouping === 'natural' ? '' : row.grouping, row.opq && 'OPQ'];
  return [systemOf(row), ...words, ...shown.map((name) => `${letters[name]}=${row[name]}`)].filter(Boolean).join(' ');
}

function systemOf({ method, estimator }: RecallRow): string {
  switch (method) {
    case 'pq':
      return estimator === 'symmetric' ? 'SDC' : 'ADC';
    case 'ivfadc':
      return 'IVFADC';
    case 'exact':
    case 'fast-scan':
      return method;
  }
}
