// Choosing among very many cells without measuring the distance to each: the centroids are themselves in groups, and
// only those of the nearest groups are measured.
// Source: the coarse quantiser as an inverted file of its own, as FAISS builds "IVF65536(IVF256,Flat)".
import type { GroupingOptions } from '../cluster/centroid-groups.ts';
import { CentroidGroups } from '../cluster/centroid-groups.ts';
import { unexpected } from '../errors.ts';
import { emptyHeap, heapBytes, heapCount, HEAP_HEADER_BYTES } from '../kernels/heap.ts';
import { floatsAt, wordsAt } from '../kernels/kernel-memory.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import { squaredNorm } from '../linalg/dot.ts';
import { row } from '../linalg/matrix.ts';
import type { CellRanking } from './cell-ranking.ts';
import { FlatRanking } from './cell-ranking.ts';
import type { PlacedGeneration } from './placed-generation.ts';

/** Share of the centroids that is measured: an eighth has 0.97 of the 64 nearest of 65,536 cells (core/README.md). */
const SHARE = 1 / 8;
/** ... and so many for each cell wanted, that there is a choice. */
const FEWEST_PER_CELL = 4;

export interface TwoLevelOptions extends GroupingOptions {
  /** Of the centroids, that is measured at the least, above 0; with 1 the ranking is the flat one. */
  readonly share?: number | undefined;
}

/**
 * Cost of a query O((groups + share nlist) D) instead of O(nlist D). Which cells come is an approximation; when more
 * are asked for than were wanted, the rest comes from a flat ranking, so that every cell comes once.
 * Memory in the kernel memory: 4 D + 24 bytes a cell.
 */
export class TwoLevelRanking implements CellRanking {
  cell = 0;
  product = 0;
  private readonly placed: PlacedGeneration;
  private readonly leastMeasured: number;
  private readonly groupCentroids: number;
  private readonly groupNorms: Float32Array;
  /** Where each group begins among the regrouped centroids, and where the last one ends. */
  private readonly starts: Uint32Array;
  /** Where each cell is among them. */
  private readonly places: Uint32Array;
  private readonly room: KernelRoom;
  /** By place: centroids (nlist, D), cells u32 (nlist), products and distances f32 (nlist). */
  private readonly centroids: number;
  private readonly cells: number;
  private readonly products: number;
  private readonly distances: number;
  private readonly heap: number;
  private readonly rest: FlatRanking;
  private readonly given: Uint8Array;
  private query = { address: 0, norm: 0 };
  private rankedCount = 0;
  private givenCount = 0;

  /** @throws CoreError `memory`, `parameter`, `too-few-points` for more groups than cells */
  static async create(placed: PlacedGeneration, options: TwoLevelOptions): Promise<TwoLevelRanking> {
    const { coarse, nlist } = placed.generation;
    const { share = SHARE, ...grouping } = options;
    if (!(share > 0 && share <= 1)) throw unexpected('parameter', 'share', 'a share above 0, at most 1', share);
    return new TwoLevelRanking(placed, await CentroidGroups.create(coarse, grouping), Math.ceil(share * nlist));
  }

  private constructor(placed: PlacedGeneration, groups: CentroidGroups, leastMeasured: number) {
    const { nlist } = placed.generation;
    const { memory } = placed.kernels;
    const { middles, centroids } = groups;
    const { starts, order } = groups.grouped;
    this.placed = placed;
    this.leastMeasured = leastMeasured;
    this.starts = starts;
    this.places = new Uint32Array(nlist);
    order.forEach((cell, place) => (this.places[cell] = place));
    this.room = new KernelRoom(memory);
    this.groupCentroids = this.room.copy(middles.data);
    this.groupNorms = Float32Array.from({ length: middles.rows }, (_, g) => squaredNorm(row(middles, g)));
    this.centroids = this.room.copy(centroids.data);
    this.cells = this.room.floats(nlist);
    wordsAt(memory, this.cells, nlist).set(order);
    this.products = this.room.floats(nlist);
    this.distances = this.room.floats(nlist);
    this.heap = this.room.bytes(heapBytes(nlist));
    this.rest = new FlatRanking(placed);
    this.given = new Uint8Array(nlist);
  }

  start(query: number, queryNorm: number, wanted: number): void {
    const { kernels, generation } = this.placed;
    this.query = { address: query, norm: queryNorm };
    this.given.fill(0);
    this.givenCount = 0;
    const groups = this.rankGroups(query, queryNorm);
    emptyHeap(kernels.memory, this.heap, Math.min(wanted, generation.nlist));
    const enough = Math.min(Math.max(this.leastMeasured, FEWEST_PER_CELL * wanted), generation.nlist);
    for (let g = 0, measured = 0; measured < enough; g++) measured += this.measure(groups[g]!);
    kernels.sortHeap(this.heap);
    this.rankedCount = heapCount(kernels.memory, this.heap);
  }

  next(): boolean {
    if (this.givenCount === this.placed.generation.nlist) return false;
    if (this.givenCount < this.rankedCount) this.takeRanked();
    else this.takeFromRest();
    this.given[this.cell] = 1;
    this.givenCount++;
    return true;
  }

  release(): void {
    this.rest.release();
    this.room.release();
  }

  /** The groups, the nearest first. */
  private rankGroups(query: number, queryNorm: number): Uint32Array {
    const { kernels, generation } = this.placed;
    const count = this.groupNorms.length;
    kernels.innerProducts(query, this.groupCentroids, count, generation.dimension, this.distances);
    const distances = floatsAt(kernels.memory, this.distances, count);
    for (let g = 0; g < count; g++) distances[g] = queryNorm + this.groupNorms[g]! + distances[g]!;
    emptyHeap(kernels.memory, this.heap, count);
    kernels.offer(this.distances, 0, count, 0, this.heap);
    kernels.sortHeap(this.heap);
    const entries = wordsAt(kernels.memory, this.heap + HEAP_HEADER_BYTES, 2 * count);
    return Uint32Array.from({ length: count }, (_, g) => entries[2 * g]!);
  }

  /** Offers the cells of a group to the heap. @returns how many */
  private measure(group: number): number {
    const { kernels, generation, coarseNorms } = this.placed;
    const { dimension: D } = generation;
    const start = this.starts[group]!;
    const count = this.starts[group + 1]! - start;
    const productsAt = this.products + 4 * start;
    const distancesAt = this.distances + 4 * start;
    const cellsAt = this.cells + 4 * start;
    kernels.innerProducts(this.query.address, this.centroids + 4 * D * start, count, D, productsAt);
    const cells = wordsAt(kernels.memory, cellsAt, count);
    const products = floatsAt(kernels.memory, productsAt, count);
    const distances = floatsAt(kernels.memory, distancesAt, count);
    for (let i = 0; i < count; i++) distances[i] = this.query.norm + coarseNorms[cells[i]!]! + products[i]!;
    kernels.offer(distancesAt, cellsAt, count, 0, this.heap);
    return count;
  }

  private takeRanked(): void {
    const { memory } = this.placed.kernels;
    this.cell = wordsAt(memory, this.heap + HEAP_HEADER_BYTES + 8 * this.givenCount, 1)[0]!;
    this.product = floatsAt(memory, this.products + 4 * this.places[this.cell]!, 1)[0]!;
  }

  private takeFromRest(): void {
    const { rest, query } = this;
    if (this.givenCount === this.rankedCount) rest.start(query.address, query.norm, 2 * this.rankedCount);
    while (rest.next() && this.given[rest.cell] === 1);
    this.cell = rest.cell;
    this.product = rest.product;
  }
}
