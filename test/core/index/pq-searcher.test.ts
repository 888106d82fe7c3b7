import { describe, expect, it } from 'vitest';
import {
  PqSearcher,
  Random,
  createOneLane,
  createPlainKernels,
  encodeAll,
  measureDistortions,
  recallAt,
  row,
  squaredDistance,
  trainProductQuantiser,
} from '../../../core/index.ts';
import { rowRange } from '../../../core/linalg/matrix.ts';
import type { Estimate, Matrix, Searcher } from '../../../core/index.ts';
import { normalVectors, readSift5k, siftMissing } from '../vectors.ts';

const kernels = createPlainKernels();
const parallel = createOneLane(kernels);
const points = normalVectors(3000, 16, 1);
const queries = normalVectors(500, 16, 2);
const quantiser = await trainProductQuantiser(points, { m: 4, ksub: 64, random: new Random(1), parallel });
const distortions = await measureDistortions(quantiser, points, parallel);

async function filled(
  base: Matrix,
  options: { quantiser: typeof quantiser; distortions?: Float32Array },
): Promise<PqSearcher> {
  const searcher = new PqSearcher(options.quantiser, { kernels, distortions: options.distortions });
  const ids = Uint32Array.from({ length: base.rows }, (_, id) => id);
  searcher.addCodes(ids, await encodeAll(options.quantiser, base, parallel));
  return searcher;
}

const searcher = await filled(points, { quantiser, distortions });
const fewer = await filled(rowRange(points, 0, 200), { quantiser, distortions });

/** Mean over queries and vectors (the first 200) of the estimate less the true squared distance. */
function bias(estimate: Estimate): number {
  const by = fewer.withEstimate(estimate);
  let sum = 0;
  for (let i = 0; i < queries.rows; i++) {
    const { ids, distances } = by.search(row(queries, i), { k: 200 });
    ids.forEach(
      (id, place) => (sum += distances[place]! - squaredDistance(row(queries, i), 0, row(points, id), 0, 16)),
    );
  }
  return sum / (queries.rows * 200);
}

describe('PqSearcher', () => {
  it('measures from the query to decoded codes, or between decoded codes', () => {
    const query = row(queries, 0);
    const decodedQuery = quantiser.decode(quantiser.encode(query));
    const asymmetric = searcher.search(query, { k: 50 });
    const symmetric = searcher.withEstimate({ estimator: 'symmetric' }).search(query, { k: 50 });
    for (let place = 0; place < 50; place++) {
      const decoded = (id: number) => quantiser.decode(quantiser.encode(row(points, id)));
      const fromQuery = squaredDistance(query, 0, decoded(asymmetric.ids[place]!), 0, 16);
      const fromCode = squaredDistance(decodedQuery, 0, decoded(symmetric.ids[place]!), 0, 16);
      expect(asymmetric.distances[place]).toBeCloseTo(fromQuery, 4);
      expect(symmetric.distances[place]).toBeCloseTo(fromCode, 4);
    }
  });

  it('adds to each code what is to be expected that it lost, when corrected', () => {
    const query = row(queries, 1);
    const plain = searcher.search(query, { k: 1000 });
    const corrected = searcher.withEstimate({ corrected: true }).search(query, { k: points.rows });
    const estimates = new Map([...corrected.ids].map((id, place) => [id, corrected.distances[place]!]));
    plain.ids.forEach((id, place) => {
      const code = quantiser.encode(row(points, id));
      const lost = code.reduce((sum, centroid, part) => sum + distortions[part * 64 + centroid]!, 0);
      expect(estimates.get(id)).toBeCloseTo(plain.distances[place]! + lost, 4);
    });
  });

  it('underestimates by what was lost, and not when corrected', () => {
    const lost = distortions.reduce((sum, distortion) => sum + distortion, 0) / 64;
    expect(bias({ estimator: 'asymmetric' })).toBeLessThan(-0.7 * lost);
    expect(bias({ estimator: 'symmetric' })).toBeLessThan(-1.4 * lost);
    expect(Math.abs(bias({ estimator: 'asymmetric', corrected: true }))).toBeLessThan(0.1 * lost);
    expect(Math.abs(bias({ estimator: 'symmetric', corrected: true }))).toBeLessThan(0.2 * lost);
  });

  it('takes all codes or none', () => {
    const few = new PqSearcher(quantiser, { kernels });
    few.add(7, row(points, 0));
    expect(() => few.addCodes([1, 7], new Uint8Array(8))).toThrow(expect.objectContaining({ code: 'id' }));
    expect(() => few.addCodes([1, 1], new Uint8Array(8))).toThrow(expect.objectContaining({ code: 'id' }));
    expect(() => few.addCodes([1, 2], new Uint8Array(7))).toThrow('codes: expected 8 components, received 7');
    expect(() => few.addCodes([1], Uint8Array.of(0, 0, 64, 0))).toThrow('codes, byte 2: expected an index below 64');
    expect(few.size).toBe(1);
    few.release();
  });

  it('names what the corrected estimators need', () => {
    const plain = new PqSearcher(quantiser, { kernels });
    expect(() => plain.withEstimate({ corrected: true })).toThrow('expected the distortions of the quantiser');
    expect(() => new PqSearcher(quantiser, { corrected: true })).toThrow('expected the distortions of the quantiser');
    expect(() => new PqSearcher(quantiser, { distortions: new Float32Array(3) })).toThrow('distortions: expected 256');
    plain.release();
  });

  it('gives all its kernel memory back', async () => {
    const before = kernels.memory.allocated;
    const another = await filled(points, { quantiser });
    another.search(row(queries, 0), { k: 10 });
    another.release();
    expect(kernels.memory.allocated).toBe(before);
  });
});

describe.skipIf(siftMissing)(`on real SIFT vectors${siftMissing ? ` (skipped: ${siftMissing})` : ''}`, () => {
  it('finds more by ADC than by SDC, and correcting does not help to rank', async () => {
    const { base, queries: sift, truth } = readSift5k();
    const trained = await trainProductQuantiser(base, { m: 8, ksub: 256, random: new Random(1), parallel });
    const codes = await filled(base, {
      quantiser: trained,
      distortions: await measureDistortions(trained, base, parallel),
    });
    const recall = (by: Searcher): number => {
      let sum = 0;
      for (let i = 0; i < sift.rows; i++) {
        const found = [...by.search(row(sift, i), { k: 10 }).ids];
        sum += recallAt(found, new Set(truth[i]!.subarray(0, 10)), 10);
      }
      return sum / sift.rows;
    };
    const asymmetric = recall(codes);
    expect(asymmetric).toBeGreaterThan(recall(codes.withEstimate({ estimator: 'symmetric' })) + 0.05);
    expect(asymmetric).toBeGreaterThan(recall(codes.withEstimate({ corrected: true })));
    expect(asymmetric).toBeGreaterThan(0.5);
  });
});
