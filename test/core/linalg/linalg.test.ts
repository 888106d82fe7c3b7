import { describe, expect, it } from 'vitest';
import { asMatrix, dot, normalise, pickRows, row, squaredDistance, squaredNorm } from '../../../core/index.ts';
import { dotWithBytes } from '../../../core/linalg/dot.ts';
import { normalVectors } from '../vectors.ts';

describe('dot and squaredDistance', () => {
  // 1 to 9 components: every remainder of the unrolled loops.
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('agree with the plain sums over %i components, from any start', (length) => {
    const { data: a } = normalVectors(1, 20, 1);
    const { data: b } = normalVectors(1, 20, 2);
    let product = 0;
    let distance = 0;
    for (let i = 0; i < length; i++) {
      product += a[3 + i]! * b[5 + i]!;
      distance += (a[3 + i]! - b[5 + i]!) ** 2;
    }
    expect(dot(a, 3, b, 5, length)).toBeCloseTo(product, 12);
    expect(squaredDistance(a, 3, b, 5, length)).toBeCloseTo(distance, 12);
  });

  it('are tied by ||a - b||^2 = ||a||^2 - 2 a.b + ||b||^2', () => {
    const a = row(normalVectors(1, 511, 1), 0);
    const b = row(normalVectors(1, 511, 2), 0);
    const byNorms = squaredNorm(a) - 2 * dot(a, 0, b, 0, 511) + squaredNorm(b);
    expect(squaredDistance(a, 0, b, 0, 511)).toBeCloseTo(byNorms, 9);
  });

  it.each([1, 2, 7])('multiply with bytes as with floats (%i components)', (length) => {
    const a = row(normalVectors(1, length, 1), 0);
    const bytes = Int8Array.from({ length: length + 2 }, (_, i) => 100 - 37 * i);
    expect(dotWithBytes(a, bytes, 2, length)).toBeCloseTo(dot(a, 0, Float32Array.from(bytes), 2, length), 9);
  });
});

describe('normalise', () => {
  it('scales to length one and returns the length', () => {
    const vector = Float32Array.of(3, 4);
    expect(normalise(vector)).toBe(5);
    expect(squaredNorm(vector)).toBeCloseTo(1, 6);
  });

  it('leaves the zero vector, and refuses NaN', () => {
    const zero = new Float32Array(3);
    expect(normalise(zero)).toBe(0);
    expect([...zero]).toEqual([0, 0, 0]);
    expect(() => normalise(Float32Array.of(1, NaN))).toThrow('component 1: expected a finite number, received NaN');
  });
});

describe('a matrix', () => {
  it('gives rows as views and picked rows as copies', () => {
    const matrix = asMatrix(Float32Array.of(1, 2, 3, 4, 5, 6), 2);
    const picked = pickRows(matrix, [2, 0]);
    row(matrix, 2)[0] = 50;
    expect([...matrix.data]).toEqual([1, 2, 3, 4, 50, 6]);
    expect([...picked.data]).toEqual([5, 6, 1, 2]);
  });

  it('refuses data that are no whole rows', () => {
    expect(() => asMatrix(new Float32Array(7), 2)).toThrow('expected a multiple of 2 components, received 7');
  });
});
