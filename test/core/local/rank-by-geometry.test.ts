import { describe, expect, it } from 'vitest';
import { rankByGeometry } from '../../../core/local/rank-by-geometry.ts';
import { Random } from '../../../core/random.ts';
import { pairsUnder, similarity } from './made-pairs.ts';

describe('an answer ranked again by geometry', () => {
  // Photo 1 matches by chance, photo 2 as a turned picture would, photo 3 too, in fewer places.
  const chance = pairsUnder(similarity, 0, 40, 0, 3);
  const alike = pairsUnder(similarity, 30, 10, 0, 4);
  const lessAlike = pairsUnder(similarity, 15, 10, 0, 5);
  const pairs = [...chance, ...alike, ...lessAlike];
  const matched = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({ first: from + i, second: from + i, distance: 0 }));
  const ranked = [
    { photo: 1, score: 9, matches: matched(0, 40) },
    { photo: 3, score: 8, matches: matched(80, 25) },
    { photo: 4, score: 7, matches: [] },
    { photo: 2, score: 6, matches: matched(40, 40) },
  ];
  // The map turns by this, so its places do.
  const turn = Math.atan2(similarity.yx, similarity.xx);
  const options = {
    random: new Random(1),
    asking: pairs.map(({ x, y }) => ({ x, y, scale: 2, angle: 1 })),
    placeOf: (id: number) => ({ x: pairs[id]!.toX, y: pairs[id]!.toY, scale: 2, angle: 1 + turn }),
  };

  it('has first what lies alike in most places, and leaves the rest in its order', () => {
    const again = rankByGeometry(ranked, { ...options, candidates: 10, tolerance: 1 });
    expect(again.map(({ photo }) => photo)).toEqual([2, 3, 1, 4]);
  });

  it('looks at no more candidates than it may', () => {
    const again = rankByGeometry(ranked, { ...options, candidates: 3, tolerance: 1 });
    expect(again.map(({ photo }) => photo)).toEqual([3, 1, 4, 2]);
  });
});
