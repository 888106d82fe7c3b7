import { describe, expect, it } from 'vitest';
import { alignPart, CoreError, Random } from '../../../core/index.ts';
import type { GreyPicture } from '../../../core/index.ts';

/** A smooth random picture: blobs, as photos have them, rather than noise that no resize survives. */
function scene(seed: number, width = 40, height = 30): GreyPicture {
  const random = new Random(seed);
  const blobs = Array.from({ length: 14 }, () => ({
    x: random.next() * width,
    y: random.next() * height,
    radius: 2 + random.next() * 7,
    light: random.next() * 160 - 80,
  }));
  const data = Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    const light = blobs.map((b) => b.light * Math.exp(-((x - b.x) ** 2 + (y - b.y) ** 2) / b.radius ** 2));
    return Math.max(0, Math.min(255, 128 + light.reduce((sum, value) => sum + value, 0)));
  });
  return { width, height, data };
}

function crop({ width, data }: GreyPicture, x: number, y: number, w: number, h: number): GreyPicture {
  const cut = Uint8Array.from({ length: w * h }, (_, i) => data[(y + Math.floor(i / w)) * width + x + (i % w)]!);
  return { width: w, height: h, data: cut };
}

/** Every pixel four times: the same picture at twice the size. */
function doubled({ width, height, data }: GreyPicture): GreyPicture {
  const wide = 2 * width;
  const pixels = Uint8Array.from(
    { length: 4 * width * height },
    (_, i) => data[Math.floor(i / wide / 2) * width + Math.floor((i % wide) / 2)]!,
  );
  return { width: wide, height: 2 * height, data: pixels };
}

describe('laying a part into a whole', () => {
  it('finds a picture in itself, over the whole frame', () => {
    const found = alignPart(scene(1), scene(1));
    expect(found.similarity).toBeCloseTo(1, 6);
    expect(found).toMatchObject({ x: 0, y: 0, width: 1, height: 1 });
  });

  it('finds a crop where it was cut, though it comes at twice the size', () => {
    const whole = scene(2);
    const found = alignPart(doubled(crop(whole, 12, 6, 24, 18)), whole);
    expect(found.similarity).toBeGreaterThan(0.97);
    expect(found.x).toBeCloseTo(12 / 40, 1);
    expect(found.y).toBeCloseTo(6 / 30, 1);
    expect(found.width).toBeCloseTo(24 / 40, 1);
  });

  it('does not mind brightness and contrast', () => {
    const whole = scene(3);
    const part = crop(whole, 5, 5, 28, 21);
    const darker = { ...part, data: part.data.map((value) => 20 + value * 0.6) };
    expect(alignPart(darker, whole).similarity).toBeGreaterThan(0.97);
  });

  it('agrees less with another scene than with its own', () => {
    const part = crop(scene(4), 8, 4, 24, 18);
    const own = alignPart(part, scene(4)).similarity;
    for (let seed = 5; seed < 15; seed++) expect(alignPart(part, scene(seed)).similarity).toBeLessThan(own - 0.02);
  });

  it('finds no agreement with a flat picture', () => {
    const flat = { width: 40, height: 30, data: new Uint8Array(1200).fill(90) };
    expect(alignPart(flat, scene(6)).similarity).toBe(0);
    expect(alignPart(scene(6), flat).similarity).toBe(0);
  });

  it('handles wholes of another shape, and parts of a single pixel', () => {
    expect(alignPart(scene(7, 40, 20), scene(7, 18, 40)).similarity).toBeGreaterThanOrEqual(0);
    expect(alignPart({ width: 1, height: 1, data: Uint8Array.of(3) }, scene(8)).similarity).toBe(0);
  });

  it('refuses pixels that do not fit the size', () => {
    expect(() => alignPart({ width: 4, height: 4, data: new Uint8Array(15) }, scene(9))).toThrow(CoreError);
  });
});
