// The k nearest of a scan, kept in the kernel memory: kernels offer to it, and TypeScript reads it at the end.
import type { Kernels } from './kernels.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { floatsAt, wordsAt } from './kernel-memory.ts';

// Layout, little-endian: capacity k u32, count u32, limit; then entries of the same shape as the limit: id u32, distance
// f32. Read as one u64, such a pair is distance bits above id: of distances from zero up, as floats compare as their bits
// do, the order of these numbers is the order by distance, then by id. Nothing above the limit is kept any more.
//
// There is room for 2 k entries. The plain kernels keep a binary heap in the first k. The fast ones let entries gather
// and, when there is no more room, throw the worse half away: for the hundreds of candidates that are measured again
// this costs a fraction of a heap (FAISS: ReservoirTopN in utils/ordered_key_value.h and impl/ResultHandler.h).
export const HEAP_HEADER_BYTES = 16;
export const HEAP_ENTRY_BYTES = 8;

/** Bytes of a heap for `k` results. */
export function heapBytes(k: number): number {
  return HEAP_HEADER_BYTES + 2 * HEAP_ENTRY_BYTES * k;
}

/** Makes it empty, for `k` results (at least one); nothing farther than `limit` will be kept. */
export function emptyHeap(memory: KernelMemory, heap: number, k: number, limit = Infinity): void {
  const header = wordsAt(memory, heap, 3);
  header[0] = k;
  header[1] = 0;
  header[2] = 0xffff_ffff;
  floatsAt(memory, heap + 12, 1)[0] = limit;
}

/** The k it was made for. */
export function heapCapacity(memory: KernelMemory, heap: number): number {
  return wordsAt(memory, heap, 1)[0]!;
}

/** How many results it holds. */
export function heapCount(memory: KernelMemory, heap: number): number {
  const header = wordsAt(memory, heap, 2);
  return Math.min(header[0]!, header[1]!);
}

/** No distance above this can be kept any more; there may be a smaller such bound that is not known yet. */
export function heapThreshold(memory: KernelMemory, heap: number): number {
  return floatsAt(memory, heap + 12, 1)[0]!;
}

/**
 * The results, nearest first, equal distances by id. The heap must be emptied before it is used again.
 * Cost O(k log k).
 */
export function takeSorted(kernels: Kernels, heap: number): { ids: Uint32Array; distances: Float32Array } {
  const { memory } = kernels;
  kernels.sortHeap(heap);
  const count = heapCount(memory, heap);
  const words = wordsAt(memory, heap + HEAP_HEADER_BYTES, 2 * count);
  const floats = floatsAt(memory, heap + HEAP_HEADER_BYTES, 2 * count);
  const ids = new Uint32Array(count);
  const distances = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    ids[i] = words[2 * i]!;
    distances[i] = floats[2 * i + 1]!;
  }
  return { ids, distances };
}
