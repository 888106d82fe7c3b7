// Exact search: the distance to every feature. The truth that the index is measured against, and the small library's
// way to be certain.
import { throwIfAborted } from '../abort.ts';
import { expectInteger } from '../checks.ts';
import { unexpected } from '../errors.ts';
import type { FeatureRows } from './feature-rows.ts';
import { LARGEST_ID } from './id-set.ts';
import type { SearchOptions, SearchResult, Searcher } from './searcher.ts';
import { expectSearch } from './searcher.ts';
import { TopK } from './top-k.ts';

/** Features measured between two looks at the abort. */
const BATCH_ROWS = 1024;

export class ExactSearcher implements Searcher {
  private readonly features: FeatureRows;
  private readonly rows = new Map<number, number>();
  private ids = new Uint32Array(0);

  /** @param features empty: `new FloatRows(D)` or `new ByteRows(D)` */
  constructor(features: FeatureRows) {
    this.features = features;
  }

  get dimension(): number {
    return this.features.dimension;
  }

  get size(): number {
    return this.rows.size;
  }

  has(id: number): boolean {
    return this.rows.has(id);
  }

  /** @throws CoreError `id` for an id that is taken; `shape`, `not-finite` */
  add(id: number, feature: Float32Array): void {
    expectInteger('id', id, 0, LARGEST_ID);
    if (this.rows.has(id)) throw unexpected('id', 'add', 'an id that is not yet here', id);
    const row = this.rows.size;
    if (row === this.ids.length) this.grow();
    this.features.write(row, feature);
    this.ids[row] = id;
    this.rows.set(id, row);
  }

  /** The last row takes the place. Returns whether the id was there. */
  remove(id: number): boolean {
    const row = this.rows.get(id);
    if (row === undefined) return false;
    const last = this.rows.size - 1;
    const lastId = this.ids[last]!;
    this.features.copy(last, row);
    this.ids[row] = lastId;
    this.rows.set(lastId, row);
    this.rows.delete(id);
    return true;
  }

  /** `nprobe` means nothing here. Cost O(N D). */
  search(query: Float32Array, options: SearchOptions): SearchResult {
    expectSearch(this, query, options);
    const { k, allowed, abort } = options;
    const top = new TopK(Math.min(k, this.size));
    const distances = new Float32Array(BATCH_ROWS);
    for (let from = 0; from < this.size; from += BATCH_ROWS) {
      throwIfAborted(abort);
      const batch = distances.subarray(0, Math.min(BATCH_ROWS, this.size - from));
      this.features.squaredDistances(query, from, batch);
      for (let i = 0; i < batch.length; i++) {
        const id = this.ids[from + i]!;
        if (batch[i]! > top.threshold || (allowed !== undefined && !allowed.has(id))) continue;
        top.offer(batch[i]!, id);
      }
    }
    return { ...top.sorted(), visitedCount: this.size, probedCount: 0 };
  }

  private grow(): void {
    const capacity = Math.max(16, Math.ceil(this.ids.length * 1.5));
    const ids = new Uint32Array(capacity);
    ids.set(this.ids);
    this.ids = ids;
    this.features.reserve(capacity);
  }
}
