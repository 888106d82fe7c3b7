import { describe, expect, it } from 'vitest';
import {
  Permutation,
  ProductQuantiser,
  Random,
  createOneLane,
  createPlainKernels,
  measureDistortions,
  row,
  squaredDistance,
  trainProductQuantiser,
} from '../../../core/index.ts';
import { featureLike, normalVectors } from '../vectors.ts';

const parallel = createOneLane(createPlainKernels());

describe('measureDistortions', () => {
  it.each(['natural', 'random'] as const)(
    'sums to the squared error, over the codes it was measured on (%s)',
    async (grouping) => {
      const points = featureLike(500, 24, 1);
      const quantiser = await trainProductQuantiser(points, { m: 6, ksub: 16, random: new Random(1), grouping });
      const distortions = await measureDistortions(quantiser, points, parallel);
      let expected = 0;
      let error = 0;
      for (let i = 0; i < points.rows; i++) {
        const code = quantiser.encode(row(points, i));
        code.forEach((centroid, part) => (expected += distortions[part * 16 + centroid]!));
        error += squaredDistance(row(points, i), 0, quantiser.decode(code), 0, 24);
      }
      expect(expected).toBeCloseTo(error, 2);
    },
  );

  it('is nothing for centroids that stand for no vector', async () => {
    const codebooks = Float32Array.of(0, 0, 100, 100, 0, 0, 100, 100);
    const quantiser = new ProductQuantiser(4, 2, 2, codebooks, new Permutation([3, 2, 1, 0]));
    const distortions = await measureDistortions(quantiser, normalVectors(50, 4, 1), parallel);
    expect([...distortions].map((distortion) => distortion > 0)).toEqual([true, false, true, false]);
  });
});
