import { expect, test } from 'vitest';
import { createPlainKernels, FeatureEncoder, InvertedFile, row } from '../../../core/index.ts';
import { featureLike } from '../vectors.ts';
import { DIMENSION, smallGeneration } from './generations.ts';

test('one feature at a time gets the cell and the code that the generation gives it', async () => {
  const generation = await smallGeneration();
  const kernels = createPlainKernels();
  const file = new InvertedFile(generation, kernels);
  const before = kernels.memory.allocated;
  const encoder = new FeatureEncoder(file.placed);
  const features = featureLike(200, DIMENSION, 5);
  for (let i = 0; i < 200; i++) expect(encoder.encode(row(features, i))).toEqual(generation.encode(row(features, i)));
  expect(() => encoder.encode(new Float32Array(3))).toThrow('feature: expected');
  encoder.release();
  expect(kernels.memory.allocated).toBe(before);
});
