import { describe, expect, it } from 'vitest';
import { Random, asMatrix, kMeans } from '../../../core/index.ts';
import type { KMeansIteration } from '../../../core/index.ts';
import { featureLike, normalVectors } from '../vectors.ts';

describe('kMeans', () => {
  it.each([1, 2, 3, 4, 5])('never raises the objective (seed %i)', (seed) => {
    const { iterations } = kMeans(featureLike(600, 24, seed), {
      clusterCount: 40,
      random: new Random(seed),
      tolerance: 0,
    });
    expect(iterations.length).toBeGreaterThan(2);
    for (let i = 1; i < iterations.length; i++) {
      expect(iterations[i]!.objective).toBeLessThanOrEqual(iterations[i - 1]!.objective * (1 + 1e-6));
    }
  });

  it('gives the same centroids for the same seed', () => {
    const points = normalVectors(300, 8, 1);
    const run = (seed: number) => kMeans(points, { clusterCount: 10, random: new Random(seed) }).centroids.data;
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });

  it('finds separate groups', () => {
    const random = new Random(1);
    const corners = [0, 10, 20, 30];
    const points = asMatrix(
      Float32Array.from({ length: 400 }, (_, i) => corners[i % 4]! + 0.1 * random.normal()),
      1,
    );
    const { centroids } = kMeans(points, { clusterCount: 4, random });
    const found = [...centroids.data].sort((a, b) => a - b);
    found.forEach((centroid, i) => expect(centroid).toBeCloseTo(corners[i]!, 1));
  });

  it('gives each point its own centroid when there are as many', () => {
    const points = normalVectors(12, 3, 1);
    const { iterations } = kMeans(points, { clusterCount: 12, random: new Random(1) });
    expect(iterations.at(-1)!.objective).toBe(0);
  });

  it('survives points that are all alike, and counts the repairs', () => {
    const points = asMatrix(new Float32Array(40).fill(3), 2);
    const { centroids, iterations } = kMeans(points, { clusterCount: 4, random: new Random(1) });
    expect([...centroids.data]).toEqual(new Array(8).fill(3));
    expect(iterations[0]!.repaired).toBe(3);
  });

  it('trains on a sample when there are more than 256 points a centroid', () => {
    const seen: KMeansIteration[] = [];
    const points = normalVectors(2000, 2, 1);
    const options = { clusterCount: 2, random: new Random(1), onIteration: (s: KMeansIteration) => seen.push(s) };
    kMeans(points, options);
    expect(seen[0]!.moved).toBe(512);
  });

  it('stops when asked to', () => {
    const abort = { aborted: false };
    const run = () =>
      kMeans(normalVectors(100, 2, 1), {
        clusterCount: 5,
        random: new Random(1),
        abort,
        onIteration: () => (abort.aborted = true),
      });
    expect(run).toThrow(expect.objectContaining({ name: 'CoreError', code: 'aborted' }));
  });

  it('names what it expected: points, numbers, a count', () => {
    const random = new Random(1);
    const points = normalVectors(3, 2, 1);
    expect(() => kMeans(points, { clusterCount: 4, random })).toThrow('expected at least 4 points, received 3');
    expect(() => kMeans(points, { clusterCount: 0, random })).toThrow('clusterCount: expected a whole number from 1');
    points.data[3] = NaN;
    expect(() => kMeans(points, { clusterCount: 2, random })).toThrow(
      expect.objectContaining({ code: 'not-finite', message: expect.stringContaining('component 3') as string }),
    );
  });
});
