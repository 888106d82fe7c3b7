import { describe, expect, it } from 'vitest';
import { bytesAt, floatsAt, integersAt } from '../../../core/kernels/kernel-memory.ts';
import { assignScratchBytes, encodeScratchBytes } from '../../../core/kernels/kernels.ts';
import { everyKernels, normalFloats, place, placeFloats } from './placed.ts';

function squaredDistance(a: Float32Array, aStart: number, b: Float32Array, bStart: number, D: number): number {
  let sum = 0;
  for (let j = 0; j < D; j++) sum += (a[aStart + j]! - b[bStart + j]!) ** 2;
  return sum;
}

describe.each(everyKernels)('nearest centroids: $name', (kernels) => {
  const { memory } = kernels;

  function assign(points: Float32Array, centroids: Float32Array, D: number) {
    const [N, K] = [points.length / D, centroids.length / D];
    const [assignment, distances] = [placeFloats(memory, N), placeFloats(memory, N)];
    const scratch = memory.allocate(assignScratchBytes(K, D));
    const [x, c] = [place(memory, points), place(memory, centroids)];
    kernels.assignToNearest(x, N, D, c, K, scratch, assignment, distances);
    return { assignment: integersAt(memory, assignment, N), distances: floatsAt(memory, distances, N) };
  }

  it.each([
    { N: 1, D: 1, K: 1 },
    { N: 13, D: 2, K: 5 },
    { N: 50, D: 4, K: 256 },
    { N: 50, D: 16, K: 7 },
    { N: 51, D: 17, K: 7 },
    { N: 9, D: 37, K: 35 },
    { N: 50, D: 128, K: 66 },
    { N: 5, D: 512, K: 130 },
  ])('assignToNearest finds what looking at every centroid finds ($N, $D, $K)', ({ N, D, K }) => {
    const points = normalFloats(N * D, 1);
    const centroids = normalFloats(K * D, 2);
    const { assignment, distances } = assign(points, centroids, D);
    for (let i = 0; i < N; i++) {
      const all = Array.from({ length: K }, (_, k) => squaredDistance(points, i * D, centroids, k * D, D));
      const least = Math.min(...all);
      expect(all[assignment[i]!]! - least).toBeLessThanOrEqual(1e-5 * D);
      expect(Math.abs(distances[i]! - all[assignment[i]!]!)).toBeLessThanOrEqual(1e-5 * D);
    }
  });

  it.each([4, 64, 67])('assignToNearest takes the first of equal centroids, at distance zero (%i)', (D) => {
    const points = normalFloats(5 * D, 1);
    const { assignment, distances } = assign(points, new Float32Array([...points, ...points, ...points]), D);
    expect([...assignment]).toEqual([0, 1, 2, 3, 4]);
    expect([...distances]).toEqual([0, 0, 0, 0, 0]);
  });

  it.each([
    { N: 1, m: 1, dsub: 1, ksub: 16 },
    { N: 7, m: 3, dsub: 2, ksub: 256 },
    { N: 9, m: 8, dsub: 4, ksub: 16 },
    { N: 33, m: 16, dsub: 8, ksub: 256 },
    { N: 5, m: 2, dsub: 16, ksub: 256 },
    { N: 6, m: 3, dsub: 5, ksub: 16 },
    { N: 3, m: 2, dsub: 21, ksub: 11 },
  ])('encode finds the nearest centroid of each part ($N, $m, $dsub, $ksub)', ({ N, m, dsub, ksub }) => {
    const D = m * dsub;
    const points = normalFloats(N * D, 1);
    const codebooks = normalFloats(m * ksub * dsub, 2);
    const codes = memory.allocate(N * m + 1);
    bytesAt(memory, codes, N * m + 1).fill(255);
    const scratch = memory.allocate(encodeScratchBytes(D, m, ksub));
    kernels.encode(place(memory, points), N, D, place(memory, codebooks), m, ksub, scratch, codes);
    for (let i = 0; i < N; i++) {
      for (let j = 0; j < m; j++) {
        const distance = (k: number): number =>
          squaredDistance(points, i * D + j * dsub, codebooks, (j * ksub + k) * dsub, dsub);
        const least = Math.min(...Array.from({ length: ksub }, (_, k) => distance(k)));
        expect(distance(bytesAt(memory, codes, N * m)[i * m + j]!) - least).toBeLessThanOrEqual(1e-5 * dsub);
      }
    }
    expect(bytesAt(memory, codes, N * m + 1)[N * m], 'nothing is written beyond').toBe(255);
  });
});
