import { describe, expect, it } from 'vitest';
import {
  Random,
  createOneLane,
  createPlainKernels,
  encodeAll,
  randomRotation,
  row,
  squaredDistance,
  trainOptimisedQuantiser,
  trainProductQuantiser,
  zeroMatrix,
} from '../../../core/index.ts';
import type { Matrix, OptimisedTraining, ProductQuantiser } from '../../../core/index.ts';
import { allocateEigenvalues } from '../../../core/quantise/eigenvalue-allocation.ts';
import { readSift5k, siftMissing } from '../vectors.ts';

const parallel = createOneLane(createPlainKernels());

/** Components of very different variance, turned away from the axes: what a product quantiser alone copes with badly. */
function turned(rows: number, D: number, seed: number): Matrix {
  const random = new Random(seed);
  const rotation = randomRotation(D, new Random(7));
  const points = zeroMatrix(rows, D);
  for (let i = 0; i < rows; i++) {
    const along = Float32Array.from({ length: D }, (_, j) => 0.75 ** j * random.normal());
    row(points, i).set(rotation.revert(along));
  }
  return points;
}

const points = turned(1500, 16, 1);
const train = (options: Partial<OptimisedTraining> = {}) =>
  trainOptimisedQuantiser(points, { m: 4, ksub: 16, random: new Random(1), rounds: 10, parallel, ...options });

async function errorOf(quantiser: ProductQuantiser, vectors: Matrix): Promise<number> {
  const codes = await encodeAll(quantiser, vectors, parallel);
  let sum = 0;
  for (let i = 0; i < vectors.rows; i++) {
    const decoded = quantiser.decode(codes.subarray(i * quantiser.m, (i + 1) * quantiser.m));
    sum += squaredDistance(row(vectors, i), 0, decoded, 0, vectors.columns);
  }
  return sum / vectors.rows;
}

describe('trainOptimisedQuantiser', () => {
  it.each(['parametric', 'natural', 'random'] as const)('never raises the error (from %s)', async (rotation) => {
    const errors: number[] = [];
    await train({ rotation, onRound: ({ error }) => errors.push(error) });
    expect(errors).toHaveLength(10);
    for (let i = 1; i < errors.length; i++) expect(errors[i]).toBeLessThanOrEqual(errors[i - 1]! * (1 + 1e-5));
  });

  it('loses less than the product quantiser alone, of vectors that it was not trained on too', async () => {
    const held = turned(500, 16, 2);
    const plain = await trainProductQuantiser(points, { m: 4, ksub: 16, random: new Random(1), parallel });
    const optimised = await train();
    expect(await errorOf(optimised, points)).toBeLessThan(0.8 * (await errorOf(plain, points)));
    expect(await errorOf(optimised, held)).toBeLessThan(0.8 * (await errorOf(plain, held)));
  });

  it('begins, for Gaussian vectors, better with allocated eigenvalues than with any rotation', async () => {
    const first = async (rotation: 'parametric' | 'natural' | 'random') =>
      errorOf(await train({ rotation, rounds: 0 }), points);
    const parametric = await first('parametric');
    expect(parametric).toBeLessThan(await first('natural'));
    expect(parametric).toBeLessThan(await first('random'));
  });

  it('has tables in the query’s own coordinates', async () => {
    const quantiser = await train({ rounds: 2 });
    const query = row(points, 3);
    const code = quantiser.encode(row(points, 4));
    const table = quantiser.distanceTable(query);
    const distance = code.reduce((sum, centroid, part) => sum + table[part * 16 + centroid]!, 0);
    expect(distance).toBeCloseTo(squaredDistance(query, 0, quantiser.decode(code), 0, 16), 5);
  });

  it('is the same for the same seed, reports its progress, and stops when asked to', async () => {
    const shares: number[] = [];
    const first = await train({ rounds: 3, onProgress: (share) => shares.push(share) });
    expect((await train({ rounds: 3 })).codebooks).toEqual(first.codebooks);
    expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
    const abort = { aborted: true };
    await expect(train({ abort })).rejects.toThrow(expect.objectContaining({ code: 'aborted' }));
  });

  it('names what it expected', async () => {
    await expect(train({ m: 5 })).rejects.toThrow('m: expected a divisor of the dimension 16, received 5');
    await expect(train({ rounds: -1 })).rejects.toThrow('rounds: expected a whole number from 0');
  });
});

describe('allocateEigenvalues', () => {
  it('puts every component into one part, and balances the products', () => {
    const variances = Float64Array.of(64, 32, 16, 8, 4, 2, 1, 1);
    const order = allocateEigenvalues(variances, 2);
    expect([...order].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const product = (part: number) =>
      order
        .slice(4 * part, 4 * part + 4)
        .reduce((logarithm, component) => logarithm + Math.log2(variances[component]!), 0);
    expect(Math.abs(product(0) - product(1))).toBeLessThanOrEqual(1);
  });

  it('takes variances below one, and none at all', () => {
    expect([...allocateEigenvalues(Float64Array.of(1e-3, 1e-4, 1e-5, 1e-6), 2)]).toEqual([0, 3, 1, 2]);
    expect([...allocateEigenvalues(new Float64Array(4), 2)].sort()).toEqual([0, 1, 2, 3]);
  });
});

describe.skipIf(siftMissing)(`on real SIFT vectors${siftMissing ? ` (skipped: ${siftMissing})` : ''}`, () => {
  it('loses no more than the product quantiser alone', async () => {
    const { base } = readSift5k();
    const settings = { m: 16, ksub: 16, parallel };
    const plain = await trainProductQuantiser(base, { ...settings, random: new Random(1) });
    const optimised = await trainOptimisedQuantiser(base, { ...settings, random: new Random(1), rounds: 5 });
    expect(await errorOf(optimised, base)).toBeLessThan(await errorOf(plain, base));
  });
});
