// Hamming ranking and look-up: whatever finds the neighbours, they are those that counting every bit gives.
import { describe, expect, it } from 'vitest';
import { hammingDistance, packBits, wordsOf } from '../../../core/hashing/hasher.ts';
import { HammingSearcher } from '../../../core/hashing/hamming-searcher.ts';
import { HammingTables, masksOf } from '../../../core/hashing/hamming-tables.ts';
import { randomHyperplanes } from '../../../core/hashing/random-hyperplanes.ts';
import { IdSet } from '../../../core/index/id-set.ts';
import { emptyHeap, heapBytes, takeSorted } from '../../../core/kernels/heap.ts';
import { wordsAt } from '../../../core/kernels/kernel-memory.ts';
import { Random } from '../../../core/random.ts';
import { everyKernels, place } from '../kernels/placed.ts';

/** Codes that crowd around a few centres, so that small distances and equal ones are there. */
function makeCodes(count: number, bits: number, random: Random): Uint32Array[] {
  const centres = Array.from({ length: 5 }, () => packBits(bits, () => random.next() < 0.5));
  return Array.from({ length: count }, () => {
    const centre = centres[random.integer(centres.length)]!;
    const noise = random.next() * 0.3;
    return packBits(bits, (i) => ((centre[i >>> 5]! >>> (i & 31)) & 1) === (random.next() < noise ? 0 : 1));
  });
}

/** By comparing all: nearest first, equal distances by id. */
function rank(codes: readonly Uint32Array[], query: Uint32Array): { id: number; distance: number }[] {
  return codes
    .map((code, id) => ({ id, distance: hammingDistance(code, query) }))
    .sort((a, b) => a.distance - b.distance || a.id - b.id);
}

describe('Hamming distances', () => {
  it.each([1, 31, 32, 33, 64, 96, 130, 256])(
    'are the number of bits that differ, in every form of kernel (%i bits)',
    (bits) => {
      const codes = makeCodes(13, bits, new Random(bits));
      const words = wordsOf(bits);
      for (const kernels of everyKernels) {
        const { memory } = kernels;
        const rows = place(memory, Uint32Array.from(codes.flatMap((code) => [...code])));
        const query = place(memory, codes[3]!);
        const heap = memory.allocate(heapBytes(codes.length));
        emptyHeap(memory, heap, codes.length);
        kernels.scanBits(query, rows, 0, codes.length, words, 0, heap);
        const { ids, distances } = takeSorted(kernels, heap);
        const expected = codes.map((code) => {
          let distance = 0;
          for (let i = 0; i < bits; i++) distance += ((code[i >>> 5]! ^ codes[3]![i >>> 5]!) >>> (i & 31)) & 1;
          return distance;
        });
        expect([...ids].sort((a, b) => a - b)).toEqual(codes.map((_, i) => i));
        expect([...distances]).toEqual(Array.from(ids, (id) => expected[id]));
      }
    },
  );

  it.each([32, 64, 128])(
    'keep the nearest of many, and only allowed ids, in every form of kernel (%i bits)',
    (bits) => {
      const codes = makeCodes(4001, bits, new Random(bits));
      const odd = new IdSet();
      for (let id = 1; id < 4096; id += 2) odd.add(id);
      for (const kernels of everyKernels) {
        const { memory } = kernels;
        const rows = place(memory, Uint32Array.from(codes.flatMap((code) => [...code])));
        const query = place(memory, codes[7]!);
        const [heap, allowed] = [memory.allocate(heapBytes(25)), memory.allocate(4 * 128)];
        odd.copyTo(wordsAt(memory, allowed, 128));
        for (const filter of [0, allowed]) {
          emptyHeap(memory, heap, 25);
          kernels.scanBits(query, rows, 0, codes.length, wordsOf(bits), filter, heap);
          const { ids, distances } = takeSorted(kernels, heap);
          const wanted = rank(codes, codes[7]!).filter(({ id }) => filter === 0 || odd.has(id));
          expect([...ids].map((id, i) => ({ id, distance: distances[i] }))).toEqual(wanted.slice(0, 25));
        }
      }
    },
  );
});

describe('Hamming ranking', () => {
  const hasher = randomHyperplanes(24, 64, new Random(1));
  const codes = makeCodes(3000, 64, new Random(2));
  const searcher = new HammingSearcher(hasher, { kernels: everyKernels.at(-1)! });
  codes.forEach((code, id) => searcher.addCode(id, code));

  it('gives the nearest first, equal distances by id', () => {
    for (const query of codes.slice(0, 20)) {
      const { ids, distances } = searcher.searchCode(query, { k: 50 });
      expect([...ids].map((id, i) => ({ id, distance: distances[i] }))).toEqual(rank(codes, query).slice(0, 50));
    }
  });

  it('lets only ids answer that are allowed, and forgets those that are removed', () => {
    const allowed = new IdSet();
    for (let id = 0; id < codes.length; id += 3) allowed.add(id);
    const expected = rank(codes, codes[5]!).filter(({ id }) => id % 3 === 0 && id !== 0);
    searcher.remove(0);
    const { ids } = searcher.searchCode(codes[5]!, { k: 40, allowed });
    expect([...ids]).toEqual(expected.slice(0, 40).map(({ id }) => id));
    searcher.addCode(0, codes[0]!);
  });

  it('refuses an id twice and a vector of another dimension', () => {
    expect(() => searcher.addCode(7, codes[7]!)).toThrow(expect.objectContaining({ code: 'id' }));
    expect(() => searcher.search(new Float32Array(3), { k: 1 })).toThrow(expect.objectContaining({ code: 'shape' }));
  });
});

describe.each([
  { bits: 24, tables: 1 },
  { bits: 32, tables: 2 },
  { bits: 64, tables: 4 },
  { bits: 64, tables: 5 },
  { bits: 128, tables: 8 },
])('Hamming look-up ($bits bits, $tables tables)', ({ bits, tables }) => {
  const random = new Random(bits + tables);
  const codes = makeCodes(800, bits, random);
  const lookUp = new HammingTables(bits, tables);
  codes.forEach((code, id) => lookUp.add(id, code));
  const queries = [...codes.slice(0, 5), ...makeCodes(5, bits, random)];

  it.each([0, 1, 2, 5, 9])('gives all codes within a radius of %i bits, as a scan does', (radius) => {
    for (const query of queries) {
      const { ids, distances } = lookUp.within(query, radius);
      const expected = rank(codes, query).filter(({ distance }) => distance <= radius);
      expect([...ids].map((id, i) => ({ id, distance: distances[i] }))).toEqual(expected);
    }
  });

  it.each([1, 10, 100, 2000])('gives the %i nearest, as a scan does', (k) => {
    for (const query of queries) {
      const { ids, distances } = lookUp.nearest(query, k);
      expect([...ids].map((id, i) => ({ id, distance: distances[i] }))).toEqual(rank(codes, query).slice(0, k));
    }
  });

  it('compares few codes where the radius is small', () => {
    expect(lookUp.within(queries[0]!, tables - 1).visitedCount).toBeLessThan(codes.length / 2);
  });

  it('forgets a removed code', () => {
    expect(lookUp.remove(3)).toBe(true);
    expect([...lookUp.within(codes[3]!, bits).ids]).not.toContain(3);
    expect(lookUp.remove(3)).toBe(false);
    lookUp.add(3, codes[3]!);
  });
});

describe('masks of bits', () => {
  it('are all of them, each once', () => {
    const masks = [...masksOf(7, 3)];
    expect(new Set(masks).size).toBe(35);
    expect(masks.every((mask) => mask < 128 && hammingDistance(Uint32Array.of(mask), Uint32Array.of(0)) === 3)).toBe(
      true,
    );
    expect([...masksOf(5, 0)]).toEqual([0]);
    expect([...masksOf(32, 32)]).toEqual([0xffff_ffff]);
  });
});
