// Two searches over the same queries in turns: a round of one, a round of the other, and the ratio of the two.
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
  /** Medians over all queries of all rounds. */
  readonly ours: number;
  readonly theirs: number;
  /** Their time over ours, each round's mean: above one, ours is faster. */
  readonly ratio: { readonly median: number; readonly least: number; readonly most: number };
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

/** The queries that a race asks: from `first` on, all by default. */
export interface RaceOptions {
  readonly rounds: number;
  readonly first?: number;
}

/** The first turn of each side warms up and is not counted. */
export async function race(
  ours: Runner,
  theirs: Runner,
  truth: Neighbours,
  { rounds, first: start = 0 }: RaceOptions,
): Promise<RaceResult> {
  const count = Math.min(200, Math.floor((truth.rows - start) / rounds));
  const times = { ours: [] as number[], theirs: [] as number[] };
  const overlaps = { ours: [] as number[], theirs: [] as number[] };
  const ratios: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const first = start + Math.max(0, round) * count;
    const one = await ours(first, count);
    const other = await theirs(first, count);
    if (round < 0) continue;
    times.ours.push(...one.milliseconds);
    times.theirs.push(...other.milliseconds);
    overlaps.ours.push(overlapOf(one, truth, first));
    overlaps.theirs.push(overlapOf(other, truth, first));
    ratios.push(mean(other.milliseconds) / mean(one.milliseconds));
  }
  return {
    ours: median(times.ours),
    theirs: median(times.theirs),
    ratio: { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) },
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
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
