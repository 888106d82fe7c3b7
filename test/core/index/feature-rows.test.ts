// What rows of features keep: bytes that are handed over are not rounded once more.
import { expect, it } from 'vitest';
import { ByteRows, ExactSearcher, FloatRows, fromBytes, row, squaredDistance, toBytes } from '../../../core/index.ts';
import { featureLike } from '../vectors.ts';

const D = 64;
const features = featureLike(50, D, 4);
const query = row(featureLike(1, D, 5), 0);

it.each([
  ['bytes', 127, () => new ByteRows(D)],
  ['bytes', 63, () => new ByteRows(D)],
  ['floats', 63, () => new FloatRows(D)],
])('rows of %s measure to what bytes of %i levels stand for', (_, levels, makeRows) => {
  const searcher = new ExactSearcher(makeRows());
  const kept = Array.from({ length: features.rows }, (_, i) => toBytes(row(features, i), levels));
  kept.forEach((bytes, id) => searcher.add(id, bytes));
  const { ids, distances } = searcher.search(query, { k: features.rows });
  ids.forEach((id, place) => {
    expect(distances[place]).toBeCloseTo(squaredDistance(query, 0, fromBytes(kept[id]!), 0, D), 3);
  });
});

it('rows of bytes refuse bytes of another length', () => {
  const searcher = new ExactSearcher(new ByteRows(D));
  expect(() => searcher.add(1, toBytes(new Float32Array(D - 1)))).toThrow(`${D} components`);
});
