import { describe, expect, it } from 'vitest';
import {
  Generation,
  RecentError,
  dot,
  quantisationError,
  row,
  squaredDistance,
  squaredNorm,
  trainGeneration,
} from '../../../core/index.ts';
import type { Matrix } from '../../../core/index.ts';
import { featureLike, normalVectors } from '../vectors.ts';
import { DIMENSION, SMALL_SIZES, anyLengthGeneration, smallGeneration } from './generations.ts';

const generation = await smallGeneration();
const anyLength = await anyLengthGeneration();
const features = featureLike(100, DIMENSION, 2);

describe('a generation', () => {
  it('puts a feature in the cell whose centroid is nearest', () => {
    for (let i = 0; i < 100; i++) {
      const feature = row(features, i);
      const distances = Array.from({ length: 12 }, (_, cell) =>
        squaredDistance(feature, 0, row(generation.coarse, cell), 0, DIMENSION),
      );
      expect(generation.encode(feature).cell).toBe(distances.indexOf(Math.min(...distances)));
    }
  });

  it('decodes to the centroid and the decoded residual, and tells the error', () => {
    const vector = row(normalVectors(1, DIMENSION, 2), 0);
    const code = anyLength.encode(vector);
    const residual = anyLength.quantiser.decode(code.code);
    const decoded = anyLength.decode(code);
    const centroid = row(anyLength.coarse, code.cell);
    decoded.forEach((value, i) => expect(value).toBeCloseTo(centroid[i]! + residual[i]!, 6));
    expect(anyLength.squaredError(vector, code)).toBe(squaredDistance(vector, 0, decoded, 0, DIMENSION));
  });

  it('decodes to length one when all it learnt had length one', () => {
    expect(generation.training.unitLength).toBe(true);
    expect(anyLength.training.unitLength).toBe(false);
    for (let i = 0; i < 100; i++) {
      expect(squaredNorm(generation.decode(generation.encode(row(features, i))))).toBeCloseTo(1, 5);
    }
  });

  it.each([
    ['length one', generation],
    ['any length', anyLength],
  ])('has a scan term that gives the distance to the decoded feature (%s)', (_, g) => {
    const query = row(normalVectors(1, DIMENSION, 5), 0);
    for (let i = 0; i < 20; i++) {
      const code = g.encode(row(features, i));
      const term = g.scanTerm(code);
      const [addition, factor] = g.training.unitLength ? [1, term] : [term, 1];
      const sum = g.quantiser.decode(code.code).map((value, j) => value + row(g.coarse, code.cell)[j]!);
      const distance = squaredNorm(query) + addition - 2 * factor * dot(query, 0, sum, 0, DIMENSION);
      expect(distance).toBeCloseTo(squaredDistance(query, 0, g.decode(code), 0, DIMENSION), 4);
    }
  });

  it('loses less by coding residuals than the cells alone lose', async () => {
    let byCells = 0;
    for (let i = 0; i < 100; i++) {
      const { cell } = generation.encode(row(features, i));
      byCells += squaredDistance(row(features, i), 0, row(generation.coarse, cell), 0, DIMENSION) / 100;
    }
    expect(await quantisationError(generation, features)).toBeLessThan(byCells / 2);
  });

  it('knows its error before it meets new features of the same kind', async () => {
    const { errorAtTraining } = generation.training;
    const error = await quantisationError(generation, featureLike(500, DIMENSION, 3));
    expect(error).toBeGreaterThan(0.85 * errorAtTraining);
    expect(error).toBeLessThan(1.15 * errorAtTraining);
  });

  it('names what it expected', () => {
    const { code } = generation.encode(row(features, 0));
    expect(() => generation.encode(new Float32Array(23))).toThrow('feature: expected 24 components, received 23');
    expect(() => generation.encode(new Float32Array(24).fill(NaN))).toThrow('expected a finite number, received NaN');
    expect(() => generation.decode({ cell: 12, code })).toThrow('cell: expected a whole number from 0 to 11');
    expect(() => new Generation(normalVectors(4, 8, 1), generation.quantiser, generation.training)).toThrow(
      'coarse centroids: expected 24 columns, received 8',
    );
  });
});

describe('trainGeneration', () => {
  it('gives the same generation for the same seed, and another for another', async () => {
    expect((await smallGeneration(1)).quantiser.codebooks).toEqual(generation.quantiser.codebooks);
    expect((await smallGeneration(2)).quantiser.codebooks).not.toEqual(generation.quantiser.codebooks);
  });

  it('loses less with a rotation before the quantiser, where components depend on one another', async () => {
    const mixed = mixedComponents(featureLike(1500, DIMENSION, 1, 200));
    const train = (optimised: boolean) => trainGeneration(mixed, SMALL_SIZES, { seed: 1, optimised });
    const [turned, plain] = [await train(true), await train(false)];
    expect(turned.quantiser.transform).not.toBeNull();
    expect(turned.training.errorAtTraining).toBeLessThan(plain.training.errorAtTraining);
  });

  it('reports progress that rises to 1, and stops when asked to', async () => {
    const shares: number[] = [];
    const abort = { aborted: false };
    const train = () =>
      trainGeneration(featureLike(100, DIMENSION, 1), SMALL_SIZES, {
        seed: 1,
        abort,
        onProgress: (share) => shares.push(share),
      });
    await train();
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    abort.aborted = true;
    await expect(train()).rejects.toThrow(expect.objectContaining({ code: 'aborted' }));
  });

  it('trains on as few features as it has centroids, and on no fewer', async () => {
    const train = (count: number) => trainGeneration(featureLike(count, DIMENSION, 1), SMALL_SIZES, { seed: 1 });
    expect((await train(32)).training.trainedOn).toBe(32);
    await expect(train(31)).rejects.toThrow(expect.objectContaining({ code: 'too-few-points' }));
    await expect(train(0)).rejects.toThrow(expect.objectContaining({ code: 'too-few-points' }));
  });

  it('refuses features with a NaN among them', async () => {
    const spoilt = featureLike(100, DIMENSION, 1);
    spoilt.data[77] = NaN;
    await expect(trainGeneration(spoilt, SMALL_SIZES, { seed: 1 })).rejects.toThrow('features, component 77');
  });
});

describe('RecentError', () => {
  it('says nothing before 100 photos, then follows what comes in', () => {
    const recent = new RecentError();
    for (let i = 0; i < 99; i++) recent.add(1);
    expect(recent.mean).toBeUndefined();
    recent.add(1);
    expect(recent.mean).toBeCloseTo(1, 12);
    for (let i = 0; i < 200; i++) recent.add(2);
    expect(recent.mean).toBeGreaterThan(1.5);
    for (let i = 0; i < 4000; i++) recent.add(2);
    expect(recent.mean).toBeCloseTo(2, 4);
  });

  it('has no mean error of no features', async () => {
    await expect(quantisationError(generation, normalVectors(0, DIMENSION, 1))).rejects.toThrow('at least one feature');
  });
});

/** Running sums of the components: each depends on those before it. */
function mixedComponents(vectors: Matrix): Matrix {
  const { data, rows, columns } = vectors;
  for (let i = 0; i < rows; i++) {
    for (let j = 1; j < columns; j++) data[i * columns + j]! += data[i * columns + j - 1]!;
  }
  return vectors;
}
