// Squared Euclidean distance of two stretches of flat arrays.

/** ||a - b||^2 over `length` components from aStart and bStart. Cost O(length). */
export function squaredDistance(
  a: Float32Array,
  aStart: number,
  b: Float32Array,
  bStart: number,
  length: number,
): number {
  let s0 = 0;
  let s1 = 0;
  let i = 0;
  for (; i + 1 < length; i += 2) {
    const d0 = a[aStart + i]! - b[bStart + i]!;
    const d1 = a[aStart + i + 1]! - b[bStart + i + 1]!;
    s0 += d0 * d0;
    s1 += d1 * d1;
  }
  if (i < length) {
    const d = a[aStart + i]! - b[bStart + i]!;
    s0 += d * d;
  }
  return s0 + s1;
}
