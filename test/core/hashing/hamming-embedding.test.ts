// Hamming embedding: medians that halve each cell, and a search that compares signatures of the cells it looks into.
import { describe, expect, it } from 'vitest';
import { HammingEmbeddingSearcher } from '../../../core/hashing/hamming-embedding-searcher.ts';
import { trainHammingEmbedding } from '../../../core/hashing/hamming-embedding.ts';
import { hammingDistance } from '../../../core/hashing/hasher.ts';
import { IdSet } from '../../../core/index/id-set.ts';
import { createPlainKernels } from '../../../core/kernels/plain/plain-kernels.ts';
import { dot } from '../../../core/linalg/dot.ts';
import { row, zeroMatrix, type Matrix } from '../../../core/linalg/matrix.ts';
import { squaredDistance } from '../../../core/linalg/squared-distance.ts';
import { createOneLane } from '../../../core/parallel.ts';
import { Random } from '../../../core/random.ts';

const [D, bits, nlist] = [16, 12, 6];
const parallel = createOneLane(createPlainKernels());

function makeVectors(count: number, seed: number): Matrix {
  const random = new Random(seed);
  const vectors = zeroMatrix(count, D);
  for (let i = 0; i < vectors.data.length; i++) vectors.data[i] = random.normal() + 3 * (i % 3);
  return vectors;
}

const vectors = makeVectors(1200, 1);
const embedding = await trainHammingEmbedding(vectors, { nlist, bits, random: new Random(2), parallel });
const cellOf = (vector: Float32Array): number => {
  const distances = Array.from({ length: nlist }, (_, cell) =>
    squaredDistance(vector, 0, row(embedding.centroids, cell), 0, D),
  );
  return distances.indexOf(Math.min(...distances));
};
const searcher = new HammingEmbeddingSearcher(embedding);
for (let i = 0; i < vectors.rows; i++) searcher.add(i, row(vectors, i));

describe('Hamming embedding', () => {
  it('projects on directions at right angles', () => {
    const { data, columns } = embedding.planes;
    for (let a = 0; a < bits; a++) {
      for (let b = 0; b <= a; b++)
        expect(dot(data, a * columns, data, b * columns, columns)).toBeCloseTo(a === b ? 1 : 0, 5);
    }
  });

  it('sets each bit for half of the vectors of a cell', () => {
    const counts = new Map<number, { total: number; set: number[] }>();
    for (let i = 0; i < vectors.rows; i++) {
      const cell = cellOf(row(vectors, i));
      const own = counts.get(cell) ?? { total: 0, set: new Array<number>(bits).fill(0) };
      counts.set(cell, own);
      own.total++;
      const code = embedding.sign(embedding.project(row(vectors, i)), cell)[0]!;
      own.set.forEach((count, bit) => (own.set[bit] = count + ((code >>> bit) & 1)));
    }
    for (const { total, set } of counts.values()) {
      for (const count of set) expect(Math.abs(count - total / 2)).toBeLessThanOrEqual(1);
    }
  });

  it('answers from all cells as comparing every signature does', () => {
    const query = row(makeVectors(1, 9), 0);
    const projections = embedding.project(query);
    const expected = Array.from({ length: vectors.rows }, (_, id) => {
      const cell = cellOf(row(vectors, id));
      const code = embedding.sign(embedding.project(row(vectors, id)), cell);
      return { id, distance: hammingDistance(code, embedding.sign(projections, cell)) };
    }).sort((a, b) => a.distance - b.distance || a.id - b.id);
    const { ids, distances, probedCount } = searcher.search(query, { k: 30, nprobe: nlist });
    expect([...ids].map((id, i) => ({ id, distance: distances[i] }))).toEqual(expected.slice(0, 30));
    expect(probedCount).toBe(nlist);
  });

  it('finds a vector itself at distance 0, in its own cell', () => {
    const { ids, distances, probedCount } = searcher.search(row(vectors, 33), { k: 5 });
    expect(distances[0]).toBe(0);
    expect([...ids].some((id, i) => id === 33 || distances[i] === 0)).toBe(true);
    expect(probedCount).toBe(1);
  });

  it('goes on to further cells until k results are there, and lets only allowed ids answer', () => {
    expect(searcher.search(row(vectors, 0), { k: 900 }).ids).toHaveLength(900);
    const allowed = new IdSet();
    allowed.add(5);
    allowed.add(7);
    const { ids } = searcher.search(row(vectors, 0), { k: 2, allowed, nprobe: nlist });
    expect([...ids].sort()).toEqual([5, 7]);
  });

  it('refuses more bits than components, and an id twice', async () => {
    await expect(
      trainHammingEmbedding(vectors, { nlist, bits: D + 1, random: new Random(1), parallel }),
    ).rejects.toMatchObject({ code: 'parameter' });
    expect(() => searcher.add(3, row(vectors, 3))).toThrow(expect.objectContaining({ code: 'id' }));
  });
});
