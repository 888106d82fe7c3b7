// What each way of hashing promises: planes that tell angles, components in order, a rotation that loses less, slow waves first.
import { describe, expect, it } from 'vitest';
import { hammingDistance } from '../../../core/hashing/hasher.ts';
import { trainItq } from '../../../core/hashing/itq.ts';
import { trainPcaHashing } from '../../../core/hashing/pca-hashing.ts';
import { randomHyperplanes } from '../../../core/hashing/random-hyperplanes.ts';
import { trainSpectralHashing } from '../../../core/hashing/spectral-hashing.ts';
import { createPlainKernels } from '../../../core/kernels/plain/plain-kernels.ts';
import { dot } from '../../../core/linalg/dot.ts';
import { row, zeroMatrix, type Matrix } from '../../../core/linalg/matrix.ts';
import { createOneLane } from '../../../core/parallel.ts';
import { Random } from '../../../core/random.ts';

const parallel = createOneLane(createPlainKernels());

/** Normal vectors whose component j has the deviation 1 / (j + 1), moved away from the origin. */
function makeVectors(count: number, dimension: number, seed: number): Matrix {
  const random = new Random(seed);
  const vectors = zeroMatrix(count, dimension);
  for (let i = 0; i < vectors.data.length; i++) vectors.data[i] = 2 + random.normal() / (1 + (i % dimension));
  return vectors;
}

describe('random hyperplanes', () => {
  it('tell the angle between two vectors by the share of bits that differ', () => {
    const bits = 4096;
    const hasher = randomHyperplanes(16, bits, new Random(3));
    const random = new Random(4);
    for (let n = 0; n < 10; n++) {
      const [a, b] = [0, 1].map(() => Float32Array.from({ length: 16 }, () => random.normal()));
      const cosine = dot(a!, 0, b!, 0, 16) / Math.sqrt(dot(a!, 0, a!, 0, 16) * dot(b!, 0, b!, 0, 16));
      const share = hammingDistance(hasher.hash(a!), hasher.hash(b!)) / bits;
      // Four deviations of a mean of 4,096 coins.
      expect(Math.abs(share - Math.acos(cosine) / Math.PI)).toBeLessThan(4 * Math.sqrt(0.25 / bits));
    }
  });

  it('give a vector and its opposite codes without a common bit, whatever their lengths', () => {
    const hasher = randomHyperplanes(8, 100, new Random(5));
    const vector = Float32Array.from({ length: 8 }, (_, i) => i - 3);
    const opposite = vector.map((value) => -2 * value);
    expect(hammingDistance(hasher.hash(vector), hasher.hash(opposite))).toBe(100);
    expect(hasher.hash(vector)).toEqual(hasher.hash(vector.map((value) => 7 * value)));
  });
});

describe('learned hashing', () => {
  const vectors = makeVectors(2000, 12, 6);

  it('by principal components cuts each through its mean: half of the vectors on either side', async () => {
    const hasher = await trainPcaHashing(vectors, 8, { parallel });
    for (let bit = 0; bit < 8; bit++) {
      let count = 0;
      for (let i = 0; i < vectors.rows; i++) count += (hasher.hash(row(vectors, i))[0]! >>> bit) & 1;
      expect(Math.abs(count / vectors.rows - 0.5)).toBeLessThan(0.06);
    }
  });

  it('by ITQ loses less with every iteration, and less than principal components alone', async () => {
    const losses: number[] = [];
    const onIteration = (loss: number) => void losses.push(loss);
    const hasher = await trainItq(vectors, 8, { random: new Random(7), parallel, iterations: 20, onIteration });
    expect(hasher.bits).toBe(8);
    losses.slice(1).forEach((loss, i) => expect(loss).toBeLessThanOrEqual(losses[i]! * (1 + 1e-6)));
    expect(losses.at(-1)!).toBeLessThan(losses[0]!);
    // The planes stay at right angles and of length one: they are turned components.
    for (let a = 0; a < 8; a++) {
      for (let b = 0; b <= a; b++) {
        const { data, columns } = hasher.planes;
        expect(dot(data, a * columns, data, b * columns, columns)).toBeCloseTo(a === b ? 1 : 0, 4);
      }
    }
  });

  it('by spectral hashing gives long components several bits, the slowest waves first', async () => {
    const hasher = await trainSpectralHashing(vectors, 16, { parallel });
    const lengths = hasher.highs.map((high, i) => high - hasher.lows[i]!);
    const frequencies = hasher.modes.map(({ component, halfWaves }) => halfWaves / lengths[component]!);
    frequencies.slice(1).forEach((frequency, i) => expect(frequency).toBeGreaterThanOrEqual(frequencies[i]!));
    expect(hasher.modes[0]).toEqual({ component: 0, halfWaves: 1 });
    expect(hasher.modes.filter(({ component }) => component === 0).length).toBeGreaterThan(1);
    expect(new Set(hasher.modes.map(({ component, halfWaves }) => `${component} ${halfWaves}`)).size).toBe(16);
  });

  it('by spectral hashing cuts the first component in its middle', async () => {
    const hasher = await trainSpectralHashing(vectors, 4, { parallel });
    const middle = (hasher.lows[0]! + hasher.highs[0]!) / 2;
    for (let i = 0; i < 50; i++) {
      const coordinate = hasher.components.apply(row(vectors, i))[0]!;
      expect(hasher.hash(row(vectors, i))[0]! & 1).toBe(coordinate < middle ? 1 : 0);
    }
  });

  it('names what is wrong: more bits than components, too few vectors, no number', async () => {
    await expect(trainPcaHashing(vectors, 13, { parallel })).rejects.toMatchObject({ code: 'parameter' });
    await expect(trainSpectralHashing(makeVectors(1, 4, 1), 2, { parallel })).rejects.toMatchObject({
      code: 'too-few-points',
    });
    const damaged = makeVectors(10, 4, 1);
    damaged.data[5] = NaN;
    await expect(trainItq(damaged, 2, { random: new Random(1), parallel })).rejects.toMatchObject({
      code: 'not-finite',
    });
  });
});
