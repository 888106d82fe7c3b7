// Two searches over the same queries in short turns: some of one, some of the other, and the ratio of the two.
import type { Matrix } from '../../core/index.ts';
import { recallAt, row } from '../../core/index.ts';
import type { Neighbours } from '../../main/engine/lab/vectors/vector-files.ts';

/** Answers `count` queries from `first` on, one at a time. */
export type Runner = (first: number, count: number) => Promise<RunAnswer>;

export interface RunAnswer {
  /** For each query the ids, nearest first. */
  readonly ids: readonly ArrayLike<number>[];
  /** For each query. */
  readonly milliseconds: readonly number[];
}

export interface RaceResult {
  /** Medians over all queries of all turns. */
  readonly ours: number;
  readonly theirs: number;
  /** Their time over ours, medians of one turn each: above one, ours is faster. Median, tenth and ninetieth of the turns. */
  readonly ratio: { readonly median: number; readonly low: number; readonly high: number };
  readonly overlap: { readonly ours: number; readonly theirs: number };
}

/** One of our searches as a runner. */
export function runnerOf(
  search: (query: Float32Array, k: number) => { readonly ids: Uint32Array },
  queries: Matrix,
  k: number,
): Runner {
  return (first, count) => {
    const ids: Uint32Array[] = [];
    const milliseconds: number[] = [];
    for (let i = first; i < first + count; i++) {
      const query = row(queries, i);
      const started = performance.now();
      ids.push(search(query, k).ids);
      milliseconds.push(performance.now() - started);
    }
    return Promise.resolve({ ids, milliseconds });
  };
}

export interface RaceOptions {
  /** How often all queries are asked. */
  readonly rounds: number;
  /** The first query that is asked; those before it are for choosing settings. */
  readonly first?: number;
}

/** Queries of a turn: a few hundredths of a second, so that what else the machine does meets both sides alike. */
const TURN = 50;

/** In short turns, each side first in every other one. The first queries of each side warm up and are not counted. */
export async function race(
  ours: Runner,
  theirs: Runner,
  truth: Neighbours,
  { rounds, first: start = 0 }: RaceOptions,
): Promise<RaceResult> {
  const count = Math.min(TURN, truth.rows - start);
  const times = { ours: [] as number[], theirs: [] as number[] };
  const overlaps = { ours: [] as number[], theirs: [] as number[] };
  const ratios: number[] = [];
  await ours(start, count);
  await theirs(start, count);
  for (let round = 0; round < rounds; round++) {
    for (let first = start; first + count <= truth.rows; first += count) {
      const oursLast = ratios.length % 2 === 1;
      const before = oursLast ? undefined : await ours(first, count);
      const other = await theirs(first, count);
      const one = before ?? (await ours(first, count));
      times.ours.push(...one.milliseconds);
      times.theirs.push(...other.milliseconds);
      overlaps.ours.push(overlapOf(one, truth, first));
      overlaps.theirs.push(overlapOf(other, truth, first));
      ratios.push(median(other.milliseconds) / median(one.milliseconds));
    }
  }
  return {
    ours: median(times.ours),
    theirs: median(times.theirs),
    ratio: { median: median(ratios), low: quantile(ratios, 0.1), high: quantile(ratios, 0.9) },
    overlap: { ours: mean(overlaps.ours), theirs: mean(overlaps.theirs) },
  };
}

/** Mean share of the ten true nearest among the first ten. */
export function overlapOf({ ids }: RunAnswer, { data, columns }: Neighbours, first: number): number {
  return mean(
    ids.map((list, i) => {
      const start = (first + i) * columns;
      return recallAt(Array.from(list), new Set(data.subarray(start, start + 10)), 10);
    }),
  );
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * values.length)]!;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
