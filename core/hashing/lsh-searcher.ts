// Search by locality-sensitive hashing as it was meant: several hash tables, each keyed by bits of its own, and only what
// shares a bucket with the query in one of them is compared.
import { expectInteger } from '../checks.ts';
import type { SearchOptions, SearchResult, Searcher } from '../index/searcher.ts';
import { expectSearch, wantedCount } from '../index/searcher.ts';
import type { Random } from '../random.ts';
import { HammingTables } from './hamming-tables.ts';
import type { ProjectionHasher } from './projection-hasher.ts';
import { randomHyperplanes } from './random-hyperplanes.ts';

export interface LshOptions {
  readonly tables: number;
  /** Bits of each table's key, at most 32. */
  readonly bits: number;
  readonly random: Random;
}

/**
 * Source: Indyk, Motwani, "Approximate nearest neighbors", STOC 1998 (the tables); Charikar, STOC 2002 (the hyperplanes);
 * Lv and others, "Multi-probe LSH", VLDB 2007 (buckets near the query's).
 * Candidates are ranked by the differing bits of all tables' keys, which together are one long code. What shares no bucket
 * with the query is not found, so an answer may be shorter than k.
 * Memory: tables bits / 8 + about 40 bytes a table for each vector.
 */
export class LshSearcher implements Searcher {
  private readonly hasher: ProjectionHasher;
  private readonly tables: HammingTables;

  /** @throws CoreError `parameter` */
  constructor(dimension: number, { tables, bits, random }: LshOptions) {
    expectInteger('tables', tables, 1, 1024);
    expectInteger('bits', bits, 1, 32);
    this.hasher = randomHyperplanes(dimension, tables * bits, random);
    this.tables = new HammingTables(tables * bits, tables);
  }

  get dimension(): number {
    return this.hasher.dimension;
  }

  get size(): number {
    return this.tables.size;
  }

  /** @throws CoreError `id` for an id that is taken; `shape`, `not-finite`. Cost O(tables bits D) */
  add(id: number, feature: Float32Array): void {
    this.tables.add(id, this.hasher.hash(feature));
  }

  /** Returns whether the id was there. */
  remove(id: number): boolean {
    return this.tables.remove(id);
  }

  /**
   * `nprobe`, one by default, says how far from the query's own bucket each table is looked into: 1 is that bucket alone, 2 also
   * those whose key differs in one bit, and so on. Cost O(tables bits D + candidates).
   */
  search(query: Float32Array, options: SearchOptions): SearchResult {
    expectSearch(this, query, options);
    const { nprobe = 1, allowed } = options;
    const found = this.tables.sharing(this.hasher.hash(query), nprobe - 1);
    const ids = allowed ? found.ids.filter((id) => allowed.has(id)) : found.ids;
    const distances = allowed ? found.distances.filter((_, i) => allowed.has(found.ids[i]!)) : found.distances;
    const k = wantedCount(this, options);
    return {
      ids: ids.slice(0, k),
      distances: Float32Array.from(distances.slice(0, k)),
      visitedCount: found.visitedCount,
      probedCount: found.probedCount,
      complete: true,
    };
  }
}
