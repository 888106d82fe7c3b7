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

  /** Writes the bits of ids 0 .. 32 * bitmap.length - 1: bit id & 31 of word id >>> 5. */
  copyTo(bitmap: Uint32Array): void {
    const shared = Math.min(bitmap.length, this.words.length);
    bitmap.set(this.words.subarray(0, shared));
    bitmap.fill(0, shared);
  }
}
