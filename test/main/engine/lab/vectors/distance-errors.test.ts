import { expect, it } from 'vitest';
import { ExactSearcher, FloatRows, row } from '../../../../../core/index.ts';
import {
  HISTOGRAM_BIN,
  HISTOGRAM_FROM,
  measureDistanceErrors,
  summariseErrors,
} from '../../../../../main/engine/lab/vectors/distance-errors.ts';
import { normalVectors } from '../../../../core/vectors.ts';

it('bias and deviation are the mean and the spread of the errors, as shares', () => {
  const { bias, deviation, histogram } = summariseErrors(Float64Array.of(-1, 1, -1, 1, 2.5), 10);
  expect(bias).toBeCloseTo(0.05, 5);
  expect(deviation).toBeCloseTo(Math.sqrt((2 * 0.0225 + 2 * 0.0025 + 0.04) / 5), 4);
  expect(histogram.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  expect(histogram[Math.floor((0.25 - HISTOGRAM_FROM) / HISTOGRAM_BIN)]).toBe(0.2);
});

it('exact distances have no error, and twice the distance is off by the whole mean', () => {
  const base = normalVectors(50, 8, 1);
  const exact = new ExactSearcher(new FloatRows(8));
  for (let id = 0; id < 50; id++) exact.add(id, row(base, id));
  const queries = normalVectors(3, 8, 2);
  const search = (query: Float32Array, k: number) => exact.search(query, { k });
  expect(measureDistanceErrors(search, base, queries)).toMatchObject({ pairCount: 150, bias: 0, deviation: 0 });
  const doubled = (query: Float32Array, k: number) => {
    const { ids, distances } = search(query, k);
    return { ids, distances: distances.map((distance) => 2 * distance) };
  };
  expect(measureDistanceErrors(doubled, base, queries).bias).toBeCloseTo(1, 4);
});
