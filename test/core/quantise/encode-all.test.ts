import { describe, expect, it } from 'vitest';
import {
  Random,
  createOneLane,
  createPlainKernels,
  encodeAll,
  row,
  trainOptimisedQuantiser,
  trainProductQuantiser,
} from '../../../core/index.ts';
import { featureLike, normalVectors } from '../vectors.ts';

const parallel = createOneLane(createPlainKernels());
const points = featureLike(400, 24, 1);
const settings = { m: 6, ksub: 16, random: new Random(1), parallel };

const alone = await trainProductQuantiser(points, settings);
const grouped = await trainProductQuantiser(points, { ...settings, grouping: 'random' });
const rotated = await trainOptimisedQuantiser(points, { ...settings, rounds: 1 });

describe('encodeAll', () => {
  it.each([
    ['alone', alone],
    ['with grouped components', grouped],
    ['with a rotation', rotated],
  ])('gives the codes that the quantiser gives one by one, %s', async (_, quantiser) => {
    // More than one batch, and the last of them not full.
    const many = featureLike(4500, 24, 2);
    const codes = await encodeAll(quantiser, many, parallel);
    let different = 0;
    for (let i = 0; i < many.rows; i++) {
      quantiser
        .encode(row(many, i))
        .forEach((centroid, part) => (different += centroid === codes[i * 6 + part] ? 0 : 1));
    }
    // Of two centroids equally near to within rounding, either may be taken.
    expect(different).toBeLessThan(5);
  });

  it('takes no vectors, refuses those of another length, and gives its memory back', async () => {
    const before = parallel.kernels.memory.allocated;
    expect(await encodeAll(alone, { data: new Float32Array(0), rows: 0, columns: 24 }, parallel)).toHaveLength(0);
    await expect(encodeAll(alone, normalVectors(3, 23, 1), parallel)).rejects.toThrow('expected 24 columns');
    const abort = { aborted: true };
    await expect(encodeAll(alone, points, parallel, abort)).rejects.toThrow(
      expect.objectContaining({ code: 'aborted' }),
    );
    expect(parallel.kernels.memory.allocated).toBe(before);
  });
});
