import { describe, expect, it } from 'vitest';
import { LookedAt } from '../../../core/index/looked-at.ts';

describe('LookedAt', () => {
  it('leads from the number of a code back to its list and place, also after many lists and after a new beginning', () => {
    const lookedAt = new LookedAt<string>();
    for (const counts of [[40, 0, 1, 32, 33, 5000], Array.from({ length: 300 }, (_, i) => (i * 37) % 90)]) {
      lookedAt.clear();
      const firsts = counts.map((count, i) => lookedAt.add(`list ${i}`, count));
      for (const [i, count] of counts.entries()) {
        for (const place of [0, 31, 32, count - 1]) {
          if (place < 0 || place >= count) continue;
          const number = firsts[i]! + place;
          expect(lookedAt.lists[lookedAt.listOf(number)]).toBe(`list ${i}`);
          expect(lookedAt.placeIn(lookedAt.listOf(number), number)).toBe(place);
        }
      }
    }
  });
});
