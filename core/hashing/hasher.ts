// What all hashing has in common: a vector becomes bits, and vectors that are near get bits that agree.

import { countBits } from '../kernels/count-bits.ts';

/**
 * Notation: D components of a vector, b bits of a code. Codes are u32 words, `wordsOf(b)` each, bit i being bit i & 31 of
 * word i >>> 5; bits beyond b are 0.
 */
export interface Hasher {
  /** D. */
  readonly dimension: number;
  /** b. */
  readonly bits: number;
  /** The code of a vector (D). @throws CoreError `shape`, `not-finite` */
  hash(vector: Float32Array): Uint32Array;
}

export const MOST_BITS = 4096;

export function wordsOf(bits: number): number {
  return Math.ceil(bits / 32);
}

/** @param isSet of bit i */
export function packBits(bits: number, isSet: (i: number) => boolean): Uint32Array {
  const code = new Uint32Array(wordsOf(bits));
  for (let i = 0; i < bits; i++) if (isSet(i)) code[i >>> 5]! |= 1 << (i & 31);
  return code;
}

/** How many bits differ. Codes of equal length. */
export function hammingDistance(one: Uint32Array, other: Uint32Array): number {
  let distance = 0;
  for (let i = 0; i < one.length; i++) distance += countBits(one[i]! ^ other[i]!);
  return distance;
}
