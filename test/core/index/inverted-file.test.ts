import { describe, expect, it } from 'vitest';
import { InvertedFile, Random, row } from '../../../core/index.ts';
import type { CellCode } from '../../../core/index.ts';
import { floatsAt } from '../../../core/kernels/kernel-memory.ts';
import { createPlainKernels } from '../../../core/kernels/plain/plain-kernels.ts';
import { featureLike } from '../vectors.ts';
import { DIMENSION, smallGeneration } from './generations.ts';

const generation = await smallGeneration();
const features = featureLike(200, DIMENSION, 2);
const codes = Array.from({ length: 200 }, (_, i) => generation.encode(row(features, i)));

/** What the file holds, read cell by cell. */
function contents(file: InvertedFile): Map<number, CellCode & { term: number }> {
  const { m } = generation;
  const found = new Map<number, CellCode & { term: number }>();
  for (let cell = 0; cell < generation.nlist; cell++) {
    const { ids, codes } = file.read(cell);
    const list = file.list(cell);
    const terms = floatsAt(file.kernels.memory, list.terms, list.count);
    ids.forEach((id, place) => {
      found.set(id, { cell, code: codes.slice(place * m, (place + 1) * m), term: terms[place]! });
    });
  }
  return found;
}

describe('InvertedFile', () => {
  it('holds through any additions, updates, removals and looks what a Map holds', () => {
    const file = new InvertedFile(generation);
    const expected = new Map<number, CellCode>();
    const random = new Random(1);
    for (let step = 0; step < 3000; step++) {
      const id = random.integer(150) * 1_000_003;
      const code = codes[random.integer(200)]!;
      if (random.next() < 0.4) {
        expect(file.remove(id)).toBe(expected.delete(id));
      } else {
        file.update(id, code);
        expected.set(id, code);
      }
      if (random.next() < 0.2) file.list(random.integer(generation.nlist));
      expect(file.size).toBe(expected.size);
    }
    const found = contents(file);
    expect(found.size).toBe(expected.size);
    for (const [id, cellCode] of expected) {
      expect(found.get(id)).toMatchObject(cellCode);
      expect(found.get(id)!.term).toBeCloseTo(generation.scanTerm(cellCode), 4);
      expect(file.cellOf(id)).toBe(cellCode.cell);
    }
    expect(file.counts().reduce((sum, count) => sum + count, 0)).toBe(expected.size);
  });

  it('refuses an id twice, an id that is none, and codes of other generations', () => {
    const file = new InvertedFile(generation);
    const code = codes[0]!;
    file.add(7, code);
    expect(() => file.add(7, code)).toThrow(expect.objectContaining({ code: 'id' }));
    expect(() => file.add(-1, code)).toThrow('id: expected a whole number from 0 to 4294967295');
    expect(() => file.add(2 ** 32, code)).toThrow('id: expected');
    expect(() => file.add(8, { ...code, cell: 12 })).toThrow('cell: expected a whole number from 0 to 11');
    expect(() => file.add(8, { ...code, code: new Uint8Array(7) })).toThrow('code: expected 6 components, received 7');
    expect(() => file.add(8, { ...code, code: new Uint8Array(6).fill(200) })).toThrow(
      'an index below 32, received 200',
    );
    expect(file.size).toBe(1);
    expect(contents(file).size).toBe(1);
  });

  it('takes photos of a cell at once as it takes them one by one, and all of them or none', () => {
    const oneByOne = new InvertedFile(generation);
    codes.forEach((code, id) => oneByOne.add(id, code));
    const atOnce = new InvertedFile(generation);
    const batches = Array.from({ length: generation.nlist }, (_, cell) => oneByOne.read(cell));
    for (const batch of batches) atOnce.append(batch);
    expect(contents(atOnce)).toEqual(contents(oneByOne));
    expect(atOnce.cellOf(3)).toBe(codes[3]!.cell);
    expect(atOnce.cellOf(200)).toBeUndefined();

    const batch = batches[codes[0]!.cell]!;
    expect(() => atOnce.append(batch)).toThrow(expect.objectContaining({ code: 'id' }));
    const fresh = Uint32Array.from(batch.ids, (_, i) => 1000 + i);
    fresh[fresh.length - 1] = 1000;
    expect(() => atOnce.append({ ...batch, ids: fresh })).toThrow(expect.objectContaining({ code: 'id' }));
    expect(atOnce.has(1000)).toBe(false);
    expect(() => atOnce.append({ ...batch, ids: new Uint32Array(1000) })).toThrow(
      expect.objectContaining({ code: 'shape' }),
    );
    expect(() => atOnce.append({ ...batch, cell: 12 })).toThrow('cell: expected a whole number from 0 to 11');
    expect(atOnce.size).toBe(200);
    expect(contents(atOnce)).toEqual(contents(oneByOne));
  });

  it('gives its memory back', () => {
    const kernels = createPlainKernels();
    const file = new InvertedFile(generation, kernels);
    codes.forEach((code, id) => file.add(id, code));
    expect(kernels.memory.allocated).toBeGreaterThan(200 * (generation.m + 8));
    file.release();
    expect(kernels.memory.allocated).toBe(0);
  });
});
