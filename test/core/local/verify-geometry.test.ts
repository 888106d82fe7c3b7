import { describe, expect, it } from 'vitest';
import type { AffineMap } from '../../../core/describe/affine-map.ts';
import { verifyGeometry } from '../../../core/local/verify-geometry.ts';
import { Random } from '../../../core/random.ts';
import { affine, expectSame, pairsUnder, similarity } from './made-pairs.ts';

describe('geometric verification', () => {
  it.each([
    ['similarity', similarity],
    ['affine', affine],
  ] as const)('finds a %s among four times as many wrong pairs', (model, map) => {
    const found = verifyGeometry(pairsUnder(map, 40, 160, 0.5), { random: new Random(7), model })!;
    expectSame(found.map, map, 1);
    const good = found.inliers.filter((i) => i < 40).length;
    expect(good).toBeGreaterThanOrEqual(39);
    expect(found.inliers.length - good).toBeLessThanOrEqual(3);
  });

  it('leaves few pairs together that were made by chance', () => {
    const found = verifyGeometry(pairsUnder(similarity, 0, 100), { random: new Random(7) });
    expect(found?.inliers.length ?? 0).toBeLessThan(8);
  });

  it('draws few samples when most pairs are right, and no more than it may', () => {
    expect(verifyGeometry(pairsUnder(similarity, 90, 10), { random: new Random(1) })!.samples).toBeLessThan(20);
    const capped = verifyGeometry(pairsUnder(similarity, 5, 95), { random: new Random(1), mostSamples: 30 });
    expect(capped?.samples ?? 30).toBe(30);
  });

  it('gives the same answer for the same seed', () => {
    const pairs = pairsUnder(affine, 30, 60, 1);
    const once = () => verifyGeometry(pairs, { random: new Random(3), model: 'affine' });
    expect(once()).toEqual(once());
  });

  it('finds no picture in a mirror', () => {
    const mirror: AffineMap = { xx: -1, xy: 0, x0: 400, yx: 0, yy: 1, y0: 0 };
    const found = verifyGeometry(pairsUnder(mirror, 50, 0), { random: new Random(3), model: 'affine' });
    expect(found?.inliers.length ?? 0).toBeLessThan(10);
  });

  it('needs as many pairs as the map has unknowns for, and a tolerance', () => {
    expect(verifyGeometry(pairsUnder(affine, 2, 0), { random: new Random(1), model: 'affine' })).toBeNull();
    expect(() => verifyGeometry([], { random: new Random(1), tolerance: 0 })).toThrow(/tolerance/);
  });

  it('takes no pair whose places grow or turn otherwise than the map', () => {
    const turn = Math.atan2(similarity.yx, similarity.xx);
    const changes = [{ scale: 1.2, turn: turn + 0.2 }, { scale: 3, turn }, { scale: 1, turn: turn + 1 }, { scale: 0.9, turn: turn - 2 * Math.PI }]; // prettier-ignore
    const pairs = pairsUnder(similarity, 80, 0).map((pair, i) => ({ ...pair, change: changes[i % 4]! }));
    const found = verifyGeometry(pairs, { random: new Random(3) })!;
    expect([...found.inliers].every((i) => i % 4 === 0 || i % 4 === 3)).toBe(true);
    expect(found.inliers).toHaveLength(40);
  });
});
