import { describe, expect, it } from 'vitest';
import { codeBlocksBytes, readBlockCode, writeBlockCode } from '../../../core/kernels/code-blocks.ts';
import { HEAP_HEADER_BYTES, emptyHeap, heapCount, heapThreshold, takeSorted } from '../../../core/kernels/heap.ts';
import { bytesAt, floatsAt, wordsAt } from '../../../core/kernels/kernel-memory.ts';
import { byteTableBytes } from '../../../core/kernels/kernels.ts';
import { bitmap, everyKernels, normalFloats, place, placeFloats, placeHeap, randomBytes } from './placed.ts';

const plain = everyKernels[0]!;

/** What a heap must hold: the k nearest, equal distances by id. */
function nearest(distances: ArrayLike<number>, ids: ArrayLike<number>, k: number, allowed = (_: number) => true) {
  const all = Array.from(ids, (id, i) => ({ id, distance: Math.max(0, distances[i]!) }));
  const kept = all.filter(({ id }) => allowed(id)).sort((a, b) => a.distance - b.distance || a.id - b.id);
  return kept.slice(0, k);
}

describe.each(everyKernels)('scans: $name', (kernels) => {
  const { memory } = kernels;

  it.each([1, 10, 100, 2000])('offer keeps the %i nearest, equal distances by id, whatever the order', (k) => {
    const distances = randomBytes(777, 50, 1);
    const floats = Float32Array.from(distances, (distance) => distance - 3);
    const ids = Uint32Array.from(floats, (_, i) => (i * 389) % 777);
    const heap = placeHeap(memory, k);
    kernels.offer(place(memory, floats), place(memory, ids), 400, 0, heap);
    kernels.offer(place(memory, floats.subarray(400)), place(memory, ids.subarray(400)), 377, 0, heap);
    const expected = nearest(floats, ids, k);
    if (k < 777) expect(heapThreshold(memory, heap)).toBeGreaterThanOrEqual(expected.at(-1)!.distance);
    expect(heapCount(memory, heap)).toBe(Math.min(k, 777));
    const found = takeSorted(kernels, heap);
    expect([...found.ids]).toEqual(expected.map(({ id }) => id));
    expect([...found.distances]).toEqual(expected.map(({ distance }) => distance));
  });

  it.each([1, 7, 300])('settleHeap leaves the %i nearest of many, and the exact threshold; more may follow', (k) => {
    const distances = normalFloats(20_000, 5).map(Math.abs);
    const ids = Uint32Array.from(distances, (_, i) => i);
    const heap = placeHeap(memory, k);
    const at = [0, 10_000].map((from) => place(memory, distances.subarray(from, from + 10_000)));
    const idsAt = [0, 10_000].map((from) => place(memory, ids.subarray(from, from + 10_000)));
    for (const half of [0, 1]) {
      kernels.offer(at[half]!, idsAt[half]!, 10_000, 0, heap);
      kernels.settleHeap(heap);
      const count = 10_000 * (half + 1);
      const expected = nearest(distances.subarray(0, count), ids.subarray(0, count), k);
      const kept = wordsAt(memory, heap + HEAP_HEADER_BYTES, 2 * k).filter((_, i) => i % 2 === 0);
      expect([...kept].sort((a, b) => a - b)).toEqual(expected.map(({ id }) => id).sort((a, b) => a - b));
      expect(heapThreshold(memory, heap)).toBe(expected.at(-1)!.distance);
    }
  });

  it('offer obeys the filter and the limit, and takes positions for ids where there are none', () => {
    const distances = normalFloats(500, 3).map(Math.abs);
    const heap = placeHeap(memory, 40, 0.5);
    const allowed = place(
      memory,
      bitmap(500, (id) => id % 3 === 0),
    );
    kernels.offer(place(memory, distances), 0, 500, allowed, heap);
    const positions = Uint32Array.from(distances, (_, i) => i);
    const expected = nearest(distances, positions, 40, (id) => id % 3 === 0 && distances[id]! <= 0.5);
    expect([...takeSorted(kernels, heap).ids]).toEqual(expected.map(({ id }) => id));
    emptyHeap(memory, heap, 40);
    expect(heapThreshold(memory, heap)).toBe(Infinity);
  });

  it.each([
    { m: 1, ksub: 256 },
    { m: 7, ksub: 16 },
    { m: 8, ksub: 256 },
    { m: 16, ksub: 256 },
    { m: 24, ksub: 100 },
    { m: 32, ksub: 256 },
    { m: 64, ksub: 16 },
    { m: 128, ksub: 256 },
    { m: 256, ksub: 256 },
  ])('scanCodes keeps the nearest of the sums written out (m = $m, ksub = $ksub)', ({ m, ksub }) => {
    const count = 133;
    const codes = randomBytes(count * m, ksub, m);
    const table = normalFloats(m * ksub, 1);
    const additions = normalFloats(count, 2).map((value) => value + 10 + m);
    const factors = normalFloats(count, 3);
    const ids = Uint32Array.from({ length: count }, (_, i) => (i * 71) % 133);
    const at = [codes, ids, table, additions, factors].map((values) => place(memory, values));
    for (const [withAdditions, withFactors, filtered] of [
      [true, true, true],
      [false, true, false],
      [true, false, false],
      [false, false, true],
    ]) {
      const distances = Float32Array.from(ids, (_, i) => {
        let sum = 2.5;
        for (let j = 0; j < m; j++) sum += table[j * ksub + codes[i * m + j]!]!;
        return 7 + (withAdditions ? additions[i]! : 0) + (withFactors ? factors[i]! : 1) * sum;
      });
      const isAllowed = (id: number): boolean => !filtered || id % 5 !== 0;
      const allowed = filtered ? place(memory, bitmap(count, isAllowed)) : 0;
      const heap = placeHeap(memory, 20);
      const [a, f] = [withAdditions ? at[3]! : 0, withFactors ? at[4]! : 0];
      kernels.scanCodes(at[0]!, at[1]!, count, m, at[2]!, ksub, a, f, 2.5, 7, allowed, heap);
      const found = takeSorted(kernels, heap);
      const expected = nearest(distances, ids, 20, isAllowed);
      const scale = 10 + m;
      expect(found.ids).toHaveLength(20);
      for (let i = 0; i < 20; i++) {
        expect(Math.abs(found.distances[i]! - expected[i]!.distance)).toBeLessThanOrEqual(1e-5 * scale);
        const distance = Math.max(0, distances[ids.indexOf(found.ids[i]!)]!);
        expect(Math.abs(found.distances[i]! - distance)).toBeLessThanOrEqual(1e-5 * scale);
      }
    }
  });

  it.each([
    { count: 1, M: 1 },
    { count: 31, M: 5 },
    { count: 33, M: 8 },
    { count: 500, M: 16 },
    { count: 777, M: 32 },
    { count: 100, M: 66 },
  ])('scanBlocks keeps the nearest by the table of bytes, the same as the twin ($count, $M)', ({ count, M }) => {
    const codes = randomBytes(count * M, 16, 1);
    const table = normalFloats(16 * M, 2);
    const terms = normalFloats(16 * M, 3);
    const isAllowed = (id: number): boolean => id % 7 !== 0;
    const results = [kernels, plain].map((each) => {
      const byteTable = each.memory.allocate(byteTableBytes(M));
      each.quantiseTable(place(each.memory, terms), place(each.memory, table), -2, M, byteTable);
      const blocks = each.memory.allocate(codeBlocksBytes(count, M));
      const bytes = bytesAt(each.memory, blocks, codeBlocksBytes(count, M));
      for (let i = 0; i < count; i++) writeBlockCode(bytes, M, i, codes.subarray(i * M, (i + 1) * M));
      const allowed = place(each.memory, bitmap(count, isAllowed));
      return [3, 40].map((k) => {
        const heap = placeHeap(each.memory, k);
        each.scanBlocks(blocks, 0, count, M, byteTable, 300, allowed, heap, 0);
        const tableBytes = bytesAt(each.memory, byteTable, 16 * M).slice();
        return { ...takeSorted(each, heap), tableBytes, scale: floatsAt(each.memory, byteTable, 4 * M + 1)[4 * M]! };
      });
    });
    expect(results[0]).toEqual(results[1]);
    const [, { ids, distances, scale }] = results[0] as [unknown, (typeof results)[0][1] & object];
    expect(ids.length).toBe(Math.min(40, count - Math.ceil(count / 7)));
    for (const [i, id] of ids.entries()) {
      let exact = 300;
      for (let j = 0; j < M; j++) {
        const entry = 16 * j + codes[id * M + j]!;
        exact += terms[entry]! - 2 * table[entry]!;
      }
      expect(Math.abs(distances[i]! - exact)).toBeLessThanOrEqual(scale * (M / 2) * 1.01 + 1e-3);
    }
  });

  it('scanBlocks ranks equal entries by their numbers, also where the table is flat', () => {
    const M = 4;
    const [byteTable, flat] = [memory.allocate(byteTableBytes(M)), place(memory, new Float32Array(16 * M).fill(0.25))];
    kernels.quantiseTable(0, flat, 1, M, byteTable);
    const heap = placeHeap(memory, 5);
    kernels.scanBlocks(memory.allocate(codeBlocksBytes(100, M)), 0, 100, M, byteTable, 1, 0, heap, 320);
    const { ids, distances } = takeSorted(kernels, heap);
    expect([...ids], 'numbered from the first on').toEqual([320, 321, 322, 323, 324]);
    expect([...distances]).toEqual([2, 2, 2, 2, 2]);
  });

  it.each([
    { m: 1, ksub: 16, dsub: 1 },
    { m: 3, ksub: 11, dsub: 3 },
    { m: 8, ksub: 256, dsub: 2 },
    { m: 4, ksub: 256, dsub: 8 },
    { m: 2, ksub: 16, dsub: 24 },
  ])('tables hold the distances and products of each part ($m, $ksub, $dsub)', ({ m, ksub, dsub }) => {
    const query = normalFloats(m * dsub, 1);
    const codebooks = normalFloats(m * ksub * dsub, 2);
    const [q, c] = [place(memory, query), place(memory, codebooks)];
    const [distances, products] = [placeFloats(memory, m * ksub + 1), placeFloats(memory, m * ksub + 1)];
    kernels.distanceTable(q, c, m, ksub, dsub, distances);
    kernels.productTable(q, c, m, ksub, dsub, products);
    for (let entry = 0; entry < m * ksub; entry++) {
      let [distance, product] = [0, 0];
      for (let i = 0; i < dsub; i++) {
        const [a, b] = [query[Math.floor(entry / ksub) * dsub + i]!, codebooks[entry * dsub + i]!];
        distance += (a - b) ** 2;
        product += a * b;
      }
      expect(floatsAt(memory, distances, m * ksub)[entry]).toBeCloseTo(distance, 4);
      expect(floatsAt(memory, products, m * ksub)[entry]).toBeCloseTo(product, 4);
    }
    expect(floatsAt(memory, products, m * ksub + 1)[m * ksub], 'nothing is written beyond').toBe(-1);
    expect(floatsAt(memory, distances, m * ksub + 1)[m * ksub]).toBe(-1);
  });
});

describe('blocks of 4-bit codes', () => {
  it('give back every code written, also one written over', () => {
    const M = 5;
    const codes = randomBytes(70 * M, 16, 4);
    const blocks = new Uint8Array(codeBlocksBytes(70, M));
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 70; i++) writeBlockCode(blocks, M, i, codes.subarray(i * M, (i + 1) * M));
      for (let i = 0; i < 70; i++) {
        expect([...readBlockCode(blocks, M, i)]).toEqual([...codes.subarray(i * M, (i + 1) * M)]);
      }
      codes.reverse();
    }
  });
});
