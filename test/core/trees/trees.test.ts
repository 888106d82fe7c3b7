// Tree search: exact when it may look at everything, better the more it may look at, and honest about what it costs.
import { describe, expect, it } from 'vitest';
import { IdSet } from '../../../core/index/id-set.ts';
import type { Searcher } from '../../../core/index/searcher.ts';
import { createPlainKernels } from '../../../core/kernels/plain/plain-kernels.ts';
import { asMatrix, row, zeroMatrix, type Matrix } from '../../../core/linalg/matrix.ts';
import { squaredDistance } from '../../../core/linalg/squared-distance.ts';
import { createOneLane } from '../../../core/parallel.ts';
import { Random } from '../../../core/random.ts';
import { BranchQueue } from '../../../core/trees/branch-queue.ts';
import { chooseTree } from '../../../core/trees/choose-tree.ts';
import { KMeansTree } from '../../../core/trees/k-means-tree.ts';
import { KdForest } from '../../../core/trees/kd-forest.ts';

const D = 12;
const parallel = createOneLane(createPlainKernels());

/** Points in clouds, as descriptors lie. */
function makePoints(count: number, random: Random): Matrix {
  const centres = Array.from({ length: 20 }, () => Float32Array.from({ length: D }, () => 4 * random.normal()));
  const points = zeroMatrix(count, D);
  for (let i = 0; i < count; i++) {
    const centre = centres[random.integer(20)]!;
    for (let j = 0; j < D; j++) points.data[i * D + j] = centre[j]! + random.normal();
  }
  return points;
}

const random = new Random(11);
const points = makePoints(4000, random);
const queries = makePoints(60, random);
const rank = (query: Float32Array): number[] =>
  Array.from({ length: points.rows }, (_, id) => ({ id, distance: squaredDistance(query, 0, points.data, id * D, D) }))
    .sort((a, b) => a.distance - b.distance || a.id - b.id)
    .map(({ id }) => id);
const truth = Array.from({ length: queries.rows }, (_, i) => rank(row(queries, i)));

function precisionAt(searcher: Searcher, candidates: number): number {
  const hits = truth.filter((ids, i) => searcher.search(row(queries, i), { k: 1, candidates }).ids[0] === ids[0]);
  return hits.length / truth.length;
}

const searchers = {
  'one k-d tree': new KdForest(points, { trees: 1, random }),
  'a k-d forest': new KdForest(points, { trees: 4, random }),
  'a k-means tree': await KMeansTree.grow(points, { branching: 8, random, parallel }),
};

describe.each(Object.entries(searchers))('%s', (_, searcher) => {
  it('finds all nearest neighbours in their order when it may compare with all points', () => {
    truth.slice(0, 10).forEach((ids, i) => {
      const result = searcher.search(row(queries, i), { k: 25, candidates: points.rows });
      expect([...result.ids]).toEqual(ids.slice(0, 25));
      expect([...result.distances]).toEqual([...result.distances].sort((a, b) => a - b));
    });
  });

  it('keeps to its budget, and finds more with a larger one', () => {
    const few = searcher.search(row(queries, 0), { k: 1, candidates: 20 });
    expect(few.visitedCount).toBeLessThanOrEqual(20);
    expect(precisionAt(searcher, 1000)).toBeGreaterThanOrEqual(precisionAt(searcher, 20));
    expect(precisionAt(searcher, 1000)).toBeGreaterThan(0.9);
  });

  it('finds a point itself first, and lets only allowed ones answer', () => {
    const allowed = new IdSet();
    for (let id = 1; id < points.rows; id += 2) allowed.add(id);
    expect(searcher.search(row(points, 17), { k: 1 }).ids[0]).toBe(17);
    const odd = searcher.search(row(points, 18), { k: 5, candidates: 500, allowed });
    expect([...odd.ids].every((id) => id % 2 === 1)).toBe(true);
    expect(odd.ids).toHaveLength(5);
  });

  it('never answers with a point twice, and says what its memory is', () => {
    const { ids } = searcher.search(row(queries, 3), { k: 200, candidates: 2000 });
    expect(new Set(ids).size).toBe(ids.length);
    expect(searcher.memoryBytes).toBeGreaterThan(points.data.byteLength);
  });
});

describe('several k-d trees', () => {
  it('find more than one with the same budget', () => {
    expect(precisionAt(searchers['a k-d forest'], 60)).toBeGreaterThanOrEqual(
      precisionAt(searchers['one k-d tree'], 60),
    );
  });

  it('hold points that are all alike, and refuse none at all', () => {
    const alike = new KdForest(asMatrix(new Float32Array(50 * D).fill(1), D), { random });
    expect(alike.search(new Float32Array(D), { k: 3 }).ids).toHaveLength(3);
    expect(() => new KdForest(zeroMatrix(0, D), { random })).toThrow(
      expect.objectContaining({ code: 'too-few-points' }),
    );
  });
});

describe('choosing a tree', () => {
  it('gives the cheapest first that reaches the precision, as measured', async () => {
    const choices = await chooseTree(points, queries, {
      ...{ precision: 0.9, random: new Random(2), parallel, forests: [1, 4], branchings: [8, 16] },
    });
    expect(choices).toHaveLength(4);
    const [best] = choices;
    expect(best!.precision).toBeGreaterThanOrEqual(0.9);
    expect(precisionAt(best!.searcher, best!.checks)).toBe(best!.precision);
    const reaching = choices.filter(({ precision }) => precision >= 0.9);
    reaching.forEach(({ distanceCount }) => expect(distanceCount).toBeGreaterThanOrEqual(best!.distanceCount));
  });
});

describe('the queue of branches', () => {
  it('gives them by their bounds', () => {
    const queue = new BranchQueue<number>();
    const bounds = Array.from({ length: 200 }, () => random.integer(50));
    bounds.forEach((bound) => queue.push(bound, bound));
    const popped = bounds.map(() => queue.pop());
    expect(popped).toEqual([...bounds].sort((a, b) => a - b));
    expect([queue.pop(), queue.nextBound, queue.size]).toEqual([undefined, Infinity, 0]);
  });
});
