// How near a searcher's answers come to the true neighbours, and what each costs. One query at a time, on one thread.
// Source: Jégou, Douze, Schmid, TPAMI 2011, section V, for recall@R.
import { setImmediate } from 'node:timers/promises';
import type { Matrix, SearchResult } from '../../../../core/index.ts';
import { recallAt, row } from '../../../../core/index.ts';
import { LikenessError } from '../../api/errors.ts';
import { mean, round } from '../lab-report.ts';
import type { Neighbours } from './vector-files.ts';

/** The R of recall@R: as the paper's curves, from 1 on in steps that look even on a logarithmic axis. */
export const recallRanks = [1, 2, 5, 10, 20, 50, 100] as const;
type RecallName = `recall@${(typeof recallRanks)[number]}`;

/** recall@R: share of the queries whose true nearest neighbour is among the first R. */
export interface SearchMeasures extends Readonly<Record<RecallName, number>> {
  readonly queryCount: number;
  /** Mean share of the ten true nearest among the first ten. */
  readonly overlap10: number;
  readonly milliseconds: { readonly mean: number; readonly p50: number; readonly p95: number };
  /** Means over the queries: vectors or codes whose distance was computed, and cells looked into. */
  readonly codesVisited: number;
  readonly cellsProbed: number;
}

export interface Measuring {
  readonly queries: Matrix;
  /** At least ten neighbours of each query. */
  readonly truth: Neighbours;
  /** Results asked for. A recall@R with a larger R counts as if the list were that long. */
  readonly k: number;
  readonly signal?: AbortSignal | undefined;
}

/** What the measures take from a search's result. */
export type Answer = Pick<SearchResult, 'ids' | 'visitedCount' | 'probedCount'>;
export type Asked<Of extends Answer> = Of & { readonly milliseconds: number };
export type AskedQuery = Asked<Answer>;

/** Between two looks at the outside, for Ctrl-C and the line of progress. */
const UNINTERRUPTED_MS = 50;
/** The first queries find cold caches and code not yet compiled, and are asked once more. */
const WARMING_QUERIES = 20;

/** @throws LikenessError `cancelled`, and what `search` throws */
export async function measureSearch(
  search: (query: Float32Array, k: number) => Answer,
  { truth, ...asking }: Measuring,
): Promise<SearchMeasures> {
  return summarise(await askAll(search, asking), truth);
}

/** Every query once, in turn. @throws LikenessError `cancelled`, and what `search` throws */
export async function askAll<Of extends Answer>(
  search: (query: Float32Array, k: number) => Of,
  { queries, k, signal }: Omit<Measuring, 'truth'>,
): Promise<Asked<Of>[]> {
  for (let i = 0; i < Math.min(WARMING_QUERIES, queries.rows); i++) search(row(queries, i), k);
  const asked: Asked<Of>[] = [];
  let pausedAt = performance.now();
  for (let i = 0; i < queries.rows; i++) {
    const started = performance.now();
    const answer = search(row(queries, i), k);
    const ended = performance.now();
    asked.push({ ...answer, milliseconds: ended - started });
    if (ended - pausedAt < UNINTERRUPTED_MS) continue;
    await setImmediate();
    if (signal?.aborted) throw new LikenessError('cancelled', 'Stopped.');
    pausedAt = performance.now();
  }
  return asked;
}

/** @param truth its row i answers query i */
export function summarise(asked: readonly AskedQuery[], truth: Neighbours): SearchMeasures {
  const share = (nearest: number, count: number): number =>
    round(mean(asked.map(({ ids }, i) => recallAt([...ids], trueNearest(truth, i, nearest), count))), 4);
  const times = asked.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const quantile = (at: number): number => times[Math.min(times.length - 1, Math.floor(at * times.length))] ?? 0;
  return {
    queryCount: asked.length,
    ...(Object.fromEntries(recallRanks.map((R) => [`recall@${R}`, share(1, R)])) as Record<RecallName, number>),
    overlap10: share(10, 10),
    milliseconds: { mean: round(mean(times), 4), p50: round(quantile(0.5), 4), p95: round(quantile(0.95), 4) },
    codesVisited: round(mean(asked.map(({ visitedCount }) => visitedCount)), 1),
    cellsProbed: round(mean(asked.map(({ probedCount }) => probedCount)), 1),
  };
}

function trueNearest({ data, columns }: Neighbours, query: number, count: number): Set<number> {
  return new Set(data.subarray(query * columns, query * columns + count));
}
