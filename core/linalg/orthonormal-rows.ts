// Makes the rows of a matrix orthonormal, one after another: the QR decomposition of its transpose.

/**
 * In place, on shape (n, n): each row loses its part along those before it (Gram-Schmidt, each time twice, which leaves
 * rounding alone: Giraud, Langou, Rozložník, "The loss of orthogonality in the Gram-Schmidt process", 2005), then is
 * scaled to length one. A row that the others leave nothing of is replaced by a coordinate axis, treated alike.
 * Cost O(n^3).
 */
export function orthonormaliseRows(rows: Float64Array, n: number): void {
  let axis = 0;
  for (let i = 0; i < n; i++) {
    const row = rows.subarray(i * n, (i + 1) * n);
    let before = lengthOf(row);
    for (;;) {
      leaveOutEarlier(rows, n, i);
      leaveOutEarlier(rows, n, i);
      const length = lengthOf(row);
      if (length > 1e-10 * before) {
        for (let j = 0; j < n; j++) row[j]! /= length;
        break;
      }
      row.fill(0);
      row[axis++] = 1;
      before = 1;
    }
  }
}

function leaveOutEarlier(rows: Float64Array, n: number, i: number): void {
  const row = rows.subarray(i * n, (i + 1) * n);
  for (let other = 0; other < i; other++) {
    const earlier = rows.subarray(other * n, (other + 1) * n);
    let product = 0;
    for (let j = 0; j < n; j++) product += row[j]! * earlier[j]!;
    for (let j = 0; j < n; j++) row[j]! -= product * earlier[j]!;
  }
}

function lengthOf(row: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < row.length; j++) sum += row[j]! ** 2;
  return Math.sqrt(sum);
}
