// Hamming ranking: the number of differing bits to every code, one after another. What the look-ups by hash tables must
// agree with, and quick enough by itself for millions of short codes.
import { expectInteger, expectLength } from '../checks.ts';
import { unexpected } from '../errors.ts';
import { GrowingBlock } from '../index/growing-block.ts';
import { LARGEST_ID } from '../index/id-set.ts';
import { RowIds } from '../index/row-ids.ts';
import { SearchRoom } from '../index/search-room.ts';
import type { SearchOptions, SearchResult, Searcher } from '../index/searcher.ts';
import { emptyResult, expectSearch, mayGoOn, wantedCount } from '../index/searcher.ts';
import { SharedScan } from '../index/shared-scan.ts';
import { takeSorted } from '../kernels/heap.ts';
import { wordsAt } from '../kernels/kernel-memory.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import type { Parallel } from '../parallel.ts';
import { createOneLane } from '../parallel.ts';
import type { Hasher } from './hasher.ts';
import { wordsOf } from './hasher.ts';

/** Codes between two looks at the clock: some hundredths of a millisecond. */
const PIECE_CODES = 2 ** 14;

export interface HammingSearcherOptions {
  /** Plain TypeScript by default. */
  readonly kernels?: Kernels | undefined;
  readonly parallel?: Parallel | undefined;
}

/** Distances of its answers are numbers of bits. Memory: b / 8 + 8 bytes a vector, up to half as much again in reserve. */
export class HammingSearcher implements Searcher {
  readonly hasher: Hasher;
  readonly kernels: Kernels;
  private readonly words: number;
  private readonly rows: RowIds;
  private readonly codes: GrowingBlock;
  private readonly room: SearchRoom;
  private readonly scan: SharedScan;
  private readonly heap: GrowingBlock;
  private readonly query: number;

  /** @throws CoreError `memory` */
  constructor(hasher: Hasher, { kernels = createPlainKernels(), parallel }: HammingSearcherOptions = {}) {
    this.hasher = hasher;
    this.kernels = kernels;
    this.words = wordsOf(hasher.bits);
    this.rows = new RowIds(kernels.memory);
    this.codes = new GrowingBlock(kernels.memory);
    this.room = new SearchRoom(kernels.memory);
    this.scan = new SharedScan(this.room, parallel ?? createOneLane(kernels));
    this.heap = this.room.growingBlock();
    this.query = this.room.bytes(4 * this.words);
  }

  get dimension(): number {
    return this.hasher.dimension;
  }

  get size(): number {
    return this.rows.size;
  }

  /** Memory of the table from id to row, which lies outside the kernel memory. */
  get tableBytes(): number {
    return this.rows.tableBytes;
  }

  /** @throws CoreError `memory` */
  reserve(capacity: number): void {
    this.codes.reserve(4 * this.words * capacity);
    this.rows.reserve(capacity);
  }

  /** @throws CoreError `id` for an id that is taken; `shape`, `not-finite`, `memory` */
  add(id: number, feature: Float32Array): void {
    this.addCode(id, this.hasher.hash(feature));
  }

  /** @param code as the hasher gives it. @throws CoreError `id`, `shape`, `memory` */
  addCode(id: number, code: Uint32Array): void {
    expectInteger('id', id, 0, LARGEST_ID);
    expectLength('code', code, this.words);
    if (this.rows.rowOf(id) !== undefined) throw unexpected('id', 'add', 'an id that is not yet here', id);
    if (this.size === this.rows.capacity) this.reserve(Math.max(16, Math.ceil(this.size * 1.5)));
    this.code(this.size).set(code);
    this.rows.push(id);
  }

  /** The last code takes the place. Returns whether the id was there. */
  remove(id: number): boolean {
    const row = this.rows.remove(id);
    if (row === undefined) return false;
    this.code(row).set(this.code(this.size));
    return true;
  }

  /** `nprobe` means nothing here. Cost O(N b / 64). */
  search(query: Float32Array, options: SearchOptions): SearchResult {
    expectSearch(this, query, options);
    return this.searchCode(this.hasher.hash(query), options);
  }

  /** The same for a code. @throws CoreError `shape`, `aborted` */
  searchCode(code: Uint32Array, options: SearchOptions): SearchResult {
    expectLength('code', code, this.words);
    const k = wantedCount(this, options);
    if (k === 0) return emptyResult();
    const heap = this.room.emptyHeap(this.heap, k);
    const allowed = this.room.placeFilter(options.allowed, this.rows.largestId);
    wordsAt(this.kernels.memory, this.query, this.words).set(code);
    const task = { kind: 'bits', words: this.words, allowed } as const;
    const { visitedCount } = this.scan.run(task, this.pieces(), heap, () => mayGoOn(options));
    return { ...takeSorted(this.kernels, heap), visitedCount, probedCount: 0, complete: visitedCount === this.size };
  }

  /** Gives all kernel memory back; the searcher must not be used afterwards. */
  release(): void {
    this.rows.release();
    this.codes.release();
    this.room.release();
  }

  private code(row: number): Uint32Array {
    return wordsAt(this.kernels.memory, this.codes.address + 4 * this.words * row, this.words);
  }

  private pieces() {
    const { codes, rows, size, words, query } = this;
    return Array.from({ length: Math.ceil(size / PIECE_CODES) }, (_, i) => {
      const from = i * PIECE_CODES;
      const count = Math.min(PIECE_CODES, size - from);
      return { data: codes.address + 4 * words * from, ids: rows.address + 4 * from, terms: query, count, base: 0 };
    });
  }
}
