import { describe, expect, it } from 'vitest';
import { groupIntoStars } from '../../../../main/engine/duplicates/copy-groups.ts';

const edges = (...pairs: [number, number][]) => pairs.map(([first, second]) => ({ first, second }));
const noRank = () => 0;

describe('groups of copies', () => {
  it('have the photo with the most copies in the middle', () => {
    expect(groupIntoStars(edges([1, 9], [2, 9], [3, 9], [1, 2]), noRank)).toEqual([{ centre: 9, others: [1, 2, 3] }]);
  });

  it('never join by a chain: what is only like a copy of the other is in another group, or in none', () => {
    const chain = edges([1, 2], [2, 3], [3, 4], [4, 5]);
    const stars = groupIntoStars(chain, noRank);
    const isEdge = (a: number, b: number) => Math.abs(a - b) === 1;
    for (const { centre, others } of stars) expect(others.every((other) => isEdge(centre, other))).toBe(true);
    expect(stars).toEqual([
      { centre: 2, others: [1, 3] },
      { centre: 4, others: [5] },
    ]);
  });

  it('have every photo once', () => {
    const all = Array.from({ length: 60 }, (_, i) => [i, (i * 7) % 60] as [number, number]).filter(([a, b]) => a !== b);
    const ids = groupIntoStars(edges(...all), noRank).flatMap(({ centre, others }) => [centre, ...others]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('put the greater of two alone in the middle', () => {
    expect(groupIntoStars(edges([1, 2]), (id) => id)).toEqual([{ centre: 2, others: [1] }]);
  });
});
