// Several hash tables of random hyperplanes: what shares a bucket is compared, all of it and nothing else.
import { describe, expect, it } from 'vitest';
import { HammingSearcher } from '../../../core/hashing/hamming-searcher.ts';
import { hammingDistance } from '../../../core/hashing/hasher.ts';
import { LshSearcher } from '../../../core/hashing/lsh-searcher.ts';
import { randomHyperplanes } from '../../../core/hashing/random-hyperplanes.ts';
import { IdSet } from '../../../core/index/id-set.ts';
import { row } from '../../../core/linalg/matrix.ts';
import { Random } from '../../../core/random.ts';
import { featureLike } from '../vectors.ts';

const [D, bits, tables] = [24, 8, 6];
const vectors = featureLike(900, D, 1);
const queries = featureLike(20, D, 2);
const hasher = randomHyperplanes(D, tables * bits, new Random(3));

function makeSearcher(tableCount = tables): LshSearcher {
  const searcher = new LshSearcher(D, { tables: tableCount, bits, random: new Random(3) });
  for (let id = 0; id < vectors.rows; id++) searcher.add(id, row(vectors, id));
  return searcher;
}

function keysOf(vector: Float32Array): number[] {
  const code = hasher.hash(vector);
  return Array.from({ length: tables }, (_, t) => (code[(t * bits) >>> 5]! >>> ((t * bits) & 31)) & 0xff);
}

describe('LSH by several tables', () => {
  const searcher = makeSearcher();

  it.each([1, 2])('compares what has a key within %i less one bit in some table, and nothing else', (nprobe) => {
    for (let i = 0; i < queries.rows; i++) {
      const query = row(queries, i);
      const keys = keysOf(query);
      const near = Array.from({ length: vectors.rows }, (_, id) => id).filter((id) =>
        keysOf(row(vectors, id)).some(
          (key, t) => hammingDistance(Uint32Array.of(key), Uint32Array.of(keys[t]!)) < nprobe,
        ),
      );
      const { ids, visitedCount } = searcher.search(query, { k: vectors.rows, nprobe });
      expect([...ids].sort((a, b) => a - b)).toEqual(near);
      expect(visitedCount).toBe(near.length);
    }
  });

  it('ranks as a scan of the long codes does where all buckets are looked into', () => {
    const scan = new HammingSearcher(hasher);
    for (let id = 0; id < vectors.rows; id++) scan.add(id, row(vectors, id));
    for (let i = 0; i < queries.rows; i++) {
      const { ids, distances } = searcher.search(row(queries, i), { k: 40, nprobe: bits + 1 });
      const expected = scan.search(row(queries, i), { k: 40 });
      expect([...ids]).toEqual([...expected.ids]);
      expect([...distances]).toEqual([...expected.distances]);
    }
  });

  it('compares more with more tables', () => {
    const visited = [1, 3, 6].map((count) => {
      const fewer = makeSearcher(count);
      let sum = 0;
      for (let i = 0; i < queries.rows; i++) sum += fewer.search(row(queries, i), { k: 1 }).visitedCount;
      return sum;
    });
    expect(visited[0]).toBeLessThan(visited[1]!);
    expect(visited[1]).toBeLessThan(visited[2]!);
  });

  it('lets only allowed ids answer, forgets those removed, and refuses keys above 32 bits', () => {
    const allowed = new IdSet();
    allowed.add(5);
    const all = { k: 5, nprobe: bits + 1 };
    expect([...searcher.search(row(vectors, 5), { ...all, allowed }).ids]).toEqual([5]);
    expect(searcher.remove(5)).toBe(true);
    expect([...searcher.search(row(vectors, 5), { ...all, allowed }).ids]).toEqual([]);
    searcher.add(5, row(vectors, 5));
    expect(() => new LshSearcher(D, { tables: 2, bits: 33, random: new Random(1) })).toThrow(
      expect.objectContaining({ code: 'parameter' }),
    );
  });
});
