// How many bits of a word are set: what Hamming distances are made of.

/** Set bits of 32: Warren, "Hacker's Delight", 5-1. */
export function countBits(word: number): number {
  let sum = word - ((word >>> 1) & 0x5555_5555);
  sum = (sum & 0x3333_3333) + ((sum >>> 2) & 0x3333_3333);
  sum = (sum + (sum >>> 4)) & 0x0f0f_0f0f;
  return Math.imul(sum, 0x0101_0101) >>> 24;
}
