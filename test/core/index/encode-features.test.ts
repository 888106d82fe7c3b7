import { describe, expect, it } from 'vitest';
import { createOneLane, encodeFeatures, row } from '../../../core/index.ts';
import { everyKernels } from '../kernels/placed.ts';
import { featureLike } from '../vectors.ts';
import { DIMENSION, smallGeneration } from './generations.ts';

const generation = await smallGeneration();
const features = featureLike(500, DIMENSION, 2);

describe.each(everyKernels.map((kernels) => [kernels.name, kernels] as const))('encodeFeatures, %s', (_, kernels) => {
  it('gives every feature the cell and code that it gets alone', async () => {
    const { cells, codes } = await encodeFeatures(generation, features, createOneLane(kernels));
    for (let i = 0; i < features.rows; i++) {
      const { cell, code } = generation.encode(row(features, i));
      expect(cells[i]).toBe(cell);
      expect(codes.slice(i * generation.m, (i + 1) * generation.m)).toEqual(code);
    }
    expect(kernels.memory.allocated).toBe(0);
  });

  it('stops when asked to, and refuses features of another length', async () => {
    const parallel = createOneLane(kernels);
    await expect(encodeFeatures(generation, features, parallel, { aborted: true })).rejects.toThrow(
      expect.objectContaining({ code: 'aborted' }),
    );
    await expect(encodeFeatures(generation, featureLike(3, 20, 1), parallel)).rejects.toThrow(
      '24 columns, received 20',
    );
    expect(kernels.memory.allocated).toBe(0);
  });
});
