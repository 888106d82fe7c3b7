import { describe, expect, it } from 'vitest';
import { shareOut } from '../../../core/cluster/share-out.ts';
import { Random } from '../../../core/index.ts';

const sum = (values: Uint32Array): number => values.reduce((total, value) => total + value, 0);

describe('shareOut', () => {
  it('is exact where the proportion is', () => {
    expect([...shareOut(Uint32Array.of(10, 20, 30), 6)]).toEqual([1, 2, 3]);
    expect([...shareOut(Uint32Array.of(5, 5), 10)]).toEqual([5, 5]);
  });

  it('gives one to whatever is not empty, and nothing to what is', () => {
    expect([...shareOut(Uint32Array.of(1, 0, 1000, 1), 3)]).toEqual([1, 0, 1, 1]);
    expect([...shareOut(Uint32Array.of(0, 0, 7), 2)]).toEqual([0, 0, 2]);
  });

  it.each([1, 2, 3, 4, 5])('adds up, and gives none more than it has or one off its proportion (seed %i)', (seed) => {
    const random = new Random(seed);
    const sizes = Uint32Array.from({ length: 200 }, () => random.integer(40) ** 2);
    const filled = sizes.filter((size) => size > 0);
    for (const total of [filled.length, filled.length + 1, 1000, 5000, sum(sizes)]) {
      const shares = shareOut(sizes, total);
      expect(sum(shares)).toBe(total);
      const each = (total - filled.length) / (sum(sizes) - filled.length);
      shares.forEach((share, i) => {
        expect(share).toBeLessThanOrEqual(sizes[i]!);
        if (sizes[i]! > 0) expect(Math.abs(share - 1 - each * (sizes[i]! - 1))).toBeLessThanOrEqual(1);
      });
    }
  });
});
