// Search by Hamming embedding: the signatures of the nearest cells are compared, each cell's with the query signed for it.
import { expectInteger, expectVector } from '../checks.ts';
import { unexpected } from '../errors.ts';
import { GrowingBlock } from '../index/growing-block.ts';
import { LARGEST_ID } from '../index/id-set.ts';
import { SearchRoom } from '../index/search-room.ts';
import type { SearchOptions, SearchResult, Searcher } from '../index/searcher.ts';
import { emptyResult, expectSearch, mayGoOn, wantedCount } from '../index/searcher.ts';
import { takeSorted } from '../kernels/heap.ts';
import { wordsAt } from '../kernels/kernel-memory.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import { row } from '../linalg/matrix.ts';
import { squaredDistance } from '../linalg/squared-distance.ts';
import type { HammingEmbedding } from './hamming-embedding.ts';
import { wordsOf } from './hasher.ts';

/** As in the paper's experiments on SIFT, where one cell is looked into. */
const USUAL_PROBES = 1;

interface Cell {
  readonly codes: GrowingBlock;
  readonly ids: GrowingBlock;
  count: number;
}

/**
 * Distances of its answers are numbers of bits: vectors of different cells are compared as if their signatures were of one.
 * Memory: b / 8 + 4 bytes a vector, up to half as much again in reserve.
 */
export class HammingEmbeddingSearcher implements Searcher {
  readonly embedding: HammingEmbedding;
  readonly kernels: Kernels;
  private readonly words: number;
  private readonly cells: readonly Cell[];
  private readonly ids = new Set<number>();
  private largestId = 0;
  private readonly room: SearchRoom;
  private readonly heap: GrowingBlock;
  private readonly distances: GrowingBlock;
  private readonly query: number;

  /** @throws CoreError `memory` */
  constructor(embedding: HammingEmbedding, { kernels = createPlainKernels() }: { kernels?: Kernels | undefined } = {}) {
    const { memory } = kernels;
    this.embedding = embedding;
    this.kernels = kernels;
    this.words = wordsOf(embedding.bits);
    this.cells = Array.from({ length: embedding.nlist }, () => {
      return { codes: new GrowingBlock(memory), ids: new GrowingBlock(memory), count: 0 };
    });
    this.room = new SearchRoom(memory);
    this.heap = this.room.growingBlock();
    this.distances = this.room.growingBlock();
    this.query = this.room.bytes(4 * this.words);
  }

  get dimension(): number {
    return this.embedding.dimension;
  }

  get size(): number {
    return this.ids.size;
  }

  /** @throws CoreError `id` for an id that is taken; `shape`, `not-finite`, `memory`. Cost O(nlist D + b D) */
  add(id: number, feature: Float32Array): void {
    expectInteger('id', id, 0, LARGEST_ID);
    expectVector('feature', feature, this.dimension);
    if (this.ids.has(id)) throw unexpected('id', 'add', 'an id that is not yet here', id);
    const number = this.rankCells(feature)[0]!;
    const cell = this.cells[number]!;
    const room = 4 * (cell.count + 1);
    if (room > cell.ids.capacity) {
      const capacity = Math.max(16, Math.ceil(1.5 * (cell.count + 1)));
      cell.codes.reserve(4 * this.words * capacity);
      cell.ids.reserve(4 * capacity);
    }
    const { memory } = this.kernels;
    const code = this.embedding.sign(this.embedding.project(feature), number);
    wordsAt(memory, cell.codes.address + 4 * this.words * cell.count, this.words).set(code);
    wordsAt(memory, cell.ids.address + 4 * cell.count, 1)[0] = id;
    cell.count++;
    this.ids.add(id);
    this.largestId = Math.max(this.largestId, id);
  }

  /** `nprobe` cells, one by default, and further ones until k are found. Cost O(nlist D + b D + codes b / 64). */
  search(query: Float32Array, options: SearchOptions): SearchResult {
    expectSearch(this, query, options);
    const k = wantedCount(this, options);
    if (k === 0) return emptyResult();
    const { nprobe = USUAL_PROBES, mostProbes = Infinity } = options;
    const heap = this.room.emptyHeap(this.heap, k);
    const allowed = this.room.placeFilter(options.allowed, this.largestId);
    const projections = this.embedding.project(query);
    let [visitedCount, probedCount, isInTime] = [0, 0, true];
    for (const number of this.rankCells(query)) {
      if (probedCount >= mostProbes || (probedCount >= nprobe && visitedCount >= k)) break;
      if (probedCount > 0 && !(isInTime = mayGoOn(options))) break;
      this.scanCell(number, projections, heap, allowed);
      visitedCount += this.cells[number]!.count;
      probedCount++;
    }
    return { ...takeSorted(this.kernels, heap), visitedCount, probedCount, complete: isInTime };
  }

  /** Gives all kernel memory back; the searcher must not be used afterwards. */
  release(): void {
    for (const { codes, ids } of this.cells) {
      codes.release();
      ids.release();
    }
    this.room.release();
  }

  private scanCell(number: number, projections: Float32Array, heap: number, allowed: number): void {
    const { codes, ids, count } = this.cells[number]!;
    if (count === 0) return;
    wordsAt(this.kernels.memory, this.query, this.words).set(this.embedding.sign(projections, number));
    const distances = this.distances.reserve(4 * count);
    this.kernels.hammingDistances(this.query, codes.address, count, this.words, distances);
    this.kernels.offer(distances, ids.address, count, allowed, heap);
  }

  /** Nearest first, equally near ones by number. */
  private rankCells(vector: Float32Array): number[] {
    const { centroids, nlist, dimension } = this.embedding;
    const distances = Array.from({ length: nlist }, (_, cell) =>
      squaredDistance(vector, 0, row(centroids, cell), 0, dimension),
    );
    return distances.map((_, cell) => cell).sort((a, b) => distances[a]! - distances[b]! || a - b);
  }
}
