// Vectors by the row: flat, row-major, element (i, j) at data[i * columns + j].
import { expectFinite } from '../checks.ts';
import { unexpected } from '../errors.ts';

export interface Matrix {
  readonly data: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/** Views `data` as rows of `columns` components; nothing is copied. @throws CoreError `shape` */
export function asMatrix(data: Float32Array, columns: number): Matrix {
  if (columns < 1 || data.length % columns !== 0) {
    throw unexpected('shape', 'matrix data', `a multiple of ${columns} components`, data.length);
  }
  return { data, rows: data.length / columns, columns };
}

export function zeroMatrix(rows: number, columns: number): Matrix {
  return { data: new Float32Array(rows * columns), rows, columns };
}

/** A view of row `i`: writing to it writes to the matrix. */
export function row(matrix: Matrix, i: number): Float32Array {
  return matrix.data.subarray(i * matrix.columns, (i + 1) * matrix.columns);
}

/** A view of rows `from` (included) to `to` (excluded). */
export function rowRange(matrix: Matrix, from: number, to: number): Matrix {
  const data = matrix.data.subarray(from * matrix.columns, to * matrix.columns);
  return { data, rows: to - from, columns: matrix.columns };
}

/** A copy, shape (columns, rows). */
export function transpose({ data, rows, columns }: Matrix): Matrix {
  const result = zeroMatrix(columns, rows);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) result.data[j * rows + i] = data[i * columns + j]!;
  return result;
}

/** A copy of the rows named, in that order. */
export function pickRows(matrix: Matrix, indices: ArrayLike<number>): Matrix {
  const picked = zeroMatrix(indices.length, matrix.columns);
  for (let i = 0; i < indices.length; i++) row(picked, i).set(row(matrix, indices[i]!));
  return picked;
}

/** @throws CoreError `shape` or `not-finite`. Cost O(rows * columns) */
export function expectMatrix(what: string, matrix: Matrix): void {
  if (matrix.data.length !== matrix.rows * matrix.columns) {
    throw unexpected('shape', what, `${matrix.rows} x ${matrix.columns} components`, matrix.data.length);
  }
  expectFinite(what, matrix.data);
}
