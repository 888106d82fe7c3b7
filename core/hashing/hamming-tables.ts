// Hamming look-up without a scan: codes lie in hash tables by parts of their bits, and only those codes are compared that
// agree with the query's neighbourhood in some part. The answers are exactly those of a scan.
import { expectInteger, expectLength } from '../checks.ts';
import { unexpected } from '../errors.ts';
import { countBits } from '../kernels/count-bits.ts';
import { hammingDistance, wordsOf } from './hasher.ts';

export interface HammingNeighbours {
  /** Nearest first, equal distances by ascending id. */
  readonly ids: Uint32Array;
  readonly distances: Uint32Array;
  /** Codes that were compared. */
  readonly visitedCount: number;
  /** Buckets that were looked into. */
  readonly probedCount: number;
}

/** Parts are numbers of 32 bits at most. */
const MOST_PART_BITS = 32;

interface Part {
  /** The first bit, and how many. */
  readonly from: number;
  readonly length: number;
  readonly buckets: Map<number, number[]>;
}

/**
 * One table is plain look-up within a radius; several are multi-index hashing: two codes that differ in r bits differ in at
 * most floor(r / tables) of at least one part. Source: Norouzi, Punjani, Fleet, "Fast search in Hamming space with
 * multi-index hashing", CVPR 2012, sections 3 and 4; with tables of about log2 N bits look-up is sublinear.
 * Memory: b / 8 + about 40 bytes a table for each code.
 */
export class HammingTables {
  readonly bits: number;
  private readonly parts: readonly Part[];
  private readonly codes = new Map<number, Uint32Array>();

  /** @throws CoreError `parameter` for no table, more tables than bits, or parts above 32 bits */
  constructor(bits: number, tables: number) {
    expectInteger('bits', bits, 1, 2 ** 16);
    expectInteger('tables', tables, Math.ceil(bits / MOST_PART_BITS), bits);
    this.bits = bits;
    this.parts = Array.from({ length: tables }, (_, t): Part => {
      const from = Math.floor((t * bits) / tables);
      return { from, length: Math.floor(((t + 1) * bits) / tables) - from, buckets: new Map() };
    });
  }

  get size(): number {
    return this.codes.size;
  }

  /** @throws CoreError `id` for an id that is taken, `shape` */
  add(id: number, code: Uint32Array): void {
    expectLength('code', code, wordsOf(this.bits));
    if (this.codes.has(id)) throw unexpected('id', 'add', 'an id that is not yet here', id);
    this.codes.set(id, code.slice());
    for (const { from, length, buckets } of this.parts) {
      const key = partOf(code, from, length);
      const bucket = buckets.get(key);
      if (bucket) bucket.push(id);
      else buckets.set(key, [id]);
    }
  }

  /** Returns whether the id was there. */
  remove(id: number): boolean {
    const code = this.codes.get(id);
    if (!code) return false;
    this.codes.delete(id);
    for (const { from, length, buckets } of this.parts) {
      const key = partOf(code, from, length);
      const rest = buckets.get(key)!.filter((other) => other !== id);
      if (rest.length > 0) buckets.set(key, rest);
      else buckets.delete(key);
    }
    return true;
  }

  /**
   * All codes that differ in at most `radius` bits.
   * @throws CoreError `shape`, `parameter`. Cost: each part's codes within floor(radius / tables) bits, and what lies there
   */
  within(code: Uint32Array, radius: number): HammingNeighbours {
    expectLength('code', code, wordsOf(this.bits));
    expectInteger('radius', radius, 0, this.bits);
    const search = this.startSearch(code);
    const partRadius = Math.floor(radius / this.parts.length);
    for (let r = 0; r <= partRadius; r++) search.widen(r);
    return search.answer((distance) => distance <= radius, Infinity);
  }

  /**
   * All codes that share a bucket with the query in some table, or lie in one whose key differs in at most `radius` bits: what
   * locality-sensitive hashing compares. Codes further away may be missing.
   * @throws CoreError `shape`, `parameter`
   */
  sharing(code: Uint32Array, radius: number): HammingNeighbours {
    expectLength('code', code, wordsOf(this.bits));
    expectInteger('radius', radius, 0, this.bits);
    const search = this.startSearch(code);
    for (let r = 0; r <= radius; r++) search.widen(r);
    return search.answer(() => true, Infinity);
  }

  /**
   * The k nearest. The radius of all parts grows a bit at a time; once each part was looked at within r bits, every code
   * nearer than tables (r + 1) bits has been met (section 4).
   * @throws CoreError `shape`, `parameter`
   */
  nearest(code: Uint32Array, k: number): HammingNeighbours {
    expectLength('code', code, wordsOf(this.bits));
    expectInteger('k', k, 1, 2 ** 32 - 1);
    const search = this.startSearch(code);
    const longest = Math.max(...this.parts.map(({ length }) => length));
    for (let r = 0; r <= longest; r++) {
      search.widen(r);
      if (search.countNearer(this.parts.length * (r + 1)) >= Math.min(k, this.size)) break;
    }
    return search.answer(() => true, k);
  }

  private startSearch(code: Uint32Array) {
    const distances = new Map<number, number>();
    let probedCount = 0;
    /** Looks at all buckets whose key differs in exactly `radius` bits from the query's. */
    const widen = (radius: number): void => {
      for (const { from, length, buckets } of this.parts) {
        if (radius > length) continue;
        const key = partOf(code, from, length);
        // Where there are fewer buckets than keys to try, the buckets are gone through.
        const isScanned = binomial(length, radius) > buckets.size;
        const found = isScanned ? bucketsAt(buckets, key, radius) : neighbourBuckets(buckets, key, length, radius);
        for (const bucket of found) {
          probedCount++;
          for (const id of bucket) {
            if (!distances.has(id)) distances.set(id, hammingDistance(code, this.codes.get(id)!));
          }
        }
      }
    };
    const countNearer = (limit: number): number => {
      let count = 0;
      for (const distance of distances.values()) if (distance < limit) count++;
      return count;
    };
    const answer = (isNear: (distance: number) => boolean, k: number): HammingNeighbours => {
      const near = [...distances].filter(([, distance]) => isNear(distance));
      near.sort(([a, x], [b, y]) => x - y || a - b);
      const kept = near.slice(0, k);
      return {
        ids: Uint32Array.from(kept, ([id]) => id),
        distances: Uint32Array.from(kept, ([, distance]) => distance),
        visitedCount: distances.size,
        probedCount,
      };
    };
    return { widen, countNearer, answer };
  }
}

function partOf(code: Uint32Array, from: number, length: number): number {
  let part = 0;
  for (let i = 0; i < length; i++) {
    const bit = from + i;
    if (code[bit >>> 5]! & (1 << (bit & 31))) part |= 1 << i;
  }
  return part >>> 0;
}

function* bucketsAt(buckets: ReadonlyMap<number, number[]>, key: number, radius: number): Generator<number[]> {
  for (const [other, bucket] of buckets) if (countBits(key ^ other) === radius) yield bucket;
}

/** Every key that differs in exactly `radius` of `length` bits. */
function* neighbourBuckets(
  buckets: ReadonlyMap<number, number[]>,
  key: number,
  length: number,
  radius: number,
): Generator<number[]> {
  for (const mask of masksOf(length, radius)) {
    const bucket = buckets.get((key ^ mask) >>> 0);
    if (bucket) yield bucket;
  }
}

/** All numbers below 2^length with `count` bits set. */
export function* masksOf(length: number, count: number): Generator<number> {
  if (count > length) return;
  const positions = Array.from({ length: count }, (_, i) => i);
  for (;;) {
    yield positions.reduce((mask, bit) => (mask | (1 << bit)) >>> 0, 0);
    let i = count - 1;
    while (i >= 0 && positions[i] === length - count + i) i--;
    if (i < 0) return;
    positions[i]!++;
    for (let j = i + 1; j < count; j++) positions[j] = positions[j - 1]! + 1;
  }
}

function binomial(n: number, k: number): number {
  let result = 1;
  for (let i = 0; i < k; i++) result = (result * (n - i)) / (i + 1);
  return result;
}
