import { describe, expect, it } from 'vitest';
import { Random } from '../../../core/index.ts';
import { polarFactor, singularValues } from '../../../core/linalg/polar-factor.ts';
import { orthonormaliseRows } from '../../../core/linalg/orthonormal-rows.ts';
import { symmetricEigen } from '../../../core/linalg/symmetric-eigen.ts';

function normal(n: number, seed: number): Float64Array {
  const random = new Random(seed);
  return Float64Array.from({ length: n * n }, () => random.normal());
}

/** aᵀ diag(values) b, of rows. */
function compose(a: Float64Array, values: Float64Array, b: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) product[i * n + j]! += a[k * n + i]! * values[k]! * b[k * n + j]!;
    }
  }
  return product;
}

function symmetric(n: number, seed: number): Float64Array {
  const rows = normal(n, seed);
  return rows.map((value, i) => value + rows[(i % n) * n + Math.floor(i / n)]!);
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

const ones = (n: number) => new Float64Array(n).fill(1);
const identity = (n: number) => Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
const distanceFromOrthogonal = (rows: Float64Array, n: number) =>
  largestDifference(compose(rows, ones(n), rows, n), identity(n));

describe('symmetricEigen', () => {
  it.each([1, 2, 3, 7, 32, 65])('gives orthonormal vectors that make up the matrix again (n = %i)', (n) => {
    const matrix = symmetric(n, n);
    const { values, vectors } = symmetricEigen(matrix, n);
    expect(distanceFromOrthogonal(vectors, n)).toBeLessThan(1e-12);
    expect(largestDifference(compose(vectors, values, vectors, n), matrix)).toBeLessThan(1e-11);
    expect([...values]).toEqual([...values].sort((a, b) => b - a));
  });

  it('copes with equal values, with none, and with a matrix that is diagonal already', () => {
    expect([...symmetricEigen(identity(5), 5).values]).toEqual([1, 1, 1, 1, 1]);
    expect([...symmetricEigen(new Float64Array(16), 4).values]).toEqual([0, 0, 0, 0]);
    const { values, vectors } = symmetricEigen(Float64Array.of(1, 0, 0, 0, 3, 0, 0, 0, 2), 3);
    expect([...values]).toEqual([3, 2, 1]);
    expect(distanceFromOrthogonal(vectors, 3)).toBeLessThan(1e-15);
  });
});

describe('singularValues', () => {
  it.each([1, 2, 5, 40])('gives two sets of orthonormal vectors that make up the matrix again (n = %i)', (n) => {
    const matrix = normal(n, n);
    const { U, values, V } = singularValues(matrix, n);
    expect(distanceFromOrthogonal(U, n)).toBeLessThan(1e-11);
    expect(distanceFromOrthogonal(V, n)).toBeLessThan(1e-11);
    expect(largestDifference(compose(U, values, V, n), matrix)).toBeLessThan(1e-11);
    expect([...values]).toEqual([...values].sort((a, b) => b - a));
  });

  it('keeps small values exact, and completes a matrix of lower rank', () => {
    const n = 12;
    const [u, v] = [normal(n, 1), normal(n, 2)];
    orthonormaliseRows(u, n);
    orthonormaliseRows(v, n);
    const values = Float64Array.from({ length: n }, (_, i) => (i < 9 ? 10 ** -i : 0));
    const found = singularValues(compose(u, values, v, n), n);
    for (let i = 0; i < 8; i++) expect(found.values[i]! / values[i]!).toBeCloseTo(1, 6);
    expect(distanceFromOrthogonal(found.U, n)).toBeLessThan(1e-9);
  });
});

describe('polarFactor', () => {
  it('finds the rotation that was applied', () => {
    const n = 20;
    const rotation = normal(n, 1);
    orthonormaliseRows(rotation, n);
    const stretch = normal(n, 2);
    const positive = compose(stretch, ones(n), stretch, n); // symmetric: the other factor of the decomposition
    const product = compose(transposed(rotation, n), ones(n), positive, n);
    expect(largestDifference(polarFactor(product, n), rotation)).toBeLessThan(1e-9);
  });

  it('is orthogonal even for nothing', () => {
    expect(distanceFromOrthogonal(polarFactor(new Float64Array(25), 5), 5)).toBeLessThan(1e-12);
  });
});

function transposed(rows: Float64Array, n: number): Float64Array {
  return rows.map((_, i) => rows[(i % n) * n + Math.floor(i / n)]!);
}
