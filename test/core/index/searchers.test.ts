// What every searcher must do, run on all of them.
import { describe, expect, it } from 'vitest';
import {
  ByteRows,
  ExactSearcher,
  FastScanFile,
  FastScanSearcher,
  FloatRows,
  IdSet,
  InvertedFile,
  IvfadcSearcher,
  TwoLevelRanking,
  createOneLane,
  row,
  zeroMatrix,
} from '../../../core/index.ts';
import type { Kernels, SearchOptions, Searcher } from '../../../core/index.ts';
import { everyKernels } from '../kernels/placed.ts';
import { featureLike } from '../vectors.ts';
import { DIMENSION, fastScanGeneration, smallGeneration } from './generations.ts';

interface Filled {
  readonly searcher: Searcher;
  add(id: number, feature: Float32Array): void;
  remove(id: number): boolean;
}

const generation = await smallGeneration();
const fourBits = await fastScanGeneration();
const features = featureLike(500, DIMENSION, 2);
const queries = featureLike(20, DIMENSION, 3);

function exact(rows: FloatRows | ByteRows): Filled {
  const searcher = new ExactSearcher(rows);
  return { searcher, add: (id, f) => searcher.add(id, f), remove: (id) => searcher.remove(id) };
}

function ivfadc(file: InvertedFile, ranking?: TwoLevelRanking): Filled {
  return {
    searcher: new IvfadcSearcher(file, { ranking }),
    add: (id, feature) => file.add(id, generation.encode(feature)),
    remove: (id) => file.remove(id),
  };
}

/** Of as many candidates as there are: with fewer, a longer answer may begin differently. */
class FastScanOfAll extends FastScanSearcher {
  override search(query: Float32Array, options: SearchOptions) {
    return super.search(query, { candidates: 500, ...options });
  }
}

function fastScan(kernels: Kernels): Filled {
  const searcher = new FastScanOfAll(new FastScanFile(fourBits, kernels));
  return { searcher, add: (id, f) => searcher.add(id, f), remove: (id) => searcher.remove(id) };
}

type Maker = () => Filled | Promise<Filled>;

const makers = everyKernels.flatMap((kernels): [string, Maker][] => [
  [`exact on floats, ${kernels.name}`, () => exact(new FloatRows(DIMENSION, kernels))],
  [`exact on bytes, ${kernels.name}`, () => exact(new ByteRows(DIMENSION, kernels))],
  [`IVFADC, ${kernels.name}`, () => ivfadc(new InvertedFile(generation, kernels))],
  [
    `IVFADC with two levels of cells, ${kernels.name}`,
    async () => {
      const file = new InvertedFile(generation, kernels);
      const parallel = createOneLane(kernels);
      return ivfadc(file, await TwoLevelRanking.create(file.placed, { parallel, share: 0.2 }));
    },
  ],
  [`fast scan, ${kernels.name}`, () => fastScan(kernels)],
]);

describe.each(makers)('%s', async (_, make) => {
  const fill = async (): Promise<Filled> => {
    const filled = await make();
    for (let id = 0; id < 500; id++) filled.add(id, row(features, id));
    return filled;
  };
  const { searcher } = await fill();

  it('answers nearest first, with different ids', () => {
    for (let i = 0; i < 20; i++) {
      const { ids, distances } = searcher.search(row(queries, i), { k: 50 });
      expect(new Set(ids).size).toBe(50);
      expect([...distances]).toEqual([...distances].sort((a, b) => a - b));
      expect(distances[0]).toBeGreaterThanOrEqual(0);
    }
  });

  it('begins the longer answer with the shorter one', () => {
    const long = searcher.search(row(queries, 0), { k: 50 });
    const short = searcher.search(row(queries, 0), { k: 5 });
    expect(short.ids).toEqual(long.ids.slice(0, 5));
    expect(short.distances).toEqual(long.distances.slice(0, 5));
  });

  it('answers with everything when k is larger than what it holds', () => {
    expect([...searcher.search(row(queries, 0), { k: 1e9 }).ids].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 500 }, (_, id) => id),
    );
  });

  it('answers with nothing when empty, and with the one it holds', async () => {
    const filled = await make();
    expect(filled.searcher.search(row(queries, 0), { k: 5 })).toMatchObject({ visitedCount: 0 });
    expect(filled.searcher.search(row(queries, 0), { k: 5 }).ids).toHaveLength(0);
    filled.add(77, row(features, 0));
    expect([...filled.searcher.search(row(queries, 0), { k: 5 }).ids]).toEqual([77]);
    filled.remove(77);
    expect(filled.searcher.size).toBe(0);
    expect(filled.searcher.search(row(queries, 0), { k: 5 }).ids).toHaveLength(0);
  });

  it('puts duplicates at the same distance, by ascending id', async () => {
    const filled = await make();
    for (const id of [9, 3, 7, 1, 5]) filled.add(id, row(features, 0));
    const { ids, distances } = filled.searcher.search(row(queries, 0), { k: 3 });
    expect([...ids]).toEqual([1, 3, 5]);
    expect(new Set(distances).size).toBe(1);
  });

  it('answers as without a filter when the filter allows everything', () => {
    const allowed = new IdSet(Array.from({ length: 500 }, (_, id) => id));
    const plain = searcher.search(row(queries, 1), { k: 20 });
    expect(searcher.search(row(queries, 1), { k: 20, allowed })).toEqual(plain);
  });

  it('still finds k when few pass the filter, and no more than pass it', () => {
    const allowed = new IdSet([4, 123, 250, 377, 499, 10_000]);
    const all = [...searcher.search(row(queries, 2), { k: 500, nprobe: 12 }).ids].filter((id) => allowed.has(id));
    expect([...searcher.search(row(queries, 2), { k: 5, nprobe: 1, allowed }).ids]).toEqual(all);
    expect(searcher.search(row(queries, 2), { k: 6, nprobe: 1, allowed }).ids).toHaveLength(5);
    expect(searcher.search(row(queries, 2), { k: 6, allowed: new IdSet() }).ids).toHaveLength(0);
  });

  it('gives the same answers after removing and adding again', async () => {
    const filled = await fill();
    for (let id = 0; id < 500; id += 3) expect(filled.remove(id)).toBe(true);
    expect(filled.remove(0)).toBe(false);
    const without = filled.searcher.search(row(queries, 3), { k: 500 }).ids;
    expect(without.every((id) => id % 3 !== 0)).toBe(true);
    expect(without).toHaveLength(333);
    for (let id = 498; id >= 0; id -= 3) filled.add(id, row(features, id));
    for (let i = 0; i < 20; i++) {
      const before = searcher.search(row(queries, i), { k: 20 });
      expect(filled.searcher.search(row(queries, i), { k: 20 })).toEqual(before);
    }
  });

  it('names what it expected of a query', () => {
    const query = row(queries, 0);
    expect(() => searcher.search(new Float32Array(25), { k: 1 })).toThrow('query: expected 24 components, received 25');
    expect(() => searcher.search(new Float32Array(24).fill(NaN), { k: 1 })).toThrow('query, component 0');
    expect(() => searcher.search(query, { k: 0 })).toThrow('k: expected a whole number from 1');
    expect(() => searcher.search(query, { k: 1, nprobe: 0 })).toThrow('nprobe: expected a whole number from 1');
    expect(() => searcher.search(query, { k: 1, abort: { aborted: true } })).toThrow(
      expect.objectContaining({ code: 'aborted' }),
    );
  });

  it('refuses an id twice, and a feature of another length', async () => {
    const filled = await fill();
    expect(() => filled.add(3, row(features, 3))).toThrow(expect.objectContaining({ code: 'id' }));
    expect(() => filled.add(900, zeroMatrix(1, 3).data)).toThrow('feature: expected 24 components, received 3');
    expect(filled.searcher.size).toBe(500);
  });
});
