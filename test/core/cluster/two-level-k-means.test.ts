import { describe, expect, it } from 'vitest';
import {
  Random,
  assignAll,
  asMatrix,
  createOneLane,
  kMeans,
  row,
  squaredDistance,
  twoLevelKMeans,
} from '../../../core/index.ts';
import type { Matrix, PartStatistics, TwoLevelKMeansOptions } from '../../../core/index.ts';
import { everyKernels } from '../kernels/placed.ts';
import { featureLike, normalVectors } from '../vectors.ts';

const parallel = createOneLane(everyKernels.at(-1)!);
const points = featureLike(12_000, 16, 1, 200);

const seeded = (clusterCount: number, options: Partial<TwoLevelKMeansOptions> = {}): TwoLevelKMeansOptions => ({
  clusterCount,
  random: new Random(1),
  parallel,
  ...options,
});

/** Mean squared distance to the nearest centroid, and how many centroids are the nearest of no point. */
async function measured(centroids: Matrix): Promise<{ error: number; emptyCount: number }> {
  const nearest = await assignAll(points, centroids, parallel);
  const error = nearest.reduce(
    (sum, k, i) => sum + squaredDistance(row(points, i), 0, row(centroids, k), 0, points.columns),
    0,
  );
  return { error: error / points.rows, emptyCount: centroids.rows - new Set(nearest).size };
}

describe('twoLevelKMeans', () => {
  it(
    'loses little against k-means over all centroids, and leaves none without a point',
    { timeout: 60_000 },
    async () => {
      const twoLevels = await twoLevelKMeans(points, seeded(1024));
      const flat = await kMeans(points, seeded(1024));
      expect(twoLevels.centroids).toMatchObject({ rows: 1024, columns: 16 });
      const { error, emptyCount } = await measured(twoLevels.centroids);
      expect(error).toBeLessThan(1.02 * (await measured(flat.centroids)).error);
      expect(emptyCount).toBe(0);
    },
  );

  it('counts every point and centroid once among its parts, and shares the centroids out by the points', async () => {
    const { parts } = await twoLevelKMeans(points, seeded(300));
    const total = (of: (part: PartStatistics) => number): number => parts.reduce((sum, part) => sum + of(part), 0);
    expect(parts).toHaveLength(17);
    expect(total(({ pointCount }) => pointCount)).toBe(points.rows);
    expect(total(({ clusterCount }) => clusterCount)).toBe(300);
    parts.forEach(({ clusterCount, pointCount }) => {
      expect(Math.abs(clusterCount - (300 * pointCount) / points.rows)).toBeLessThan(2);
    });
  });

  it('comes nearer with each refinement, over the borders of the parts', async () => {
    const { parts, refinements, centroids } = await twoLevelKMeans(points, seeded(300, { refinements: 4 }));
    const inParts = parts.reduce((sum, { pointCount, last }) => sum + pointCount * last.objective, 0) / points.rows;
    const objectives = refinements.map(({ objective }) => objective);
    expect(objectives).toHaveLength(4);
    [...objectives, (await measured(centroids)).error].forEach((objective, i) => {
      expect(objective).toBeLessThan(objectives[i - 1] ?? inParts);
    });
    refinements.forEach(({ imbalance }) => expect(imbalance).toBeGreaterThanOrEqual(1));
    const none = await twoLevelKMeans(points, seeded(300, { refinements: 0 }));
    expect((await measured(none.centroids)).error).toBeCloseTo(objectives[0]!, 3);
  });

  it('gives the same centroids for the same seed', async () => {
    const few = normalVectors(500, 8, 1);
    const run = async (seed: number) =>
      (await twoLevelKMeans(few, seeded(40, { random: new Random(seed) }))).centroids.data;
    expect(await run(1)).toEqual(await run(1));
    expect(await run(1)).not.toEqual(await run(2));
  });

  it('is k-means itself in one part, and takes as many parts as it is told', async () => {
    const few = normalVectors(500, 8, 1);
    const one = await twoLevelKMeans(few, seeded(20, { partCount: 1 }));
    expect(one.parts).toHaveLength(1);
    expect(one.parts[0]).toMatchObject({ pointCount: 500, clusterCount: 20 });
    expect((await twoLevelKMeans(few, seeded(20, { partCount: 20 }))).parts).toHaveLength(20);
  });

  it('gives each point its own centroid when there are as many', async () => {
    const few = normalVectors(60, 3, 1);
    const { centroids, refinements } = await twoLevelKMeans(few, seeded(60));
    expect(refinements.at(-1)!.objective).toBe(0);
    const sorted = (matrix: Matrix) => Array.from({ length: 60 }, (_, i) => [...row(matrix, i)].join()).sort();
    expect(sorted(centroids)).toEqual(sorted(few));
  });

  it('survives points that are all alike', async () => {
    const alike = asMatrix(new Float32Array(80).fill(3), 2);
    const { centroids } = await twoLevelKMeans(alike, seeded(9));
    expect([...centroids.data]).toEqual(new Array(18).fill(3));
  });

  it('trains on as many points a centroid as it is told', async () => {
    const { parts } = await twoLevelKMeans(points, seeded(100, { pointsPerCentroid: 20 }));
    expect(parts.reduce((sum, { pointCount }) => sum + pointCount, 0)).toBe(2000);
  });

  it('stops when asked to, and gives its memory back', async () => {
    const { memory } = parallel.kernels;
    const before = memory.allocated;
    const abort = { aborted: false };
    const told: number[] = [];
    const onProgress = (share: number): void => {
      told.push(share);
      abort.aborted = share > 0.5;
    };
    await expect(twoLevelKMeans(points, seeded(100, { abort, onProgress }))).rejects.toThrow(
      expect.objectContaining({ name: 'CoreError', code: 'aborted' }),
    );
    expect(told.at(-1)).toBeLessThan(0.7);
    expect(memory.allocated).toBe(before);
  });

  it('names what it expected: points, numbers, counts', async () => {
    const few = normalVectors(10, 2, 1);
    await expect(twoLevelKMeans(few, seeded(11))).rejects.toThrow('expected at least 11 points, received 10');
    await expect(twoLevelKMeans(few, seeded(0))).rejects.toThrow('clusterCount: expected a whole number from 1');
    await expect(twoLevelKMeans(few, seeded(4, { partCount: 5 }))).rejects.toThrow('partCount: expected');
    await expect(twoLevelKMeans(few, seeded(4, { refinements: -1 }))).rejects.toThrow('refinements: expected');
    few.data[3] = NaN;
    await expect(twoLevelKMeans(few, seeded(4))).rejects.toThrow(expect.objectContaining({ code: 'not-finite' }));
  });
});
