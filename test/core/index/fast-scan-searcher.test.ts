import { describe, expect, it } from 'vitest';
import {
  BlockFile,
  ExactSearcher,
  FastScanFile,
  FastScanSearcher,
  FloatRows,
  Random,
  createOneLane,
  createPlainKernels,
  encodeFeatures,
  fromBytes,
  recallAt,
  row,
  squaredDistance,
  toBytes,
  trainGeneration,
} from '../../../core/index.ts';
import type { CellCode, Matrix } from '../../../core/index.ts';
import { everyKernels } from '../kernels/placed.ts';
import { featureLike, readSift5k, siftMissing } from '../vectors.ts';
import { DIMENSION, fastScanGeneration, smallGeneration } from './generations.ts';

const generation = await fastScanGeneration();
const features = featureLike(500, DIMENSION, 2);
const queries = featureLike(20, DIMENSION, 3);

/** What a feature is kept as. */
function kept(feature: Float32Array): Float32Array {
  const centre = row(generation.coarse, generation.encode(feature).cell);
  const difference = fromBytes(toBytes(feature.map((component, j) => component - centre[j]!)));
  return difference.map((component, j) => component + centre[j]!);
}

function filled(base: Matrix, g = generation, kernels = everyKernels.at(-1)!): FastScanSearcher {
  const searcher = new FastScanSearcher(new FastScanFile(g, kernels));
  for (let id = 0; id < base.rows; id++) searcher.add(id, row(base, id));
  return searcher;
}

describe('fast scan', () => {
  it('with every code a candidate answers by the distances to what the bytes stand for', () => {
    const searcher = filled(features);
    const exact = new ExactSearcher(new FloatRows(DIMENSION, searcher.file.kernels));
    for (let id = 0; id < 500; id++) exact.add(id, kept(row(features, id)));
    for (let i = 0; i < 20; i++) {
      const query = row(queries, i);
      const { distances, visitedCount } = searcher.search(query, { k: 30, nprobe: 12, candidates: 500 });
      expect(visitedCount).toBe(500);
      const expected = exact.search(query, { k: 30 }).distances;
      // The query in shorts is off by half a step of some 1e-4 a component.
      distances.forEach((distance, rank) => expect(distance).toBeCloseTo(expected[rank]!, 2));
    }
  });

  it('keeps the difference from the centroid more finely than bytes keep the feature', () => {
    const error = (decode: (feature: Float32Array) => Float32Array): number => {
      let sum = 0;
      for (let id = 0; id < 500; id++)
        sum += squaredDistance(row(features, id), 0, decode(row(features, id)), 0, DIMENSION);
      return sum;
    };
    expect(error(kept)).toBeLessThan(0.8 * error((feature) => fromBytes(toBytes(feature))));
  });

  it('gives the same answers with any kernels', () => {
    const searchers = everyKernels.map((kernels) => filled(features, generation, kernels));
    for (let i = 0; i < 20; i++) {
      const [plain, ...others] = searchers.map((s) => s.search(row(queries, i), { k: 10, nprobe: 3, candidates: 60 }));
      for (const other of others) expect(other.ids).toEqual(plain!.ids);
    }
  });

  it('chooses better than chance among its candidates, and better the more there are', () => {
    const searcher = filled(features);
    const found = [10, 30, 100].map((candidates) => {
      let sum = 0;
      for (let i = 0; i < 20; i++) {
        const all = new Set(searcher.search(row(queries, i), { k: 10, nprobe: 12, candidates: 500 }).ids);
        const some = searcher.search(row(queries, i), { k: 10, nprobe: 12, candidates });
        sum += recallAt([...some.ids], all, 10) / 20;
      }
      return sum;
    });
    expect(found[0]).toBeGreaterThan(0.3);
    expect(found[1]).toBeGreaterThanOrEqual(found[0]!);
    expect(found[2]).toBeGreaterThan(0.95);
  });

  it('takes photos in by the cell, all of them or none', async () => {
    const { cells, codes } = await encodeFeatures(generation, features, createOneLane(createPlainKernels()));
    const { m } = generation;
    const one = filled(features, generation, createPlainKernels());
    const together = new FastScanSearcher(new FastScanFile(generation));
    for (let cell = 0; cell < generation.nlist; cell++) {
      const ids = Uint32Array.from(cells, (_, id) => id).filter((id) => cells[id] === cell);
      const gathered = new Uint8Array(ids.length * m);
      ids.forEach((id, i) => gathered.set(codes.subarray(id * m, (id + 1) * m), i * m));
      together.append({ cell, ids, codes: gathered }, (i) => row(features, ids[i]!));
    }
    const wrong = [row(features, 0), new Float32Array(DIMENSION).fill(NaN)];
    const codeOfTwo = { cell: 1, ids: Uint32Array.of(900, 901), codes: codes.slice(0, 2 * m) };
    expect(() => together.append(codeOfTwo, (i) => wrong[i]!)).toThrow('feature, component 0');
    expect(together.size).toBe(500);
    for (let i = 0; i < 20; i++) {
      const options = { k: 20, nprobe: 4, candidates: 60 };
      expect(together.search(row(queries, i), options)).toEqual(one.search(row(queries, i), options));
    }
  });

  it('measures what was added by its code alone by what the code decodes to', () => {
    const searcher = new FastScanSearcher(new FastScanFile(generation));
    const decoded = new ExactSearcher(new FloatRows(DIMENSION));
    for (let id = 0; id < 100; id++) {
      const code = generation.encode(row(features, id));
      searcher.file.add(id, code);
      const centre = row(generation.coarse, code.cell);
      decoded.add(
        id,
        generation.quantiser.decode(code.code).map((component, j) => component + centre[j]!),
      );
    }
    const { distances } = searcher.search(row(queries, 0), { k: 100 });
    const expected = decoded.search(row(queries, 0), { k: 100 }).distances;
    distances.forEach((distance, rank) => expect(Math.abs(distance - expected[rank]!)).toBeLessThan(0.03));
  });

  it('wants codes of four bits a part', async () => {
    const eightBits = await smallGeneration();
    expect(() => new FastScanFile(eightBits)).toThrow('ksub: expected 16 for codes of four bits a part, received 32');
  });

  it('gives its memory back', () => {
    const kernels = createPlainKernels();
    const searcher = filled(features, generation, kernels);
    searcher.search(row(queries, 0), { k: 5 });
    searcher.release();
    searcher.file.release();
    expect(kernels.memory.allocated).toBe(0);
  });
});

describe('BlockFile', () => {
  it('holds through any additions and removals what a Map holds', async () => {
    const { cells, codes } = await encodeFeatures(generation, features, createOneLane(createPlainKernels()));
    const { m } = generation;
    const codeOf = (i: number): CellCode => ({ cell: cells[i]!, code: codes.slice(i * m, (i + 1) * m) });
    const file = new BlockFile(generation);
    const expected = new Map<number, CellCode>();
    const random = new Random(1);
    for (let step = 0; step < 3000; step++) {
      const id = random.integer(400);
      if (random.next() < 0.3) {
        expect(file.remove(id)).toBe(expected.delete(id));
      } else {
        const code = codeOf(random.integer(500));
        file.update(id, code);
        expected.set(id, code);
      }
    }
    const found = new Map<number, CellCode>();
    for (let cell = 0; cell < generation.nlist; cell++) {
      const { ids, codes } = file.read(cell);
      ids.forEach((id, i) => found.set(id, { cell, code: codes.slice(i * m, (i + 1) * m) }));
    }
    expect(found).toEqual(expected);
  });
});

describe.skipIf(siftMissing)(`on real SIFT vectors${siftMissing ? ` (skipped: ${siftMissing})` : ''}`, () => {
  it('fast scan and ranking again find nearly all of the true ten nearest', async () => {
    const { base, queries, truth } = readSift5k();
    const parallel = createOneLane(everyKernels.at(-1)!);
    const sift = await trainGeneration(base, { nlist: 32, m: 32, ksub: 16 }, { seed: 1, parallel });
    const searcher = filled(base, sift);
    let sum = 0;
    for (let i = 0; i < queries.rows; i++) {
      const { ids } = searcher.search(row(queries, i), { k: 10, nprobe: 16, candidates: 100 });
      sum += recallAt([...ids], new Set(truth[i]!.subarray(0, 10)), 10) / queries.rows;
    }
    expect(sum).toBeGreaterThan(0.95);
  });
});
