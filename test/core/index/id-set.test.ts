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
