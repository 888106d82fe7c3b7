// A small dense system of linear equations, by elimination with partial pivoting (Golub and Van Loan, 'Matrix computations', 3.4).

/** Below this a pivot is rounding. */
const LEAST_PIVOT = 1e-9;

/**
 * Solves `a x = b`; both are overwritten.
 * @param a (n, n) row-major @param b (n), becomes x @returns false when the system has no single solution. Cost O(n^3).
 */
export function solveLinear(a: Float64Array, b: Float64Array): boolean {
  const n = b.length;
  for (let column = 0; column < n; column++) {
    swapRows(a, b, column, largestBelow(a, n, column));
    const pivot = a[column * n + column]!;
    if (Math.abs(pivot) < LEAST_PIVOT) return false;
    for (let row = column + 1; row < n; row++) {
      const factor = a[row * n + column]! / pivot;
      for (let k = column; k < n; k++) a[row * n + k]! -= factor * a[column * n + k]!;
      b[row]! -= factor * b[column]!;
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let k = row + 1; k < n; k++) b[row]! -= a[row * n + k]! * b[k]!;
    b[row]! /= a[row * n + row]!;
  }
  return true;
}

function largestBelow(a: Float64Array, n: number, column: number): number {
  let largest = column;
  for (let row = column + 1; row < n; row++) {
    if (Math.abs(a[row * n + column]!) > Math.abs(a[largest * n + column]!)) largest = row;
  }
  return largest;
}

function swapRows(a: Float64Array, b: Float64Array, first: number, second: number): void {
  if (first === second) return;
  const n = b.length;
  for (let k = 0; k < n; k++) {
    const kept = a[first * n + k]!;
    a[first * n + k] = a[second * n + k]!;
    a[second * n + k] = kept;
  }
  [b[first], b[second]] = [b[second]!, b[first]!];
}
