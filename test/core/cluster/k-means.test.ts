import { describe, expect, it } from 'vitest';
import { Random, asMatrix, kMeans, pickRows, row, squaredDistance } from '../../../core/index.ts';
import type { KMeansIteration, KMeansOptions, Matrix } from '../../../core/index.ts';
import { featureLike, normalVectors } from '../vectors.ts';

const seeded = (clusterCount: number, options: Partial<KMeansOptions> = {}): KMeansOptions => ({
  clusterCount,
  random: new Random(1),
  ...options,
});

function groupsOnALine(): Matrix {
  const random = new Random(1);
  const corners = [0, 10, 20, 30];
  return asMatrix(
    Float32Array.from({ length: 400 }, (_, i) => corners[i % 4]! + 0.1 * random.normal()),
    1,
  );
}

function expectCorners({ data }: Matrix): void {
  const found = [...data].sort((a, b) => a - b);
  [0, 10, 20, 30].forEach((corner, i) => expect(found[i]).toBeCloseTo(corner, 1));
}

function meanDistance(points: Matrix, centroids: Matrix): number {
  let sum = 0;
  for (let i = 0; i < points.rows; i++) {
    let least = Infinity;
    for (let k = 0; k < centroids.rows; k++) {
      const distance = squaredDistance(row(points, i), 0, row(centroids, k), 0, points.columns);
      if (distance < least) least = distance;
    }
    sum += least;
  }
  return sum / points.rows;
}

describe('kMeans by Lloyd', () => {
  it.each([1, 2, 3, 4, 5])('never raises the objective (seed %i)', async (seed) => {
    const { iterations } = await kMeans(
      featureLike(600, 24, seed),
      seeded(40, { random: new Random(seed), tolerance: 0 }),
    );
    expect(iterations.length).toBeGreaterThan(2);
    for (let i = 1; i < iterations.length; i++) {
      expect(iterations[i]!.objective).toBeLessThanOrEqual(iterations[i - 1]!.objective * (1 + 1e-6));
    }
  });

  it.each(['k-means++', 'random'] as const)('gives the same centroids for the same seed (%s)', async (start) => {
    const points = normalVectors(300, 8, 1);
    const run = async (seed: number) =>
      (await kMeans(points, seeded(10, { random: new Random(seed), start }))).centroids.data;
    expect(await run(1)).toEqual(await run(1));
    expect(await run(1)).not.toEqual(await run(2));
  });

  it('finds separate groups', async () => {
    expectCorners((await kMeans(groupsOnALine(), seeded(4))).centroids);
  });

  it('starts nearer to its end with k-means++ than at random', async () => {
    const points = featureLike(2000, 16, 1, 50);
    const objective = async (start: 'k-means++' | 'random') =>
      (await kMeans(points, seeded(50, { start, iterations: 1 }))).iterations[0]!.objective;
    expect(await objective('k-means++')).toBeLessThan(await objective('random'));
  });

  it('goes on from centroids that it is given', async () => {
    const points = featureLike(500, 16, 1);
    const first = await kMeans(points, seeded(20, { tolerance: 0, iterations: 3 }));
    const next = await kMeans(points, seeded(20, { tolerance: 0, iterations: 1, start: first.centroids }));
    expect(next.iterations[0]!.objective).toBeLessThanOrEqual(first.iterations[2]!.objective);
    expect(next.iterations[0]!.objective).toBeCloseTo(meanDistance(points, first.centroids), 5);
  });

  it('gives each point its own centroid when there are as many', async () => {
    const { iterations } = await kMeans(normalVectors(12, 3, 1), seeded(12));
    expect(iterations.at(-1)!.objective).toBe(0);
    expect(iterations.at(-1)!.imbalance).toBe(1);
  });

  it('survives points that are all alike, and counts the repairs', async () => {
    const points = asMatrix(new Float32Array(40).fill(3), 2);
    const { centroids, iterations } = await kMeans(points, seeded(4));
    expect([...centroids.data]).toEqual(new Array(8).fill(3));
    expect(iterations[0]).toMatchObject({ repaired: 3, imbalance: 4 });
  });

  it('starts an empty cluster again where points are far from theirs', async () => {
    const far = asMatrix(Float32Array.of(1e6, 1e6, 0, 30), 1);
    const { centroids, iterations } = await kMeans(groupsOnALine(), seeded(4, { start: far, tolerance: 0 }));
    expect(iterations[0]!.repaired).toBe(2);
    expectCorners(centroids);
  });

  it('trains on a sample when there are more than 256 points a centroid, or as many as it is told', async () => {
    const points = normalVectors(2000, 2, 1);
    expect((await kMeans(points, seeded(2))).iterations.at(-1)!.pointCount).toBe(512);
    expect((await kMeans(points, seeded(2, { pointsPerCentroid: 50 }))).iterations[0]!.pointCount).toBe(100);
  });

  it('looks at a quarter of many points first, and ends where it would have come to with all', async () => {
    const points = featureLike(5120, 16, 1, 50);
    const { iterations } = await kMeans(points, seeded(20, { tolerance: 0, iterations: 25 }));
    expect(iterations.map(({ pointCount }) => pointCount)).toEqual([
      ...new Array<number>(15).fill(1280),
      ...new Array<number>(10).fill(5120),
    ]);
    const spread = await kMeans(points, seeded(20, { iterations: 1 }));
    const all = await kMeans(points, seeded(20, { tolerance: 0, iterations: 25, start: spread.centroids }));
    expect(iterations.at(-1)!.objective).toBeLessThan(1.03 * all.iterations.at(-1)!.objective);
  });
});

describe('kMeans by mini-batches', () => {
  const byBatches = (clusterCount: number, options: Partial<KMeansOptions> = {}) =>
    seeded(clusterCount, { algorithm: 'mini-batch', ...options });

  it('finds separate groups', async () => {
    expectCorners((await kMeans(groupsOnALine(), byBatches(4, { batchSize: 50 }))).centroids);
  });

  it('comes close to what Lloyd reaches', async () => {
    const points = featureLike(4000, 16, 1, 50);
    const lloyd = (await kMeans(points, seeded(50))).centroids;
    const batches = (await kMeans(points, byBatches(50, { batchSize: 512 }))).centroids;
    expect(meanDistance(points, batches)).toBeLessThan(1.1 * meanDistance(points, lloyd));
  });

  it('counts the points that it sees for the first time, or elsewhere, as moved', async () => {
    const { iterations } = await kMeans(groupsOnALine(), byBatches(4, { batchSize: 50, iterations: 60 }));
    expect(iterations).toHaveLength(60);
    expect(iterations[0]!.moved).toBeGreaterThan(40);
    expect(iterations.slice(-10).reduce((sum, { moved }) => sum + moved, 0)).toBeLessThan(5);
  });

  it('starts clusters again that no point comes to', async () => {
    const far = asMatrix(Float32Array.of(1e6, 1e6, 0, 30), 1);
    const { centroids, iterations } = await kMeans(groupsOnALine(), byBatches(4, { start: far, batchSize: 50 }));
    expect(iterations.reduce((sum, { repaired }) => sum + repaired, 0)).toBe(2);
    expect(Math.max(...centroids.data)).toBeLessThan(31);
  });
});

describe('kMeans', () => {
  it.each(['lloyd', 'mini-batch'] as const)(
    'stops when asked to, and gives its memory back (%s)',
    async (algorithm) => {
      const abort = { aborted: false };
      const seen: KMeansIteration[] = [];
      const run = kMeans(
        normalVectors(100, 2, 1),
        seeded(5, {
          algorithm,
          abort,
          onIteration: (statistics) => {
            seen.push(statistics);
            abort.aborted = true;
          },
        }),
      );
      await expect(run).rejects.toThrow(expect.objectContaining({ name: 'CoreError', code: 'aborted' }));
      expect(seen).toHaveLength(1);
    },
  );

  it('names what it expected: points, numbers, a count, a start of the right shape', async () => {
    const points = normalVectors(3, 2, 1);
    const start = pickRows(points, [0]);
    await expect(kMeans(points, seeded(4))).rejects.toThrow('expected at least 4 points, received 3');
    await expect(kMeans(points, seeded(0))).rejects.toThrow('clusterCount: expected a whole number from 1');
    await expect(kMeans(points, seeded(2, { start }))).rejects.toThrow('expected 2 x 2 components, received 1 x 2');
    points.data[3] = NaN;
    await expect(kMeans(points, seeded(2))).rejects.toThrow(
      expect.objectContaining({ code: 'not-finite', message: expect.stringContaining('component 3') as string }),
    );
  });
});
