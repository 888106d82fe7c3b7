// One thread's part in finding true neighbours: it takes one block of queries after another from a counter that the
// threads share, and compares them with every vector. All lies in the kernel memory.
import type { Kernels, KernelsHandle } from '../../../../core/index.ts';
import { emptyHeap, heapBytes, takeSorted } from '../../../../core/index.ts';

/** Notation: N vectors and Q queries of D components. Addresses are those of the kernel memory. */
export interface NeighbourTask {
  readonly kernels: KernelsHandle;
  readonly N: number;
  readonly Q: number;
  readonly D: number;
  /** Neighbours of each query wanted. */
  readonly depth: number;
  /** (N, D) */
  readonly base: number;
  /** u32 (N): 0 .. N - 1 */
  readonly ids: number;
  /** (Q, D) */
  readonly queries: number;
  /** This thread's own room, of `roomBytes(depth)`. */
  readonly room: number;
  /** Shape (Q, depth), filled in here. */
  readonly neighbours: Int32Array;
  /** Queries taken, queries answered. */
  readonly counters: Int32Array;
}

/** Vectors that stay in the processor's cache while all queries of a block are compared with them. */
const BLOCK_VECTORS = 256;
const BLOCK_QUERIES = 16;

/** Distances to a block of vectors, and a heap for each query of a block. */
export function roomBytes(depth: number): number {
  return 4 * BLOCK_VECTORS + BLOCK_QUERIES * heapBytes(depth);
}

/** Until no query is left. Cost O(Q N D), shared with the other threads. */
export function findBlocks(kernels: Kernels, task: NeighbourTask): void {
  const { Q, depth, room, neighbours, counters } = task;
  const heaps = Array.from({ length: BLOCK_QUERIES }, (_, i) => room + 4 * BLOCK_VECTORS + i * heapBytes(depth));
  for (;;) {
    const first = Atomics.add(counters, 0, BLOCK_QUERIES);
    if (first >= Q) return;
    const count = Math.min(BLOCK_QUERIES, Q - first);
    for (const heap of heaps) emptyHeap(kernels.memory, heap, depth);
    compareBlock(kernels, task, first, heaps.slice(0, count));
    for (let i = 0; i < count; i++) neighbours.set(takeSorted(kernels, heaps[i]!).ids, (first + i) * depth);
    Atomics.add(counters, 1, count);
  }
}

function compareBlock(kernels: Kernels, task: NeighbourTask, firstQuery: number, heaps: readonly number[]): void {
  const { N, D, base, ids, queries, room: distances } = task;
  for (let from = 0; from < N; from += BLOCK_VECTORS) {
    const count = Math.min(BLOCK_VECTORS, N - from);
    for (let i = 0; i < heaps.length; i++) {
      kernels.squaredDistances(queries + 4 * D * (firstQuery + i), base + 4 * D * from, count, D, distances);
      kernels.offer(distances, ids + 4 * from, count, 0, heaps[i]!);
    }
  }
}
