// The kernel memory that a searcher works in: places of fixed size, heaps and the filter; taken once and kept.
import { emptyHeap, heapBytes } from '../kernels/heap.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import type { KernelMemory } from '../kernels/kernel-memory.ts';
import { wordsAt } from '../kernels/kernel-memory.ts';
import { GrowingBlock } from './growing-block.ts';
import type { IdSet } from './id-set.ts';

export class SearchRoom {
  readonly memory: KernelMemory;
  private readonly fixed: KernelRoom;
  private readonly growing: GrowingBlock[] = [];
  private readonly filter: GrowingBlock;

  constructor(memory: KernelMemory) {
    this.memory = memory;
    this.fixed = new KernelRoom(memory);
    this.filter = this.growingBlock();
  }

  /** Address of zeroed bytes. @throws CoreError `memory` */
  bytes(byteLength: number): number {
    return this.fixed.bytes(byteLength);
  }

  /** A place that grows to the largest size asked of it. */
  growingBlock(): GrowingBlock {
    const block = new GrowingBlock(this.memory);
    this.growing.push(block);
    return block;
  }

  /** Makes an empty heap for k results in the block. @returns its address. @throws CoreError `memory` */
  emptyHeap(block: GrowingBlock, k: number): number {
    const heap = block.reserve(heapBytes(k));
    emptyHeap(this.memory, heap, k);
    return heap;
  }

  /**
   * Address of the filter as a bitmap that reaches `largestId`; 0 without one.
   * @throws CoreError `memory`. Cost O(largestId / 32)
   */
  placeFilter(allowed: IdSet | undefined, largestId: number): number {
    if (allowed === undefined) return 0;
    const wordCount = (largestId >>> 5) + 1;
    const bitmap = this.filter.reserve(4 * wordCount);
    allowed.copyTo(wordsAt(this.memory, bitmap, wordCount));
    return bitmap;
  }

  /** Gives all of it back; the searcher must not be used afterwards. */
  release(): void {
    this.fixed.release();
    for (const block of this.growing) block.release();
  }
}
