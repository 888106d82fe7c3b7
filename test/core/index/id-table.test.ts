import { describe, expect, it } from 'vitest';
import { Random } from '../../../core/index.ts';
import { IdTable } from '../../../core/index/id-table.ts';

describe('IdTable', () => {
  it.each([
    ['two bytes a value', 65_534],
    ['four bytes a value', 2 ** 32 - 2],
  ])('holds what a Map holds, near ids and far ones (%s)', (_, largest) => {
    const table = new IdTable(largest);
    const expected = new Map<number, number>();
    const random = new Random(1);
    for (let step = 0; step < 5000; step++) {
      const id = random.next() < 0.5 ? random.integer(300) : random.integer(2 ** 32);
      if (random.next() < 0.3) {
        expect(table.delete(id)).toBe(expected.delete(id));
      } else {
        const value = random.integer(largest + 1);
        table.set(id, value);
        expected.set(id, value);
      }
    }
    expect(table.size).toBe(expected.size);
    for (const [id, value] of expected) expect(table.get(id)).toBe(value);
    for (let id = 0; id < 400; id++) expect(table.get(id)).toBe(expected.get(id));
  });

  it('holds the largest id and value, and says how far ids reach', () => {
    const table = new IdTable(2 ** 32 - 2);
    expect(table.largestId).toBe(-1);
    table.set(7, 0);
    table.set(2 ** 32 - 1, 2 ** 32 - 2);
    expect([table.get(7), table.get(2 ** 32 - 1), table.largestId]).toEqual([0, 2 ** 32 - 2, 2 ** 32 - 1]);
  });

  it('says what it takes in memory: 2 or 4 bytes an id in a row, and no more than half as much again in reserve', () => {
    for (const [largest, bytes] of [
      [100, 2],
      [100_000, 4],
    ] as const) {
      const table = new IdTable(largest);
      for (let id = 0; id < 10_000; id++) table.set(id, id % 100);
      expect(table.byteLength).toBeGreaterThanOrEqual(bytes * 10_000);
      expect(table.byteLength).toBeLessThan(1.6 * bytes * 10_000);
    }
  });
});
