import { describe, expect, it } from 'vitest';
import {
  CentroidGroups,
  asMatrix,
  assignAll,
  assignByGroups,
  createOneLane,
  row,
  squaredDistance,
} from '../../../core/index.ts';
import { everyKernels } from '../kernels/placed.ts';
import { featureLike, normalVectors } from '../vectors.ts';

describe.each(everyKernels.map((kernels) => [kernels.name, kernels] as const))('assignByGroups, %s', (_, kernels) => {
  const parallel = createOneLane(kernels);
  const centroids = featureLike(900, 16, 1, 60);
  const points = featureLike(3000, 16, 2, 60);

  it('finds the nearest centroid of all when it looks into every group', async () => {
    const groups = await CentroidGroups.create(centroids, { parallel });
    const { nearest } = await assignByGroups(points, groups, { parallel, looked: 1000 });
    expect(nearest).toEqual(await assignAll(points, centroids, parallel));
  });

  it('finds it for nearly every point in the nearest groups, and else one that is hardly farther', async () => {
    const groups = await CentroidGroups.create(centroids, { parallel });
    const nearest = await assignAll(points, centroids, parallel);
    const { nearest: found, distances } = await assignByGroups(points, groups, { parallel });
    expect(found.filter((k, i) => k === nearest[i]).length / points.rows).toBeGreaterThan(0.97);
    const distance = (ks: Int32Array): number =>
      ks.reduce((sum, k, i) => sum + squaredDistance(row(points, i), 0, row(centroids, k), 0, 16), 0);
    expect(distance(found)).toBeLessThan(1.01 * distance(nearest));
    expect(distances.reduce((sum, value) => sum + value, 0)).toBeCloseTo(distance(found), 2);
    const { nearest: inOne } = await assignByGroups(points, groups, { parallel, looked: 1 });
    expect(distance(inOne)).toBeGreaterThan(distance(found));
  });

  it('assigns to centroids that are all alike, where most groups stay empty', async () => {
    const alike = asMatrix(new Float32Array(200).fill(2), 2);
    const groups = await CentroidGroups.create(alike, { parallel });
    expect(groups.grouped.starts.at(-1)).toBe(100);
    const { nearest } = await assignByGroups(normalVectors(5, 2, 1), groups, { parallel });
    nearest.forEach((k) => expect(k).toBeLessThan(100));
  });

  it('stops when asked to, gives its memory back, and names what it expected', async () => {
    const before = kernels.memory.allocated;
    const groups = await CentroidGroups.create(centroids, { parallel });
    await expect(assignByGroups(points, groups, { parallel, abort: { aborted: true } })).rejects.toThrow(
      expect.objectContaining({ code: 'aborted' }),
    );
    await expect(assignByGroups(normalVectors(3, 9, 1), groups, { parallel })).rejects.toThrow(
      '16 columns, received 9',
    );
    await expect(assignByGroups(points, groups, { parallel, looked: 0 })).rejects.toThrow('looked: expected');
    await expect(CentroidGroups.create(centroids, { parallel, groupCount: 901 })).rejects.toThrow('901 points');
    const none = { ...points, data: new Float32Array(0), rows: 0 };
    expect((await assignByGroups(none, groups, { parallel })).nearest).toHaveLength(0);
    expect(kernels.memory.allocated).toBe(before);
  });
});
