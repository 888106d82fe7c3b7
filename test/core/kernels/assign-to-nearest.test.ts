import { describe, expect, it } from 'vitest';
import { row, squaredDistance } from '../../../core/index.ts';
import { assignToNearest } from '../../../core/kernels/assign-to-nearest.ts';
import { normalVectors } from '../vectors.ts';

describe('assignToNearest', () => {
  // Both ways (direct up to 16 components, by products above), and counts that leave remainders of 4 and 16.
  it.each([
    [1, 5],
    [4, 256],
    [16, 7],
    [17, 7],
    [37, 35],
    [512, 66],
  ])('finds for each point what looking at every centroid finds (D = %i, K = %i)', (D, K) => {
    const points = normalVectors(50, D, 1);
    const centroids = normalVectors(K, D, 2);
    const assignment = new Int32Array(50);
    const distances = new Float32Array(50);
    assignToNearest(points, centroids, assignment, distances);
    for (let i = 0; i < 50; i++) {
      const all = Array.from({ length: K }, (_, k) => squaredDistance(row(points, i), 0, row(centroids, k), 0, D));
      const least = Math.min(...all);
      expect(assignment[i]).toBe(all.indexOf(least));
      expect(Math.abs(distances[i]! - least)).toBeLessThan(1e-5 * D);
    }
  });

  it('takes the first of equal centroids, at a distance that is not below zero', () => {
    const points = normalVectors(3, 64, 1);
    const centroids = { data: new Float32Array([...points.data, ...points.data]), rows: 6, columns: 64 };
    const assignment = new Int32Array(3);
    const distances = new Float32Array(3);
    assignToNearest(points, centroids, assignment, distances);
    expect([...assignment]).toEqual([0, 1, 2]);
    for (const distance of distances) {
      expect(distance).toBeGreaterThanOrEqual(0);
      expect(distance).toBeLessThan(1e-4);
    }
  });
});
