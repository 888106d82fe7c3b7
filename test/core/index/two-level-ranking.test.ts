import { describe, expect, it } from 'vitest';
import { FlatRanking, Generation, ProductQuantiser, TwoLevelRanking, createOneLane, row } from '../../../core/index.ts';
import type { CellRanking } from '../../../core/index.ts';
import { PlacedGeneration } from '../../../core/index/placed-generation.ts';
import { squaredNorm } from '../../../core/linalg/dot.ts';
import { floatsAt } from '../../../core/kernels/kernel-memory.ts';
import { everyKernels } from '../kernels/placed.ts';
import { featureLike } from '../vectors.ts';

const D = 16;
const NLIST = 1024;
const quantiser = new ProductQuantiser(D, 2, 1, new Float32Array(D));
const coarse = featureLike(NLIST, D, 1, 40);
const record = { seed: 1, trainedOn: NLIST, errorAtTraining: 0, unitLength: true };
const queries = featureLike(50, D, 2, 40);
const kernels = everyKernels.at(-1)!;
const placed = new PlacedGeneration(new Generation(coarse, quantiser, record), kernels);
const parallel = createOneLane(kernels);
const queryAt = kernels.memory.allocate(4 * D);

/** The first cells and products for a query. */
function ranked(ranking: CellRanking, query: Float32Array, wanted: number, count = wanted): [number, number][] {
  floatsAt(kernels.memory, queryAt, D).set(query.map((component) => -2 * component));
  ranking.start(queryAt, squaredNorm(query), wanted);
  return Array.from({ length: count }, () => {
    expect(ranking.next()).toBe(true);
    return [ranking.cell, ranking.product];
  });
}

describe('the ranking of cells', () => {
  const flat = new FlatRanking(placed);

  it('gives all cells once, the nearest first, however few were wanted', () => {
    for (const wanted of [1, 7, NLIST]) {
      const query = row(queries, 0);
      const cells = ranked(flat, query, wanted, NLIST);
      expect(flat.next()).toBe(false);
      expect(new Set(cells.map(([cell]) => cell)).size).toBe(NLIST);
      const distances = cells.map(([cell, product]) => squaredNorm(row(coarse, cell)) + product);
      distances.slice(1).forEach((distance, i) => expect(distance).toBeGreaterThanOrEqual(distances[i]! - 1e-5));
    }
  });

  it('is the same on two levels when every centroid may be measured', async () => {
    const twoLevels = await TwoLevelRanking.create(placed, { parallel, share: 1 });
    for (let i = 0; i < 10; i++) {
      const query = row(queries, i);
      expect(ranked(twoLevels, query, 20, NLIST)).toEqual(ranked(flat, query, 20, NLIST));
    }
    twoLevels.release();
  });

  it('finds on two levels nearly all of the nearest cells, and gives every cell once', async () => {
    const twoLevels = await TwoLevelRanking.create(placed, { parallel });
    let found = 0;
    for (let i = 0; i < 50; i++) {
      const nearest = new Set(ranked(flat, row(queries, i), 16).map(([cell]) => cell));
      found += ranked(twoLevels, row(queries, i), 16).filter(([cell]) => nearest.has(cell)).length;
    }
    expect(found / (50 * 16)).toBeGreaterThan(0.9);
    const cells = ranked(twoLevels, row(queries, 0), 3, NLIST).map(([cell]) => cell);
    expect(new Set(cells).size).toBe(NLIST);
    expect(twoLevels.next()).toBe(false);
    twoLevels.release();
  });

  it('gives its memory back', async () => {
    const before = kernels.memory.allocated;
    (await TwoLevelRanking.create(placed, { parallel })).release();
    new FlatRanking(placed).release();
    expect(kernels.memory.allocated).toBe(before);
  });

  it('refuses more groups than cells, and a share of none', async () => {
    await expect(TwoLevelRanking.create(placed, { parallel, groupCount: NLIST + 1 })).rejects.toThrow(
      expect.objectContaining({ code: 'too-few-points' }),
    );
    await expect(TwoLevelRanking.create(placed, { parallel, share: 0 })).rejects.toThrow('share: expected');
  });
});
