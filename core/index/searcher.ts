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
  /** Cells to look into at the most, also where fewer than k results were found; all of them by default. */
  readonly mostProbes?: number | undefined;
  /** Codes whose features are measured to decide among them, at least k; for searchers that rank again. */
  readonly candidates?: number | undefined;
  /** Only these ids may answer; all when absent. */
  readonly allowed?: IdSet | undefined;
  readonly abort?: Abort | undefined;
  /** When it has passed, the search ends with what it found so far; at least one cell (or batch) is looked into. */
  readonly deadline?: Deadline | undefined;
}

/** Core has no clock: whoever has one says when it is time. */
export interface Deadline {
  readonly passed: boolean;
}

/** Nearest first; equal distances by ascending id, so that the same search gives the same answer. */
export interface SearchResult {
  readonly ids: Uint32Array;
  /** Squared Euclidean distances; for normalised features 2 - 2 cos. */
  readonly distances: Float32Array;
  /** Vectors or codes whose distance was computed. */
  readonly visitedCount: number;
  readonly probedCount: number;
  /** False when the deadline ended the search before it had looked at all it was to look at. */
  readonly complete: boolean;
}

export interface Searcher {
  readonly dimension: number;
  /** Vectors or codes held. */
  readonly size: number;
  /** @throws CoreError `shape`, `not-finite`, `parameter`, `aborted`. An empty searcher answers with nothing. */
  search(query: Float32Array, options: SearchOptions): SearchResult;
}

/** The checks every search starts with. */
export function expectSearch(searcher: Searcher, query: Float32Array, options: SearchOptions): void {
  expectVector('query', query, searcher.dimension);
  const { k, nprobe, mostProbes, candidates, abort } = options;
  expectInteger('k', k, 1, 2 ** 32 - 1);
  if (nprobe !== undefined) expectInteger('nprobe', nprobe, 1, 2 ** 32 - 1);
  if (mostProbes !== undefined) expectInteger('mostProbes', mostProbes, 1, 2 ** 32 - 1);
  if (candidates !== undefined) expectInteger('candidates', candidates, 1, 2 ** 32 - 1);
  throwIfAborted(abort);
}

/** Results that can be found at the most. */
export function wantedCount(searcher: Searcher, { k, allowed }: SearchOptions): number {
  return Math.min(k, searcher.size, allowed?.size ?? Infinity);
}

export function emptyResult(): SearchResult {
  return {
    ids: new Uint32Array(0),
    distances: new Float32Array(0),
    visitedCount: 0,
    probedCount: 0,
    complete: true,
  };
}

/** Asked between cells or batches. False when the deadline has passed. @throws CoreError `aborted` */
export function mayGoOn({ abort, deadline }: SearchOptions): boolean {
  throwIfAborted(abort);
  return deadline === undefined || !deadline.passed;
}
