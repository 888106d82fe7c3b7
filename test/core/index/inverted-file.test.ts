import { describe, expect, it } from 'vitest';
import { InvertedFile, Random, row } from '../../../core/index.ts';
import type { CellCode, ScanTerms } from '../../../core/index.ts';
import { featureLike } from '../vectors.ts';
import { DIMENSION, smallGeneration } from './generations.ts';

const generation = smallGeneration();
const features = featureLike(200, DIMENSION, 2);
const codes = Array.from({ length: 200 }, (_, i) => generation.encode(row(features, i)));

/** What the file holds, read cell by cell. */
function contents(file: InvertedFile): Map<number, CellCode & ScanTerms> {
  const found = new Map<number, CellCode & ScanTerms>();
  for (let cell = 0; cell < generation.nlist; cell++) {
    const list = file.list(cell);
    for (let place = 0; place < list.count; place++) {
      const code = list.codes.slice(place * generation.m, (place + 1) * generation.m);
      found.set(list.ids[place]!, { cell, code, factor: list.factors[place]!, addition: list.additions[place]! });
    }
  }
  return found;
}

describe('InvertedFile', () => {
  it('holds through any additions, updates and removals what a Map holds', () => {
    const file = new InvertedFile(generation);
    const expected = new Map<number, CellCode & ScanTerms>();
    const random = new Random(1);
    for (let step = 0; step < 3000; step++) {
      const id = random.integer(150) * 1_000_003;
      const code = codes[random.integer(200)]!;
      if (random.next() < 0.4) {
        expect(file.remove(id)).toBe(expected.delete(id));
      } else {
        file.update(id, code);
        const { factor, addition } = generation.scanTerms(code);
        expected.set(id, { ...code, factor: Math.fround(factor), addition: Math.fround(addition) });
      }
      expect(file.size).toBe(expected.size);
    }
    expect(contents(file)).toEqual(expected);
    expect(file.counts().reduce((sum, count) => sum + count, 0)).toBe(expected.size);
    for (const id of expected.keys()) expect(file.has(id)).toBe(true);
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
    const batches = Array.from({ length: generation.nlist }, (_, cell) => {
      const list = oneByOne.list(cell);
      return {
        cell,
        ids: list.ids.slice(0, list.count),
        codes: list.codes.slice(0, list.count * generation.m),
        factors: list.factors.slice(0, list.count),
        additions: list.additions.slice(0, list.count),
      };
    });
    for (const batch of batches) atOnce.append(batch);
    expect(contents(atOnce)).toEqual(contents(oneByOne));
    expect(atOnce.cellOf(3)).toBe(codes[3]!.cell);
    expect(atOnce.cellOf(200)).toBeUndefined();

    const batch = batches[codes[0]!.cell]!;
    expect(() => atOnce.append(batch)).toThrow(expect.objectContaining({ code: 'id' }));
    expect(() => atOnce.append({ ...batch, ids: new Uint32Array(1000) })).toThrow(
      expect.objectContaining({ code: 'shape' }),
    );
    expect(() => atOnce.append({ ...batch, cell: 12 })).toThrow('cell: expected a whole number from 0 to 11');
    expect(atOnce.size).toBe(200);
  });
});
