import { describe, expect, it } from 'vitest';
import { assignAll, createOneLane, createPlainKernels, row, squaredDistance } from '../../../core/index.ts';
import { normalVectors } from '../vectors.ts';

const parallel = createOneLane(createPlainKernels());

describe('assignAll', () => {
  // By differences and by products; the second of them in more than one batch.
  it.each([
    [300, 8],
    [17_000, 20],
  ])('finds the nearest centroid of each of %i vectors of %i components', async (count, D) => {
    const points = normalVectors(count, D, 1);
    const centroids = normalVectors(7, D, 2);
    const nearest = await assignAll(points, centroids, parallel);
    for (let i = 0; i < count; i += 7) {
      const distances = Array.from({ length: 7 }, (_, k) =>
        squaredDistance(row(points, i), 0, row(centroids, k), 0, D),
      );
      expect(distances[nearest[i]!]! - Math.min(...distances)).toBeLessThan(1e-4);
    }
  });

  it('takes no vectors, and refuses those of another length', async () => {
    const none = { data: new Float32Array(0), rows: 0, columns: 8 };
    expect(await assignAll(none, normalVectors(3, 8, 1), parallel)).toHaveLength(0);
    await expect(assignAll(normalVectors(3, 9, 1), normalVectors(3, 8, 1), parallel)).rejects.toThrow(
      'expected 8 columns',
    );
  });
});
