// What every search has in common, exact or approximate: tests, the engine and measurements run on all of them alike.
import type { Abort } from '../abort.ts';
import { throwIfAborted } from '../abort.ts';
import { expectInteger, expectVector } from '../checks.ts';
import type { IdSet } from './id-set.ts';

export interface SearchOptions {
  /** Results wanted; fewer come back only when fewer are there (or allowed). */
  readonly k: number;
  /** Cells to look into at the least; by default as many as `chooseProbes` says. Exact search has no cells. */
  readonly nprobe?: number | undefined;
  /** Only these ids may answer; all when absent. */
  readonly allowed?: IdSet | undefined;
  readonly abort?: Abort | undefined;
}

/** Nearest first; equal distances by ascending id, so that the same search gives the same answer. */
export interface SearchResult {
  readonly ids: Uint32Array;
  /** Squared Euclidean distances; for normalised features 2 - 2 cos. */
  readonly distances: Float32Array;
  /** Vectors or codes whose distance was computed. */
  readonly visitedCount: number;
  readonly probedCount: number;
}

export interface Searcher {
  readonly dimension: number;
  /** Vectors or codes held. */
  readonly size: number;
  /** @throws CoreError `shape`, `not-finite`, `parameter`, `aborted`. An empty searcher answers with nothing. */
  search(query: Float32Array, options: SearchOptions): SearchResult;
}

/** The checks every search starts with. */
export function expectSearch(searcher: Searcher, query: Float32Array, { k, nprobe, abort }: SearchOptions): void {
  expectVector('query', query, searcher.dimension);
  expectInteger('k', k, 1, 2 ** 32 - 1);
  if (nprobe !== undefined) expectInteger('nprobe', nprobe, 1, 2 ** 32 - 1);
  throwIfAborted(abort);
}
