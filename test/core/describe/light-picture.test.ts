import { describe, expect, it } from 'vitest';
import { halved, oriented, smoothed, toLight } from '../../../core/describe/light-picture.ts';
import {
  type AffineMap,
  composed,
  doubled,
  inFractions,
  inverted,
  seenThrough,
} from '../../../core/describe/affine-map.ts';

const picture = { width: 3, height: 2, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };

describe('a small picture', () => {
  it('is turned clockwise', () => {
    const turned = oriented(picture, { quarterTurns: 1, mirrored: false });
    expect(turned).toMatchObject({ width: 2, height: 3 });
    expect([...turned.data]).toEqual([4, 1, 5, 2, 6, 3]);
  });

  it('is mirrored first and then turned', () => {
    const turned = oriented(picture, { quarterTurns: 2, mirrored: true });
    expect([...turned.data]).toEqual([4, 5, 6, 1, 2, 3]);
  });

  it('keeps its lightness when it is smoothed, and halved', () => {
    const plain = toLight({ width: 8, height: 6, data: new Uint8Array(48).fill(77) });
    expect([...smoothed(plain).data].every((value) => value === 77)).toBe(true);
    expect(halved(plain)).toMatchObject({ width: 4, height: 3 });
    expect([...halved(plain).data].every((value) => value === 77)).toBe(true);
  });
});

describe('an affine map', () => {
  const skewed: AffineMap = { xx: 1.2, xy: -0.3, x0: 4, yx: 0.2, yy: 0.9, y0: -7 };

  it('and its way back lead nowhere', () => {
    const still = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };
    for (const round of [composed(skewed, inverted(skewed)), composed(inverted(skewed), skewed)]) {
      for (const key of Object.keys(still) as (keyof AffineMap)[]) expect(round[key]).toBeCloseTo(still[key], 12);
    }
  });

  it('in fractions lays whole borders on whole borders, whatever the sizes', () => {
    // Pixel 0 covers 0 to 1: twice as large is the same picture.
    const twice = inFractions({ xx: 2, xy: 0, x0: 0.5, yx: 0, yy: 2, y0: 0.5 }, { width: 40, height: 30 }, { width: 80, height: 60 }); // prettier-ignore
    expect(twice).toEqual({ xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 });
    const small = { width: 8, height: 6 };
    const large = { width: 20, height: 24 };
    const there = inFractions(skewed, small, large);
    const back = inFractions(inverted(skewed), large, small);
    for (const value of Object.values(composed(back, there)).map((v, i) => v - [1, 0, 0, 0, 1, 0][i]!)) {
      expect(value).toBeCloseTo(0, 12);
    }
  });

  const slope = (width: number, height: number, step: number) => ({
    ...{ width, height },
    data: Float32Array.from({ length: width * height }, (_, p) => step * ((p % width) + 0.5)),
  });

  it('shows the other picture between its pixels, and nothing outside', () => {
    const map: AffineMap = { xx: 1, xy: 0, x0: 0.25, yx: 0, yy: 1, y0: 0 };
    const seen = seenThrough(map, slope(4, 3, 1), { width: 4, height: 3 });
    expect(seen[0]).toBeCloseTo(0.75, 6);
    expect(seen[3]).toBeNaN();
  });

  it('points at the same places in pictures of twice the size', () => {
    const map: AffineMap = { xx: 0.5, xy: 0, x0: 2, yx: 0, yy: 0.5, y0: 1 };
    const coarse = seenThrough(map, slope(12, 12, 2), { width: 6, height: 6 });
    const fine = seenThrough(doubled(map), slope(24, 24, 1), { width: 12, height: 12 });
    // The middle of four fine pixels is a coarse one.
    expect((fine[26]! + fine[27]!) / 2).toBeCloseTo(coarse[7]!, 5);
  });
});
