// Which cells a query looks into: all of them ranked by their centroids, the nearest first, as far as the search goes.
import { emptyHeap, heapBytes } from '../kernels/heap.ts';
import { HEAP_HEADER_BYTES } from '../kernels/heap.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import { floatsAt, wordsAt } from '../kernels/kernel-memory.ts';
import type { Kernels } from '../kernels/kernels.ts';

/** Gives the cells of a query one after another. One query at a time, during which no kernel memory is allocated. */
export interface CellRanking {
  /** The cell that `next` went to. */
  readonly cell: number;
  /** Its centroid's inner product with the query that was started with. */
  readonly product: number;
  /**
   * @param query address of -2 q (D), so that ||c||^2 + query.c + ||q||^2 is the squared distance
   * @param queryNorm ||q||^2
   * @param wanted cells that will be looked into at the least
   */
  start(query: number, queryNorm: number, wanted: number): void;
  /** Goes to the next-nearest cell; of equally near ones to that of the lower number. False after the last. */
  next(): boolean;
  /** Gives the kernel memory back. */
  release(): void;
}

/** Centroids in kernel memory. */
export interface PlacedCentroids {
  readonly kernels: Kernels;
  readonly nlist: number;
  readonly dimension: number;
  /** Address of the centroids (nlist, D). */
  readonly coarse: number;
  /** ||c||^2 of each. */
  readonly coarseNorms: Float32Array;
}

/** How many more cells are ranked when those ranked so far are used up. */
const FURTHER = 4;

/**
 * Measures the distance to every centroid and sorts the nearest `wanted`; more are sorted only when they are asked for.
 * Cost O(nlist D + wanted log wanted). Memory: 16 bytes a cell.
 */
export class FlatRanking implements CellRanking {
  cell = 0;
  product = 0;
  private readonly placed: PlacedCentroids;
  private readonly room: KernelRoom;
  private readonly products: number;
  private readonly distances: number;
  private readonly heap: number;
  /** Views of the memory during one query, in which nothing is allocated. */
  private entries: Uint32Array = new Uint32Array(0);
  private allProducts: Float32Array = new Float32Array(0);
  private rankedCount = 0;
  private givenCount = 0;

  /** @throws CoreError `memory` */
  constructor(placed: PlacedCentroids) {
    const { nlist } = placed;
    this.placed = placed;
    this.room = new KernelRoom(placed.kernels.memory);
    this.products = this.room.floats(nlist);
    this.distances = this.room.floats(nlist);
    this.heap = this.room.bytes(heapBytes(nlist));
  }

  start(query: number, queryNorm: number, wanted: number): void {
    const { kernels, coarse, coarseNorms, nlist, dimension: D } = this.placed;
    kernels.innerProducts(query, coarse, nlist, D, this.products);
    const products = floatsAt(kernels.memory, this.products, nlist);
    this.allProducts = products;
    this.entries = wordsAt(kernels.memory, this.heap + HEAP_HEADER_BYTES, 2 * nlist);
    const distances = floatsAt(kernels.memory, this.distances, nlist);
    for (let cell = 0; cell < nlist; cell++) distances[cell] = queryNorm + coarseNorms[cell]! + products[cell]!;
    this.givenCount = 0;
    this.rank(Math.min(wanted, nlist));
  }

  next(): boolean {
    const { nlist } = this.placed;
    if (this.givenCount === nlist) return false;
    if (this.givenCount === this.rankedCount) this.rank(Math.min(nlist, FURTHER * this.rankedCount));
    this.cell = this.entries[2 * this.givenCount]!;
    this.product = this.allProducts[this.cell]!;
    this.givenCount++;
    return true;
  }

  release(): void {
    this.room.release();
  }

  private rank(count: number): void {
    const { kernels, nlist } = this.placed;
    emptyHeap(kernels.memory, this.heap, count);
    kernels.offer(this.distances, 0, nlist, 0, this.heap);
    kernels.sortHeap(this.heap);
    this.rankedCount = count;
  }
}
