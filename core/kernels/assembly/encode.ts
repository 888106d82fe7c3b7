// Product-quantiser codes. Points are taken in groups that stay in the cache while every part of them is encoded.
import { nearestTransposed, transpose, transposedBytes } from './transposed';

const POINTS_PER_GROUP: usize = 64;

export function encode(
  points: usize,
  N: usize,
  D: usize,
  codebooks: usize,
  m: usize,
  ksub: usize,
  scratch: usize,
  codes: usize,
): void {
  const dsub = D / m;
  const partBytes = transposedBytes(ksub, dsub);
  for (let j: usize = 0; j < m; j++) {
    transpose(codebooks + ((j * ksub * dsub) << 2), ksub, dsub, scratch + j * partBytes);
  }
  for (let from: usize = 0; from < N; from += POINTS_PER_GROUP) {
    const to = min<usize>(from + POINTS_PER_GROUP, N);
    for (let j: usize = 0; j < m; j++) {
      const groups = scratch + j * partBytes;
      for (let i = from; i < to; i++) {
        const part = points + ((i * D + j * dsub) << 2);
        store<u8>(codes + i * m + j, nearestTransposed(part, groups, groups + partBytes, dsub));
      }
    }
  }
}
