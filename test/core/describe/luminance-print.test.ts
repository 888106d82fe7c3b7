import { describe, expect, it } from 'vitest';
import { PRINT_LENGTH, Random, comparePrints, luminancePrint, meanColour } from '../../../core/index.ts';
import type { SquarePicture } from '../../../core/index.ts';

type Source = (x: number, y: number) => [number, number];

/** A smooth random picture of the size the CNN takes. */
function picture(seed: number, size = 224): SquarePicture {
  const random = new Random(seed);
  const waves = Array.from({ length: 8 }, () => [random.normal() / 30, random.normal() / 30, 6 * random.next()]);
  const data = new Uint8Array(3 * size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const light = waves.reduce((sum, [u, v, phase]) => sum + Math.sin(x * u! + y * v! + phase!), 0);
      data.fill(128 + 15 * light, 3 * (y * size + x), 3 * (y * size + x) + 3);
    }
  }
  return { size, data };
}

/** The pixel at (x, y) of the new picture is the one at `source(x, y)` of the old. */
function rearrange({ size, data }: SquarePicture, source: Source): SquarePicture {
  const moved = new Uint8Array(data.length);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const [fromX, fromY] = source(x, y);
      const from = 3 * (fromY * size + fromX);
      moved.set(data.subarray(from, from + 3), 3 * (y * size + x));
    }
  }
  return { size, data: moved };
}

const turned = (p: SquarePicture) => rearrange(p, (x, y) => [y, p.size - 1 - x]);
const mirrored = (p: SquarePicture) => rearrange(p, (x, y) => [p.size - 1 - x, y]);
const flat = (level: number) => luminancePrint({ size: 32, data: new Uint8Array(3 * 32 * 32).fill(level) });

describe('luminancePrint', () => {
  it('is 12 x 12 mean luma: a picture with a bright top-left cell has a bright first byte', () => {
    const data = new Uint8Array(3 * 24 * 24);
    for (const pixel of [0, 1, 24, 25]) data.set([255, 255, 255], 3 * pixel);
    const print = luminancePrint({ size: 24, data });
    expect(print).toHaveLength(PRINT_LENGTH);
    expect(print[0]).toBe(255);
    expect(print.subarray(1).every((value) => value === 0)).toBe(true);
  });

  it('weighs green above red above blue', () => {
    const print = (...rgb: number[]) =>
      luminancePrint({ size: 12, data: Uint8Array.from({ length: 3 * 144 }, (_, i) => rgb[i % 3]!) })[0];
    expect([print(255, 0, 0), print(0, 255, 0), print(0, 0, 255)]).toEqual([76, 150, 29]);
  });

  it('refuses a picture whose pixels do not fill it', () => {
    expect(() => luminancePrint({ size: 20, data: new Uint8Array(10) })).toThrow(
      'expected 1200 components, received 10',
    );
    expect(() => luminancePrint({ size: 8, data: new Uint8Array(192) })).toThrow('picture size');
  });
});

describe('comparePrints', () => {
  const original = picture(1);
  const print = luminancePrint(original);

  it('finds the same picture, whatever its brightness and contrast', () => {
    const dimmed = { size: 224, data: original.data.map((value) => 20 + value * 0.6) };
    const comparison = comparePrints(print, luminancePrint(dimmed));
    expect(comparison).toMatchObject({ quarterTurns: 0, mirrored: false });
    expect(comparison.similarity).toBeGreaterThan(0.999);
  });

  it.each([0, 1, 2, 3] as const)('says how a copy turned %i times must be turned to lie upright', (turns) => {
    let copy = original;
    for (let turn = 0; turn < turns; turn++) copy = turned(copy);
    const back = ((4 - turns) % 4) as 0 | 1 | 2 | 3;
    const comparison = comparePrints(print, luminancePrint(copy));
    expect(comparison).toMatchObject({ quarterTurns: back, mirrored: false });
    expect(comparison.similarity).toBeCloseTo(1, 9);
  });

  it.each([0, 1, 2, 3] as const)('knows a copy mirrored and then turned: mirror first, then turn %i times', (turns) => {
    // What has to be mirrored and turned to give the original: the original turned back, then mirrored.
    let copy = original;
    for (let turn = 0; turn < (4 - turns) % 4; turn++) copy = turned(copy);
    const comparison = comparePrints(print, luminancePrint(mirrored(copy)));
    expect(comparison).toMatchObject({ quarterTurns: turns, mirrored: true });
    expect(comparison.similarity).toBeCloseTo(1, 9);
  });

  it('keeps other pictures clearly below copies', () => {
    for (let seed = 2; seed < 30; seed++) {
      expect(comparePrints(print, luminancePrint(picture(seed))).similarity).toBeLessThan(0.9);
    }
  });

  it('calls flat prints the same only when both are flat and about as light', () => {
    expect(comparePrints(flat(100), flat(104)).similarity).toBe(1);
    expect(comparePrints(flat(0), flat(255)).similarity).toBe(0);
    expect(comparePrints(flat(128), print).similarity).toBe(0);
  });

  it('refuses what is no print', () => {
    expect(() => comparePrints(print, print.subarray(1))).toThrow('second print: expected 144 components');
  });
});

describe('meanColour', () => {
  it('is the mean of each channel', () => {
    expect(meanColour({ size: 1, data: Uint8Array.of(10, 20, 30) })).toEqual([10, 20, 30]);
    const halves = Uint8Array.from({ length: 12 }, (_, i) => (i < 6 ? [255, 0, 10][i % 3]! : [0, 255, 20][i % 3]!));
    expect(meanColour({ size: 2, data: halves })).toEqual([128, 128, 15]);
  });
});
