// The codes that a search has looked at, numbered in that order: heaps of candidates hold these numbers, which lead to where
// a code and its feature lie without a table of all ids.
import { BLOCK_VECTORS } from '../kernels/code-blocks.ts';

const FIRST_ROOM = 64;

/** Codes of one list after the other; every list begins with a new block, and is found by the block. */
export class LookedAt<List> {
  readonly lists: List[] = [];
  private readonly firsts: number[] = [];
  private listOfBlock = new Uint16Array(FIRST_ROOM);
  private blockCount = 0;

  clear(): void {
    this.lists.length = 0;
    this.firsts.length = 0;
    this.blockCount = 0;
  }

  /** @returns the number of the list's first code. Cost O(count / 32). */
  add(list: List, count: number): number {
    const from = this.blockCount;
    const to = from + Math.ceil(count / BLOCK_VECTORS);
    if (to > this.listOfBlock.length) {
      const larger = new Uint16Array(2 * to);
      larger.set(this.listOfBlock);
      this.listOfBlock = larger;
    }
    this.listOfBlock.fill(this.lists.length, from, to);
    this.lists.push(list);
    this.firsts.push(BLOCK_VECTORS * from);
    this.blockCount = to;
    return BLOCK_VECTORS * from;
  }

  /** The place in `lists` of the list that the code is from. */
  listOf(number: number): number {
    return this.listOfBlock[number >>> 5]!;
  }

  /** The code's place in its list. */
  placeIn(list: number, number: number): number {
    return number - this.firsts[list]!;
  }
}
