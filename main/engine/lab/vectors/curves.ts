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
  /** Its place along the curve, where that is not x. */
  readonly along?: number | undefined;
}

export interface Axis {
  readonly label: string;
  readonly isLogarithmic?: boolean;
  /** From 0 to 1, whatever the points are. */
  readonly isShare?: boolean;
}

export interface Chart {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly title: string;
  /** What all curves have in common. */
  readonly subtitle?: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly points: readonly Point[];
}

interface ChartPlan extends Omit<Chart, 'points'> {
  /** The setting that runs along the curve. */
  readonly along?: Setting;
  /** None for a row that has nothing to say here. */
  readonly pointsOf: (row: RecallRow) => readonly Omit<Point, 'curve'>[];
}

const numbers = ['m', 'ksub', 'bits', 'tables', 'nlist', 'nprobe', 'trees', 'branching', 'candidates'] as const;
type Setting = (typeof numbers)[number];

const recall100: Axis = { label: 'recall@100', isShare: true };

const plans: readonly ChartPlan[] = [
  {
    name: 'recall-at-r',
    title: 'Queries whose nearest neighbour is among the first R (figure 8)',
    x: { label: 'R', isLogarithmic: true },
    y: { label: 'recall@R', isShare: true },
    pointsOf: (row) => recallRanks.filter((R) => R <= row.k).map((R) => ({ x: R, y: row[`recall@${R}`] })),
  },
  {
    name: 'recall-by-code-length',
    title: 'recall@100 by the length of a code: SDC, ADC and IVFADC (figures 6 and 7)',
    x: { label: 'bits of a code', isLogarithmic: true },
    y: recall100,
    along: 'm',
    pointsOf: (row) => (row.m === undefined ? [] : [{ x: row.m * Math.log2(row.ksub ?? 16), y: row['recall@100'] }]),
  },
  {
    name: 'recall-by-cells-probed',
    title: 'recall@100 by the number of cells probed, w (figure 7)',
    x: { label: 'w', isLogarithmic: true },
    y: recall100,
    along: 'nprobe',
    pointsOf: (row) => (row.nprobe === undefined ? [] : [{ x: row.nprobe, y: row['recall@100'] }]),
  },
  {
    name: 'overlap-by-time',
    title: 'True among the first ten by the time of a query',
    x: { label: 'milliseconds a query, median', isLogarithmic: true },
    y: { label: 'overlap of the first 10', isShare: true },
    along: 'nprobe',
    // Times are measured: more cells probed may once take less.
    pointsOf: (row) => [{ x: row.milliseconds.p50, y: row.overlap10, along: row.nprobe }],
  },
  {
    name: 'distance-errors',
    title: 'Estimated less true squared distance, as a share of the mean (figure 4)',
    x: { label: 'error' },
    y: { label: 'share of the pairs' },
    pointsOf: (row) =>
      row.distanceErrors?.histogram.map((y, bin) => {
        return { x: HISTOGRAM_FROM + HISTOGRAM_BIN * (bin + 0.5), y };
      }) ?? [],
  },
];

/** More curves cannot be told apart. */
const MOST_CURVES = 16;

/** Those of the charts in which some curve has at least two points, and that are not crowded. */
export function chartsOf(rows: readonly RecallRow[]): Chart[] {
  return plans
    .map((plan) => draftOf(plan, rows))
    .filter(({ points }) => {
      const curveCount = new Set(points.map(({ curve }) => curve)).size;
      return curveCount < points.length && curveCount <= MOST_CURVES;
    });
}

/** Curves are named by what tells them apart; what they share is said once. */
function draftOf({ pointsOf, along, ...chart }: ChartPlan, allRows: readonly RecallRow[]): Chart {
  const rows = allRows.filter((row) => pointsOf(row).length > 0);
  const settings = numbers.filter((name) => name !== along);
  const valuesOf = (name: Setting) => new Set(rows.map((row) => row[name]).filter((value) => value !== undefined));
  const common = settings.filter((name) => valuesOf(name).size === 1);
  const telling = settings.filter((name) => valuesOf(name).size > 1);
  const subtitle = common.map((name) => inWords(name, [...valuesOf(name)][0])).join(', ');
  const points = rows.flatMap((row) => pointsOf(row).map((point) => ({ ...point, curve: curveOf(row, telling) })));
  return { ...chart, subtitle, points };
}

/** The row's settings in the paper's words. */
function curveOf(row: RecallRow, telling: readonly Setting[]): string {
  const grouping = row.grouping === 'natural' ? '' : row.grouping;
  const words = [row.corrected && 'corrected', grouping, row.opq && 'OPQ'];
  const settings = telling.filter((name) => row[name] !== undefined).map((name) => inWords(name, row[name]));
  return [systemOf(row), ...words, ...settings].filter(Boolean).join(' ');
}

function inWords(name: Setting, value: number | undefined): string {
  return `${name === 'nprobe' ? 'w' : name}=${value}`;
}

function systemOf({ method, estimator }: RecallRow): string {
  if (method === 'pq') return estimator === 'symmetric' ? 'SDC' : 'ADC';
  return method === 'ivfadc' || method === 'lsh' || method === 'itq' ? method.toUpperCase() : method;
}
