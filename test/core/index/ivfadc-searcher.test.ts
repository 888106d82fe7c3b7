import { describe, expect, it } from 'vitest';
import {
  ByteRows,
  ExactSearcher,
  FloatRows,
  Generation,
  IdSet,
  InvertedFile,
  IvfadcSearcher,
  Permutation,
  ProductQuantiser,
  Random,
  recallAt,
  row,
  squaredDistance,
  trainGeneration,
  trainOptimisedQuantiser,
} from '../../../core/index.ts';
import { everyKernels } from '../kernels/placed.ts';
import { featureLike, normalVectors, readSift5k, siftMissing } from '../vectors.ts';
import { DIMENSION, anyLengthGeneration, filledSearcher, smallGeneration } from './generations.ts';

const generation = await smallGeneration();
const anyLength = await anyLengthGeneration();
const features = featureLike(500, DIMENSION, 2);
const queries = featureLike(20, DIMENSION, 3);
const searcher = filledSearcher(generation, features);

describe('IVFADC', () => {
  it.each([
    ['length one', generation],
    ['any length', anyLength],
  ])('with every cell probed ranks every code by the distance to what it decodes to (%s)', (_, generation) => {
    const decoded = Array.from({ length: 500 }, (_, id) => generation.decode(generation.encode(row(features, id))));
    const searcher = filledSearcher(generation, features);
    for (let i = 0; i < 20; i++) {
      const query = row(queries, i);
      const result = searcher.search(query, { k: 500, nprobe: 12 });
      expect(result.visitedCount).toBe(500);
      expect(result.probedCount).toBe(12);
      result.ids.forEach((id, place) => {
        const distance = squaredDistance(query, 0, decoded[id]!, 0, DIMENSION);
        expect(Math.abs(result.distances[place]! - distance)).toBeLessThan(1e-5);
      });
    }
  });

  it('with fewer cells probed ranks exactly the codes of the nearest cells', () => {
    const query = row(queries, 0);
    const cells = Array.from({ length: 12 }, (_, cell) => cell).sort(
      (a, b) =>
        squaredDistance(query, 0, row(generation.coarse, a), 0, DIMENSION) -
        squaredDistance(query, 0, row(generation.coarse, b), 0, DIMENSION),
    );
    const nearest = new Set(cells.slice(0, 4));
    const all = searcher.search(query, { k: 500, nprobe: 12 });
    const expected = [...all.ids].filter((id) => nearest.has(generation.encode(row(features, id)).cell));
    const result = searcher.search(query, { k: 5, nprobe: 4 });
    expect(result.visitedCount).toBe(expected.length);
    expect([...result.ids]).toEqual(expected.slice(0, 5));
  });

  it('goes on to further cells only until k are found', () => {
    const result = searcher.search(row(queries, 0), { k: 200, nprobe: 1 });
    expect(result.ids).toHaveLength(200);
    expect(result.probedCount).toBeGreaterThan(1);
    expect(result.probedCount).toBeLessThan(12);
  });

  it('goes on to no more cells than it may', () => {
    const result = searcher.search(row(queries, 0), { k: 500, nprobe: 2, mostProbes: 2 });
    expect(result.probedCount).toBe(2);
    expect(result.ids).toHaveLength(result.visitedCount);
    expect(() => searcher.search(row(queries, 0), { k: 1, mostProbes: 0 })).toThrow(/mostProbes/);
  });

  it('probes every cell of a small library unless told otherwise', () => {
    expect(searcher.search(row(queries, 0), { k: 1 }).probedCount).toBe(12);
  });

  it('ends at the deadline with what it found, and says so', () => {
    let looks = 0;
    const deadline = {
      get passed() {
        return ++looks === 3;
      },
    };
    const query = row(queries, 0);
    const result = searcher.search(query, { k: 5, nprobe: 12, deadline });
    expect(result).toMatchObject({ probedCount: 3, complete: false });
    expect(result.ids).toEqual(searcher.search(query, { k: 5, nprobe: 3 }).ids);
    expect(searcher.search(query, { k: 5, nprobe: 1, deadline: { passed: true } })).toMatchObject({
      probedCount: 1,
      complete: true,
    });
  });

  it('gives the same answers with any kernels', () => {
    const searchers = everyKernels.map((kernels) => filledSearcher(generation, features, kernels));
    for (let i = 0; i < 20; i++) {
      const [plain, ...others] = searchers.map((s) => s.search(row(queries, i), { k: 20, nprobe: 4 }));
      for (const other of others) {
        expect(other.ids).toEqual(plain!.ids);
        expect(other.visitedCount).toBe(plain!.visitedCount);
        other.distances.forEach((distance, place) => expect(distance).toBeCloseTo(plain!.distances[place]!, 5));
      }
    }
  });

  it('filters inside the scan as one would filter the whole ranking', () => {
    const allowed = new IdSet(Array.from({ length: 500 }, (_, id) => id).filter((id) => id % 7 < 2));
    for (let i = 0; i < 20; i++) {
      const all = searcher.search(row(queries, i), { k: 500, nprobe: 12 }).ids.filter((id) => allowed.has(id));
      expect(searcher.search(row(queries, i), { k: 25, nprobe: 12, allowed }).ids).toEqual(all.slice(0, 25));
    }
  });

  it('gives the same answers when it is filled again, cell by cell, from what was read out of it', () => {
    const reopened = new InvertedFile(generation);
    for (let cell = 0; cell < generation.nlist; cell++) reopened.append(searcher.invertedFile.read(cell));
    const again = new IvfadcSearcher(reopened);
    for (let i = 0; i < 20; i++) {
      const options = { k: 20, nprobe: 4 };
      expect(again.search(row(queries, i), options)).toEqual(searcher.search(row(queries, i), options));
    }
  });

  it('ranks by the distance to the decoded feature when a rotation stands before the quantiser', async () => {
    const random = new Random(3);
    const residuals = normalVectors(300, DIMENSION, 4);
    const quantiser = await trainOptimisedQuantiser(residuals, { m: 6, ksub: 16, random, rounds: 2 });
    const { coarse, training } = generation;
    for (const transform of [quantiser.transform, Permutation.random(DIMENSION, random)]) {
      const { codebooks } = quantiser;
      const turned = new Generation(coarse, new ProductQuantiser(DIMENSION, 6, 16, codebooks, transform), training);
      const result = filledSearcher(turned, features).search(row(queries, 0), { k: 500, nprobe: 12 });
      result.ids.forEach((id, place) => {
        const decoded = turned.decode(turned.encode(row(features, id)));
        const distance = squaredDistance(row(queries, 0), 0, decoded, 0, DIMENSION);
        expect(result.distances[place]).toBeCloseTo(distance, 5);
      });
    }
  });

  it('stops between cells when asked to', () => {
    let looks = 0;
    const abort = {
      get aborted() {
        return ++looks > 3;
      },
    };
    expect(() => searcher.search(row(queries, 0), { k: 1, nprobe: 12, abort })).toThrow(
      expect.objectContaining({ code: 'aborted' }),
    );
  });
});

describe('an index of one photo', () => {
  it('finds it in any generation', () => {
    const file = new InvertedFile(generation);
    file.add(0, generation.encode(row(features, 0)));
    expect([...new IvfadcSearcher(file).search(row(queries, 0), { k: 3, nprobe: 1 }).ids]).toEqual([0]);
  });
});

describe.skipIf(siftMissing)(`on real SIFT vectors${siftMissing ? ` (skipped: ${siftMissing})` : ''}`, () => {
  const { base, queries, truth } = siftMissing ? ({} as ReturnType<typeof readSift5k>) : readSift5k();
  const TOP = 10;

  /** Mean share of the true ten nearest among the first ten. */
  const overlap = (search: (query: Float32Array) => Uint32Array): number => {
    let sum = 0;
    for (let i = 0; i < queries.rows; i++) {
      sum += recallAt([...search(row(queries, i))], new Set(truth[i]!.subarray(0, TOP)), TOP);
    }
    return sum / queries.rows;
  };

  it('exact search finds the published neighbours, on floats wholly and on bytes all but', () => {
    const floats = new ExactSearcher(new FloatRows(128));
    const bytes = new ExactSearcher(new ByteRows(128));
    for (let id = 0; id < base.rows; id++) {
      floats.add(id, row(base, id));
      bytes.add(id, row(base, id));
    }
    expect(overlap((query) => floats.search(query, { k: TOP }).ids)).toBeGreaterThan(0.999);
    expect(overlap((query) => bytes.search(query, { k: TOP }).ids)).toBeGreaterThan(0.98);
  });

  it('IVFADC reaches the recall that its codes allow, and loses little to probing a quarter of the cells', async () => {
    const generation = await trainGeneration(base, { nlist: 32, m: 32, ksub: 256 }, { seed: 1 });
    const searcher = filledSearcher(generation, base);
    const all = overlap((query) => searcher.search(query, { k: TOP, nprobe: 32 }).ids);
    const quarter = overlap((query) => searcher.search(query, { k: TOP, nprobe: 8 }).ids);
    expect(all).toBeGreaterThan(0.8);
    expect(quarter).toBeGreaterThan(all - 0.03);
    expect(quarter).toBeLessThanOrEqual(all + 0.005);
  });
});
