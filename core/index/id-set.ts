// A set of photo ids as one bit each: the filter that a search carries into its scan.
import { expectInteger } from '../checks.ts';

export const LARGEST_ID = 2 ** 32 - 1;

/** Grows to the largest id added; 125 kB for ids up to a million. */
export class IdSet {
  private words: Uint32Array;
  private count = 0;

  constructor(ids: Iterable<number> = []) {
    this.words = new Uint32Array(32);
    for (const id of ids) this.add(id);
  }

  get size(): number {
    return this.count;
  }

  has(id: number): boolean {
    return ((this.words[id >>> 5] ?? 0) & (1 << (id & 31))) !== 0;
  }

  /** @throws CoreError `parameter` for anything but 0 .. 2^32 - 1 */
  add(id: number): void {
    expectInteger('id', id, 0, LARGEST_ID);
    if (this.has(id)) return;
    const word = id >>> 5;
    if (word >= this.words.length) {
      const grown = new Uint32Array(Math.max(word + 1, this.words.length * 2));
      grown.set(this.words);
      this.words = grown;
    }
    this.words[word]! |= 1 << (id & 31);
    this.count++;
  }

  /** Ascending. */
  *[Symbol.iterator](): Generator<number> {
    for (const [i, word] of this.words.entries()) {
      for (let bits = word; bits !== 0; bits &= bits - 1) yield 32 * i + 31 - Math.clz32(bits & -bits);
    }
  }

  delete(id: number): void {
    if (!this.has(id)) return;
    this.words[id >>> 5]! &= ~(1 << (id & 31));
    this.count--;
  }

  /** Adds all ids of the other. */
  unite(other: IdSet): void {
    if (other.words.length > this.words.length) {
      const grown = new Uint32Array(other.words.length);
      grown.set(this.words);
      this.words = grown;
    }
    for (let i = 0; i < other.words.length; i++) this.words[i]! |= other.words[i]!;
    this.recount();
  }

  /** Keeps the ids that the other has too. */
  intersect(other: IdSet): void {
    for (let i = 0; i < this.words.length; i++) this.words[i]! &= other.words[i] ?? 0;
    this.recount();
  }

  /** Drops the ids that the other has. */
  subtract(other: IdSet): void {
    const shared = Math.min(this.words.length, other.words.length);
    for (let i = 0; i < shared; i++) this.words[i]! &= ~other.words[i]!;
    this.recount();
  }

  private recount(): void {
    this.count = 0;
    for (let word of this.words) {
      // Bits counted in pairs, fours and bytes, then summed by a multiplication: Warren, Hacker's Delight, 5-1.
      word -= (word >>> 1) & 0x55555555;
      word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
      this.count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
    }
  }

  /** Writes the bits of ids 0 .. 32 * bitmap.length - 1: bit id & 31 of word id >>> 5. */
  copyTo(bitmap: Uint32Array): void {
    const shared = Math.min(bitmap.length, this.words.length);
    bitmap.set(this.words.subarray(0, shared));
    bitmap.fill(0, shared);
  }
}
