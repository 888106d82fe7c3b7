import { describe, expect, it } from 'vitest';
import { Random } from '../../../core/index.ts';
import { TopK } from '../../../core/index/top-k.ts';

describe('TopK', () => {
  it.each([1, 2, 7, 100, 500])('keeps what sorting all by distance, then id, puts first (k = %i)', (k) => {
    const random = new Random(k);
    // Few different distances, so that ties abound.
    const offers = Array.from({ length: 300 }, (_, i) => ({ id: i, distance: random.integer(20) / 3 }));
    const order = Uint32Array.from(offers, (_, i) => i);
    random.shuffle(order);
    const top = new TopK(k);
    for (const i of order) top.offer(offers[i]!.distance, offers[i]!.id);
    const expected = offers.toSorted((a, b) => a.distance - b.distance || a.id - b.id).slice(0, k);
    const { ids, distances } = top.sorted();
    expect([...ids]).toEqual(expected.map(({ id }) => id));
    expect([...distances]).toEqual(expected.map(({ distance }) => Math.fround(distance)));
  });

  it('has a threshold that no kept distance exceeds', () => {
    const top = new TopK(2);
    expect(top.threshold).toBe(Infinity);
    [5, 3, 4].forEach((distance, id) => top.offer(distance, id));
    expect(top.threshold).toBe(4);
  });

  it('keeps nothing with no room', () => {
    const top = new TopK(0);
    top.offer(1, 1);
    expect(top.threshold).toBe(-Infinity);
    expect(top.sorted().ids).toHaveLength(0);
  });
});
