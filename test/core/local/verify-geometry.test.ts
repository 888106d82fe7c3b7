import { describe, expect, it } from 'vitest';
import type { AffineMap } from '../../../core/describe/affine-map.ts';
import { fitMap, type PlacePair } from '../../../core/local/fit-map.ts';
import { verifyGeometry } from '../../../core/local/verify-geometry.ts';
import { Random } from '../../../core/random.ts';

const similarity: AffineMap = { xx: 0.8, xy: -0.6, x0: 40, yx: 0.6, yy: 0.8, y0: -15 };
const affine: AffineMap = { xx: 1.3, xy: 0.4, x0: 10, yx: -0.2, yy: 0.7, y0: 60 };

/** Pairs that follow the map but for some noise, and behind them pairs made by chance. */
function pairsUnder(map: AffineMap, good: number, bad: number, noise = 0, seed = 1): PlacePair[] {
  const random = new Random(seed);
  return Array.from({ length: good + bad }, (_, i) => {
    const [x, y] = [400 * random.next(), 300 * random.next()];
    if (i >= good) return { x, y, toX: 400 * random.next(), toY: 300 * random.next() };
    const toX = map.xx * x + map.xy * y + map.x0 + noise * random.normal();
    return { x, y, toX, toY: map.yx * x + map.yy * y + map.y0 + noise * random.normal() };
  });
}

function expectSame(found: AffineMap, wanted: AffineMap, digits: number): void {
  for (const key of ['xx', 'xy', 'yx', 'yy'] as const) expect(found[key]).toBeCloseTo(wanted[key], digits);
  for (const key of ['x0', 'y0'] as const) expect(found[key]).toBeCloseTo(wanted[key], digits - 2);
}

describe('a map fitted to pairs of places', () => {
  it('is the one they were made with', () => {
    expectSame(fitMap(pairsUnder(similarity, 2, 0), 'similarity')!, similarity, 8);
    expectSame(fitMap(pairsUnder(affine, 3, 0), 'affine')!, affine, 8);
  });

  it('is nearer to it than any of the noise when there are many', () => {
    expectSame(fitMap(pairsUnder(affine, 2000, 0, 1), 'affine')!, affine, 2);
  });

  it('is none where pairs are too few, on one point or on one line', () => {
    const pair = { x: 5, y: 6, toX: 7, toY: 8 };
    expect(fitMap([pair], 'similarity')).toBeNull();
    expect(fitMap([pair, pair], 'similarity')).toBeNull();
    const line = [0, 1, 2].map((i) => ({ x: i, y: 2 * i, toX: i, toY: i }));
    expect(fitMap(line, 'affine')).toBeNull();
  });
});

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
});
