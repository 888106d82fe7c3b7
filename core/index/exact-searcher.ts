// Exact search: the distance to every feature. The truth that the index is measured against, and the small library's
// way to be certain.
import { expectInteger } from '../checks.ts';
import { unexpected } from '../errors.ts';
import { takeSorted } from '../kernels/heap.ts';
import type { Parallel } from '../parallel.ts';
import { createOneLane } from '../parallel.ts';
import type { ByteVector } from '../quantise/scalar-quantiser.ts';
import type { Piece } from '../scan-task.ts';
import { MOST_PIECE_ROWS } from '../scan-task.ts';
import type { FeatureRows } from './feature-rows.ts';
import type { GrowingBlock } from './growing-block.ts';
import { LARGEST_ID } from './id-set.ts';
import { RowIds } from './row-ids.ts';
import { SearchRoom } from './search-room.ts';
import type { SearchOptions, SearchResult, Searcher } from './searcher.ts';
import { emptyResult, expectSearch, mayGoOn, wantedCount } from './searcher.ts';
import { SharedScan } from './shared-scan.ts';

export class ExactSearcher implements Searcher {
  private readonly features: FeatureRows;
  private readonly rows: RowIds;
  private readonly room: SearchRoom;
  private readonly scan: SharedScan;
  private readonly heap: GrowingBlock;

  /**
   * @param features empty: `new FloatRows(D)` or `new ByteRows(D)`
   * @param options.parallel lanes that large scans are dealt out to; by default the calling thread. @throws CoreError `memory`
   */
  constructor(features: FeatureRows, { parallel }: { parallel?: Parallel | undefined } = {}) {
    this.features = features;
    this.rows = new RowIds(features.kernels.memory);
    this.room = new SearchRoom(features.kernels.memory);
    this.scan = new SharedScan(this.room, parallel ?? createOneLane(features.kernels));
    this.heap = this.room.growingBlock();
  }

  get dimension(): number {
    return this.features.dimension;
  }

  get size(): number {
    return this.rows.size;
  }

  /** Memory of the table from id to row, which lies outside the kernel memory. */
  get tableBytes(): number {
    return this.rows.tableBytes;
  }

  has(id: number): boolean {
    return this.rows.rowOf(id) !== undefined;
  }

  /** Makes room for so many at once, where more would be taken half by half. @throws CoreError `memory` */
  reserve(capacity: number): void {
    this.features.reserve(capacity);
    this.rows.reserve(capacity);
  }

  /** @throws CoreError `id` for an id that is taken; `shape`, `not-finite`, `memory` */
  add(id: number, feature: Float32Array | ByteVector): void {
    expectInteger('id', id, 0, LARGEST_ID);
    if (this.has(id)) throw unexpected('id', 'add', 'an id that is not yet here', id);
    if (this.size === this.rows.capacity) this.reserve(Math.max(16, Math.ceil(this.size * 1.5)));
    this.features.write(this.size, feature);
    this.rows.push(id);
  }

  /** The last row takes the place. Returns whether the id was there. */
  remove(id: number): boolean {
    const row = this.rows.remove(id);
    if (row === undefined) return false;
    this.features.copy(this.size, row);
    return true;
  }

  /** `nprobe` means nothing here. Cost O(N D). */
  search(query: Float32Array, options: SearchOptions): SearchResult {
    expectSearch(this, query, options);
    const k = wantedCount(this, options);
    if (k === 0) return emptyResult();
    const { kernels } = this.features;
    const heap = this.room.emptyHeap(this.heap, k);
    const allowed = this.room.placeFilter(options.allowed, this.rows.largestId);
    this.features.startQuery(query);
    const task = this.features.scanTask(allowed);
    const { visitedCount } = this.scan.run(task, this.pieces(), heap, () => mayGoOn(options));
    return { ...takeSorted(kernels, heap), visitedCount, probedCount: 0, complete: visitedCount === this.size };
  }

  /** Gives all kernel memory back, that of the features too. */
  release(): void {
    this.features.release();
    this.rows.release();
    this.room.release();
  }

  private pieces(): Piece[] {
    return Array.from({ length: Math.ceil(this.size / MOST_PIECE_ROWS) }, (_, i) => {
      const from = i * MOST_PIECE_ROWS;
      return this.features.piece(from, Math.min(MOST_PIECE_ROWS, this.size - from), this.rows.address + 4 * from);
    });
  }
}
