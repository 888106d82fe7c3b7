// Inner product of two stretches of flat arrays.
import type { Matrix } from './matrix.ts';

/**
 * Sum of a[aStart + i] * b[bStart + i] for i < length, in four running sums: they do not wait for one another, and
 * the rounding error grows a quarter as fast. Cost O(length).
 */
export function dot(a: Float32Array, aStart: number, b: Float32Array, bStart: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += a[aStart + i]! * b[bStart + i]!;
    s1 += a[aStart + i + 1]! * b[bStart + i + 1]!;
    s2 += a[aStart + i + 2]! * b[bStart + i + 2]!;
    s3 += a[aStart + i + 3]! * b[bStart + i + 3]!;
  }
  for (; i < length; i++) s0 += a[aStart + i]! * b[bStart + i]!;
  return s0 + s1 + (s2 + s3);
}

/** The same with bytes on one side; apart from `dot`, so that each loop meets one type of array and stays fast. */
export function dotWithBytes(a: Float32Array, b: Int8Array, bStart: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let i = 0;
  for (; i + 1 < length; i += 2) {
    s0 += a[i]! * b[bStart + i]!;
    s1 += a[i + 1]! * b[bStart + i + 1]!;
  }
  if (i < length) s0 += a[i]! * b[bStart + i]!;
  return s0 + s1;
}

/** ||v||^2 of each row (rows). */
export function rowNorms({ data, rows, columns }: Matrix): Float32Array {
  return Float32Array.from({ length: rows }, (_, i) => dot(data, i * columns, data, i * columns, columns));
}

/** ||v||^2 */
export function squaredNorm(vector: Float32Array): number {
  return dot(vector, 0, vector, 0, vector.length);
}
