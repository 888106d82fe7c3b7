// Changes of the coordinates that leave all distances as they are: what may stand before a product quantiser, which
// cuts a vector into parts and so depends on the coordinates it is written in.
import { expectLength, expectVector } from '../checks.ts';
import { unexpected } from '../errors.ts';
import type { Random } from '../random.ts';
import { dot } from './dot.ts';
import type { Matrix } from './matrix.ts';
import { expectMatrix, row } from './matrix.ts';

export interface OrthogonalTransform {
  readonly dimension: number;
  /** The vector (D) in the new coordinates; the one given stays as it is. @throws CoreError `shape`, `not-finite` */
  apply(vector: Float32Array): Float32Array;
  /** The way back: revert(apply(x)) = x, but for rounding. @throws CoreError `shape`, `not-finite` */
  revert(vector: Float32Array): Float32Array;
}

/** The components in another order: component i of the result is component order[i] of the vector. */
export class Permutation implements OrthogonalTransform {
  readonly order: Uint32Array;

  /** @throws CoreError `parameter` unless `order` names each of 0 .. D - 1 once */
  constructor(order: ArrayLike<number>) {
    const seen = new Set(Array.from(order));
    for (let i = 0; i < order.length; i++) {
      if (!seen.has(i))
        throw unexpected('parameter', 'permutation', `each of 0 to ${order.length - 1} once`, `no ${i}`);
    }
    this.order = Uint32Array.from(order);
  }

  /** @returns an order of 0 .. dimension - 1 drawn evenly from all */
  static random(dimension: number, random: Random): Permutation {
    const order = Uint32Array.from({ length: dimension }, (_, i) => i);
    random.shuffle(order);
    return new Permutation(order);
  }

  get dimension(): number {
    return this.order.length;
  }

  /** Cost O(D). */
  apply(vector: Float32Array): Float32Array {
    expectVector('vector', vector, this.dimension);
    return Float32Array.from(this.order, (from) => vector[from]!);
  }

  revert(vector: Float32Array): Float32Array {
    expectVector('vector', vector, this.dimension);
    const original = new Float32Array(vector.length);
    this.order.forEach((from, i) => (original[from] = vector[i]!));
    return original;
  }
}

/** How far R Rᵀ may be from the identity, in each element: some rounding errors of 32-bit floats. */
const ORTHOGONALITY_TOLERANCE = 1e-4;

/** x becomes R x, with R an orthogonal matrix: a rotation, possibly with a reflection. */
export class Rotation implements OrthogonalTransform {
  /** R, shape (D, D): component i of the result is row i times the vector. */
  readonly matrix: Matrix;

  /** @throws CoreError `shape` for a matrix that is not square, `parameter` for one that is not orthogonal. Cost O(D^3). */
  constructor(matrix: Matrix) {
    expectMatrix('rotation', matrix);
    expectLength('rotation', matrix.data, matrix.columns ** 2);
    for (let i = 0; i < matrix.rows; i++) {
      for (let j = 0; j <= i; j++) {
        const product = dot(matrix.data, i * matrix.columns, matrix.data, j * matrix.columns, matrix.columns);
        if (Math.abs(product - (i === j ? 1 : 0)) > ORTHOGONALITY_TOLERANCE) {
          throw unexpected('parameter', `rotation, row ${i} times row ${j}`, i === j ? '1' : '0', product);
        }
      }
    }
    this.matrix = matrix;
  }

  get dimension(): number {
    return this.matrix.rows;
  }

  /** Cost O(D^2). */
  apply(vector: Float32Array): Float32Array {
    expectVector('vector', vector, this.dimension);
    const D = this.dimension;
    return Float32Array.from({ length: D }, (_, i) => dot(this.matrix.data, i * D, vector, 0, D));
  }

  /** By the transpose, which is the inverse. Cost O(D^2). */
  revert(vector: Float32Array): Float32Array {
    expectVector('vector', vector, this.dimension);
    const sums = new Float64Array(this.dimension);
    for (let i = 0; i < this.dimension; i++) {
      const direction = row(this.matrix, i);
      for (let j = 0; j < sums.length; j++) sums[j]! += vector[i]! * direction[j]!;
    }
    return Float32Array.from(sums);
  }
}
