// Principal components: the directions in which vectors differ most, and how much.
import type { Abort } from '../abort.ts';
import { expectInteger, expectVector } from '../checks.ts';
import { unexpected } from '../errors.ts';
import type { Parallel } from '../parallel.ts';
import { crossProducts } from './cross-products.ts';
import { dot } from './dot.ts';
import type { Matrix } from './matrix.ts';
import { expectMatrix, row, rowRange, zeroMatrix } from './matrix.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** Source: Pearson, "On lines and planes of closest fit to systems of points in space", Philosophical Magazine 1901. */
export class PrincipalComponents {
  /** (D) */
  readonly mean: Float32Array;
  /** Shape (count, D): directions of length one, at right angles to one another, that of the largest variance first. */
  readonly components: Matrix;
  /** Along each component, descending (count). */
  readonly variances: Float64Array;
  /** Of all directions together, also of those that were left out. */
  readonly totalVariance: number;

  constructor(mean: Float32Array, components: Matrix, variances: Float64Array, totalVariance: number) {
    this.mean = mean;
    this.components = components;
    this.variances = variances;
    this.totalVariance = totalVariance;
  }

  get dimension(): number {
    return this.mean.length;
  }

  /** The share of the variance that each component explains (count). 0 where the vectors were all alike. */
  get explained(): Float64Array {
    return this.variances.map((variance) => (this.totalVariance > 0 ? variance / this.totalVariance : 0));
  }

  /** The first `count` components alone. @throws CoreError `parameter` */
  reduce(count: number): PrincipalComponents {
    expectInteger('components', count, 1, this.components.rows);
    const components = rowRange(this.components, 0, count);
    return new PrincipalComponents(this.mean, components, this.variances.slice(0, count), this.totalVariance);
  }

  /** The vector's coordinates along the components (count). @throws CoreError `shape`, `not-finite`. Cost O(count D). */
  apply(vector: Float32Array): Float32Array {
    expectVector('vector', vector, this.dimension);
    const centred = vector.map((value, i) => value - this.mean[i]!);
    const { data, rows, columns } = this.components;
    return Float32Array.from({ length: rows }, (_, i) => dot(data, i * columns, centred, 0, columns));
  }

  /** The vector (D) of given coordinates; the nearest to the original where components were left out. @throws as `apply` */
  revert(coordinates: Float32Array): Float32Array {
    expectVector('coordinates', coordinates, this.components.rows);
    const vector = Float64Array.from(this.mean);
    for (let i = 0; i < coordinates.length; i++) {
      const component = row(this.components, i);
      for (let j = 0; j < vector.length; j++) vector[j]! += coordinates[i]! * component[j]!;
    }
    return Float32Array.from(vector);
  }
}

/**
 * All D principal components of the vectors (N, D), N at least 2, from their covariance.
 * @throws CoreError `too-few-points`, `not-finite`, `memory`, `aborted`. Cost O(N D^2 + D^3).
 */
export async function trainPrincipalComponents(
  vectors: Matrix,
  parallel: Parallel,
  abort?: Abort,
): Promise<PrincipalComponents> {
  expectMatrix('vectors', vectors);
  if (vectors.rows < 2) throw unexpected('too-few-points', 'principal components', 'at least 2 vectors', vectors.rows);
  const D = vectors.columns;
  const mean = meanOf(vectors);
  const centred = zeroMatrix(vectors.rows, D);
  for (let i = 0, at = 0; i < vectors.rows; i++) {
    for (let j = 0; j < D; j++, at++) centred.data[at] = vectors.data[at]! - mean[j]!;
  }
  const products = await crossProducts(centred, centred, parallel, abort);
  const covariance = products.map((sum) => sum / (vectors.rows - 1));
  const { values, vectors: directions } = symmetricEigen(covariance, D);
  // Rounding may leave a direction without variance a hair below zero.
  const variances = values.map((value) => Math.max(0, value));
  const totalVariance = variances.reduce((sum, variance) => sum + variance, 0);
  const components = { data: Float32Array.from(directions), rows: D, columns: D };
  return new PrincipalComponents(mean, components, variances, totalVariance);
}

function meanOf({ data, rows, columns }: Matrix): Float32Array {
  const sums = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++, at++) sums[j]! += data[at]!;
  return Float32Array.from(sums, (sum) => sum / rows);
}
