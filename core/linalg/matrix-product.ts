// The product of two small matrices, where calling the kernels would cost more than it saves.
import type { Matrix } from './matrix.ts';
import { zeroMatrix } from './matrix.ts';

/** a (n, m) times b (m, D), shape (n, D). The caller answers for the shapes. Cost O(n m D) */
export function matrixProduct(a: Matrix, b: Matrix): Matrix {
  const result = zeroMatrix(a.rows, b.columns);
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.columns; k++) {
      const factor = a.data[i * a.columns + k]!;
      for (let j = 0; j < b.columns; j++) result.data[i * b.columns + j]! += factor * b.data[k * b.columns + j]!;
    }
  }
  return result;
}
