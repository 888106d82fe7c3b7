// Pairs of places for tests of geometry: some that follow a map, some made by chance.
import { expect } from 'vitest';
import type { AffineMap } from '../../../core/describe/affine-map.ts';
import type { PlacePair } from '../../../core/local/fit-map.ts';
import { Random } from '../../../core/random.ts';

export const similarity: AffineMap = { xx: 0.8, xy: -0.6, x0: 40, yx: 0.6, yy: 0.8, y0: -15 };
export const affine: AffineMap = { xx: 1.3, xy: 0.4, x0: 10, yx: -0.2, yy: 0.7, y0: 60 };

/** Pairs that follow the map but for some noise, and behind them pairs made by chance. */
export function pairsUnder(map: AffineMap, good: number, bad: number, noise = 0, seed = 1): PlacePair[] {
  const random = new Random(seed);
  return Array.from({ length: good + bad }, (_, i) => {
    const [x, y] = [400 * random.next(), 300 * random.next()];
    if (i >= good) return { x, y, toX: 400 * random.next(), toY: 300 * random.next() };
    const toX = map.xx * x + map.xy * y + map.x0 + noise * random.normal();
    return { x, y, toX, toY: map.yx * x + map.yy * y + map.y0 + noise * random.normal() };
  });
}

export function expectSame(found: AffineMap, wanted: AffineMap, digits: number): void {
  for (const key of ['xx', 'xy', 'yx', 'yy'] as const) expect(found[key]).toBeCloseTo(wanted[key], digits);
  for (const key of ['x0', 'y0'] as const) expect(found[key]).toBeCloseTo(wanted[key], digits - 2);
}
