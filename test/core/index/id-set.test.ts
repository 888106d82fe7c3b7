import { describe, expect, it } from 'vitest';
import { IdSet, Random } from '../../../core/index.ts';

describe('IdSet', () => {
  it('holds what a Set holds', () => {
    const random = new Random(1);
    const ids = Array.from({ length: 500 }, () => random.integer(5000));
    const set = new Set(ids);
    const idSet = new IdSet(ids);
    expect(idSet.size).toBe(set.size);
    for (let id = 0; id < 6000; id++) expect(idSet.has(id)).toBe(set.has(id));
    expect([...idSet]).toEqual([...set].sort((a, b) => a - b));
    expect([...new IdSet([64, 31])]).toEqual([31, 64]);
  });

  it('is united, intersected and subtracted as sets are', () => {
    const random = new Random(2);
    for (let turn = 0; turn < 50; turn++) {
      const some = (): Set<number> =>
        new Set(Array.from({ length: 300 }, () => random.integer(10 ** (2 + (turn % 3)))));
      const [a, b] = [some(), some()];
      const check = (expected: Set<number>, change: (ids: IdSet, other: IdSet) => void): void => {
        const ids = new IdSet(a);
        change(ids, new IdSet(b));
        expect(ids.size).toBe(expected.size);
        for (const id of [...a, ...b]) expect(ids.has(id)).toBe(expected.has(id));
      };
      check(new Set([...a, ...b]), (ids, other) => ids.unite(other));
      check(new Set([...a].filter((id) => b.has(id))), (ids, other) => ids.intersect(other));
      check(new Set([...a].filter((id) => !b.has(id))), (ids, other) => ids.subtract(other));
      check(new Set([...a].filter((id) => !b.has(id))), (ids) => {
        for (const id of b) ids.delete(id);
      });
    }
  });

  it('takes ids far apart, and refuses what is no id', () => {
    const idSet = new IdSet([0, 31, 32, 40_000_000]);
    expect([0, 1, 31, 32, 33, 40_000_000, 40_000_001].map((id) => idSet.has(id))).toEqual([
      true,
      false,
      true,
      true,
      false,
      true,
      false,
    ]);
    expect(() => idSet.add(-1)).toThrow('id: expected a whole number');
    expect(() => idSet.add(1.5)).toThrow('received 1.5');
  });
});
