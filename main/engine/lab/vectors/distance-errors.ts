// How far a searcher's distances are from the true ones: the bias that the paper's corrected estimators remove, and the
// spread that they pay with. Source: Jégou, Douze, Schmid, TPAMI 2011, section III-C and figure 4.
import type { Matrix, SearchResult } from '../../../../core/index.ts';
import { row, squaredDistance } from '../../../../core/index.ts';
import { round } from '../lab-report.ts';

/** Of squared distances, as shares of their mean: an error of -0.1 is an estimate too low by a tenth of the mean. */
export interface DistanceErrors {
  readonly pairCount: number;
  /** Mean of estimate less truth. */
  readonly bias: number;
  /** Standard deviation of the same. */
  readonly deviation: number;
  /** Shares of the pairs by their error, in bins of `HISTOGRAM_BIN` from `HISTOGRAM_FROM` on. */
  readonly histogram: readonly number[];
}

/** Each with all vectors: millions of pairs. */
const QUERIES = 20;
export const HISTOGRAM_FROM = -0.6;
export const HISTOGRAM_BIN = 0.02;
const HISTOGRAM_BINS = 60;

/** @param search must answer with every vector of the base, whose rows are the ids. Cost O(N D) a query. */
export function measureDistanceErrors(
  search: (query: Float32Array, k: number) => Pick<SearchResult, 'ids' | 'distances'>,
  base: Matrix,
  queries: Matrix,
): DistanceErrors {
  const asked = Math.min(QUERIES, queries.rows);
  const truths = new Float64Array(asked * base.rows);
  const errors = new Float64Array(asked * base.rows);
  for (let i = 0, pair = 0; i < asked; i++) {
    const query = row(queries, i);
    const { ids, distances } = search(query, base.rows);
    for (let place = 0; place < ids.length; place++, pair++) {
      truths[pair] = squaredDistance(query, 0, base.data, ids[place]! * base.columns, base.columns);
      errors[pair] = distances[place]! - truths[pair]!;
    }
  }
  return summariseErrors(errors, meanOf(truths));
}

/** @param scale what an error is a share of */
export function summariseErrors(errors: Float64Array, scale: number): DistanceErrors {
  const shares = errors.map((error) => error / scale);
  const bias = meanOf(shares);
  const counts = new Array<number>(HISTOGRAM_BINS).fill(0);
  for (const share of shares) {
    const bin = Math.floor((share - HISTOGRAM_FROM) / HISTOGRAM_BIN);
    if (bin >= 0 && bin < HISTOGRAM_BINS) counts[bin]!++;
  }
  return {
    pairCount: shares.length,
    bias: round(bias, 5),
    deviation: round(Math.sqrt(meanOf(shares.map((share) => (share - bias) ** 2))), 5),
    histogram: counts.map((count) => round(count / shares.length, 5)),
  };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
