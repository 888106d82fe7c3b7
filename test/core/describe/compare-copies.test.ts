// Pictures made of random blobs: detail at every place, as in a photo, and nothing that repeats.
import { describe, expect, it } from 'vitest';
import { compareCopies, type CopyEvidence, Random, type GreyPicture } from '../../../core/index.ts';
import { oriented } from '../../../core/describe/light-picture.ts';

const WIDTH = 160;
const HEIGHT = 120;

type Light = (x: number, y: number) => number;

function blobs(seed: number, count = 220): Light {
  const random = new Random(seed);
  const spots = Array.from({ length: count }, () => ({
    x: random.next() * WIDTH,
    y: random.next() * HEIGHT,
    radius: 3 + 9 * random.next(),
    light: 90 * (random.next() - 0.5),
  }));
  return (x, y) =>
    spots.reduce((sum, spot) => {
      const distance = ((x - spot.x) ** 2 + (y - spot.y) ** 2) / spot.radius ** 2;
      return distance > 9 ? sum : sum + spot.light * Math.exp(-distance);
    }, 128);
}

/** Seen from (left, top) on, `scale` pixels of the scene a pixel, turned about the middle. */
function take(
  light: Light,
  { left = 0, top = 0, scale = 1, degrees = 0, width = WIDTH, height = HEIGHT } = {},
): GreyPicture {
  const angle = (degrees * Math.PI) / 180;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = x - width / 2;
      const v = y - height / 2;
      const across = (u * Math.cos(angle) - v * Math.sin(angle) + width / 2) * scale + left;
      const down = (u * Math.sin(angle) + v * Math.cos(angle) + height / 2) * scale + top;
      data[y * width + x] = Math.max(0, Math.min(255, Math.round(light(across, down))));
    }
  }
  return { width, height, data };
}

function best(ways: readonly CopyEvidence[]): CopyEvidence {
  return ways.toSorted((a, b) => b.agreement - a.agreement)[0]!;
}

const scene = blobs(1);
const photo = take(scene);

describe('two pictures', () => {
  it('that are one and the same lie over each other without a turn and agree everywhere', () => {
    const way = best(compareCopies(photo, photo, { quarterTurns: 0, mirrored: false }));
    expect(way.agreement).toBeGreaterThan(0.999);
    expect(way.leastAgreement).toBeGreaterThan(0.99);
    expect(way).toMatchObject({ covered: 1, part: 'first' });
    expect(Math.abs(way.turn)).toBeLessThan(0.01);
    expect(way.share).toBeCloseTo(1, 3);
  });

  it('of which one is a part of the other are told with the part and its share, either way round', () => {
    const part = take(scene, { left: 37.3, top: 21.7, scale: 0.6 });
    const inWhole = best(compareCopies(part, photo, null));
    expect(inWhole).toMatchObject({ part: 'first', covered: 1 });
    expect(inWhole.share).toBeCloseTo(0.36, 1);
    expect(inWhole.agreement).toBeGreaterThan(0.95);
    expect(Math.abs(inWhole.turn)).toBeLessThan(0.2);
    expect(best(compareCopies(photo, part, null)).part).toBe('second');
  });

  it('of which one is brighter and flatter agree all the same', () => {
    const faded = take((x, y) => 90 + 0.5 * scene(x, y));
    expect(best(compareCopies(photo, faded, null)).agreement).toBeGreaterThan(0.99);
  });

  it('of which one is turned by some degrees are told with the turn', () => {
    const way = best(compareCopies(photo, take(scene, { degrees: 5 }), { quarterTurns: 0, mirrored: false }));
    expect(Math.abs(way.turn)).toBeCloseTo(5, 0);
    expect(way.agreement).toBeGreaterThan(0.95);
  });

  it('of which one is mirrored and turned on its side agree in the orientation that is given', () => {
    // Laying the second over the first undoes what was done to it: mirror, then three quarters, of mirror and one quarter.
    const turned = oriented(photo, { quarterTurns: 1, mirrored: true });
    const way = best(compareCopies(photo, turned, { quarterTurns: 1, mirrored: true }));
    expect(way).toMatchObject({ quarterTurns: 1, mirrored: true });
    expect(way.agreement).toBeGreaterThan(0.99);
  });

  it('of which one is cut so little that it looks like the whole are told with the part, either way round', () => {
    const cut = take(scene, { left: 9, top: 7, scale: 0.9 });
    const upright = { quarterTurns: 0, mirrored: false } as const;
    const lies = (ways: CopyEvidence[], part: 'first' | 'second') =>
      ways.some((way) => way.part === part && way.covered === 1 && way.agreement > 0.95 && way.share < 0.85);
    expect(lies(compareCopies(cut, photo, upright), 'first')).toBe(true);
    expect(lies(compareCopies(photo, cut, upright), 'second')).toBe(true);
  });

  it('of which one was written on agree, but not everywhere', () => {
    const written = take((x, y) => (x > 20 && x < 70 && y > 20 && y < 32 && x % 6 < 3 ? 255 : scene(x, y)));
    const way = best(compareCopies(photo, written, { quarterTurns: 0, mirrored: false }));
    expect(way.agreement).toBeGreaterThan(0.9);
    expect(way.leastAgreement).toBeLessThan(0.6);
  });

  it('of different scenes do not agree', () => {
    for (const { agreement } of compareCopies(photo, take(blobs(2)), { quarterTurns: 0, mirrored: false })) {
      expect(agreement).toBeLessThan(0.5);
    }
  });

  it('without any pattern agree in nothing', () => {
    const grey = take(() => 100);
    for (const way of compareCopies(grey, grey, { quarterTurns: 0, mirrored: false })) {
      expect(way).toMatchObject({ patternCount: 0, agreement: 0 });
    }
  });
});
