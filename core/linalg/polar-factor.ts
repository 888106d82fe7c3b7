// The orthogonal matrix nearest to a given one, by its singular values: the answer to the Procrustes problem.
import { orthonormaliseRows } from './orthonormal-rows.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** Notation: A = Uᵀ diag(values) V; all of shape (n, n), the singular vectors as rows. */
export interface SingularValues {
  readonly U: Float64Array;
  /** Descending (n). */
  readonly values: Float64Array;
  readonly V: Float64Array;
}

/** Rows whose product is this small a part of their lengths count as at right angles. */
const RIGHT_ANGLE = 1e-12;
/** Two or three are needed: the eigenvectors are nearly the answer. */
const MOST_SWEEPS = 20;

/**
 * The eigenvectors of AᵀA, made exact by one-sided Jacobi rotations: the eigenvectors alone would be wrong where
 * singular values are small, as squaring them loses half of the digits (Golub and Van Loan, section 8.6).
 * @param matrix A, shape (n, n), finite. Cost O(n^3): some 0.1 s for 128 components, 1.5 s for 512.
 */
export function singularValues(matrix: Float64Array, n: number): SingularValues {
  const { vectors: V } = symmetricEigen(productWithItself(matrix, n), n);
  const images = timesRows(matrix, V, n);
  for (let sweep = 0; sweep < MOST_SWEEPS && rotatePairs(images, V, n) > 0; sweep++);
  const lengths = Float64Array.from({ length: n }, (_, i) => Math.sqrt(rowProduct(images, i, i, n)));
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => lengths[b]! - lengths[a]! || a - b);
  const U = pick(images, order, n);
  // What has no length gets directions at right angles to the rest.
  orthonormaliseRows(U, n);
  return { U, values: Float64Array.from(order, (from) => lengths[from]!), V: pick(V, order, n) };
}

/**
 * The orthogonal R that makes the sum of R[i, j] A[i, j] largest: UᵀV. With A = ŶᵀX it turns the rows of X as near as
 * possible to those of Ŷ: the sum of ||R x - ŷ||^2 is least (Schönemann, "A generalized solution of the orthogonal
 * Procrustes problem", Psychometrika 1966). @param matrix A, shape (n, n), finite. @returns shape (n, n). Cost O(n^3).
 */
export function polarFactor(matrix: Float64Array, n: number): Float64Array {
  const { U, V } = singularValues(matrix, n);
  const factor = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      const u = U[k * n + i]!;
      for (let j = 0; j < n; j++) factor[i * n + j]! += u * V[k * n + j]!;
    }
  }
  return factor;
}

/** AᵀA. */
function productWithItself(a: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      const value = a[k * n + i]!;
      for (let j = 0; j < n; j++) product[i * n + j]! += value * a[k * n + j]!;
    }
  }
  return product;
}

/** Row i of the result is A times row i of `rows`. */
function timesRows(a: Float64Array, rows: Float64Array, n: number): Float64Array {
  const images = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += a[j * n + k]! * rows[i * n + k]!;
      images[i * n + j] = sum;
    }
  }
  return images;
}

/** Turns each pair of images to a right angle, and the vectors with them; returns how many were not. */
function rotatePairs(images: Float64Array, vectors: Float64Array, n: number): number {
  let turned = 0;
  for (let p = 0; p < n; p++) {
    for (let q = p + 1; q < n; q++) {
      const product = rowProduct(images, p, q, n);
      const first = rowProduct(images, p, p, n);
      const second = rowProduct(images, q, q, n);
      if (Math.abs(product) <= RIGHT_ANGLE * Math.sqrt(first * second)) continue;
      const zeta = (second - first) / (2 * product);
      const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
      const cosine = 1 / Math.hypot(1, tangent);
      turnRows(images, p, q, n, cosine, cosine * tangent);
      turnRows(vectors, p, q, n, cosine, cosine * tangent);
      turned++;
    }
  }
  return turned;
}

function turnRows(rows: Float64Array, p: number, q: number, n: number, cosine: number, sine: number): void {
  const first = rows.subarray(p * n, (p + 1) * n);
  const second = rows.subarray(q * n, (q + 1) * n);
  for (let j = 0; j < n; j++) {
    const held = first[j]!;
    first[j] = cosine * held - sine * second[j]!;
    second[j] = sine * held + cosine * second[j]!;
  }
}

function rowProduct(rows: Float64Array, i: number, j: number, n: number): number {
  let sum = 0;
  for (let a = i * n, b = j * n, end = a + n; a < end; a++, b++) sum += rows[a]! * rows[b]!;
  return sum;
}

function pick(rows: Float64Array, order: Uint32Array, n: number): Float64Array {
  const picked = new Float64Array(n * n);
  order.forEach((from, i) => picked.set(rows.subarray(from * n, (from + 1) * n), i * n));
  return picked;
}
