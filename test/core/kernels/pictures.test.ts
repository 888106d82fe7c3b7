import { describe, expect, it } from 'vitest';
import { floatsAt, wordsAt } from '../../../core/kernels/kernel-memory.ts';
import { blurScratchBytes, type Kernels } from '../../../core/kernels/kernels.ts';
import { Random } from '../../../core/random.ts';
import { everyKernels, place, placeFloats } from './placed.ts';

const plain = everyKernels[0]!;
/** Widths that fill registers, and such that do not. */
const sizes = [
  { width: 12, height: 11 },
  { width: 37, height: 23 },
  { width: 64, height: 48 },
];

function noise({ width, height }: (typeof sizes)[number], seed: number): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length: width * height }, () => 255 * random.next() - 128);
}

describe.each(everyKernels)('kernels of pictures: $name', (kernels) => {
  const { memory } = kernels;

  it.each(sizes)('blurPicture gives what the twin gives, and writes nothing beyond ($width x $height)', (size) => {
    const blur = (by: Kernels) => {
      const own = by.memory;
      const { width, height } = size;
      const out = placeFloats(own, width * height + 1);
      const weights = place(own, Float32Array.of(0.3, 0.2, 0.1, 0.04, 0.01));
      const scratch = own.allocate(blurScratchBytes(width, height, 4));
      by.blurPicture(place(own, noise(size, 1)), width, height, weights, 4, scratch, out);
      return floatsAt(own, out, width * height + 1);
    };
    const [own, expected] = [blur(kernels), blur(plain)];
    expected.forEach((value, i) => expect(own[i]).toBeCloseTo(value, 3));
    expect(own.at(-1)).toBe(-1);
  });

  it.each(sizes)('subtract takes the one from the other ($width x $height)', (size) => {
    const [a, b] = [noise(size, 1), noise(size, 2)];
    const out = placeFloats(memory, a.length + 1);
    kernels.subtract(place(memory, a), place(memory, b), a.length, out);
    expect([...floatsAt(memory, out, a.length)]).toEqual([...a.map((value, i) => value - b[i]!)]);
    expect(floatsAt(memory, out, a.length + 1).at(-1)).toBe(-1);
  });

  it.each(sizes)('findPeaks finds the peaks of the twin, light and dark ones ($width x $height)', (size) => {
    const find = (by: Kernels) => {
      const own = by.memory;
      const { width, height } = size;
      const [below, here, above] = [3, 4, 5].map((seed) => place(own, noise(size, seed)));
      const out = placeFloats(own, width * height);
      const count = by.findPeaks(below!, here!, above!, width, height, 1, 10, out);
      return [...wordsAt(own, out, count)];
    };
    const peaks = find(kernels);
    expect(peaks).toEqual(find(plain));
    const values = noise(size, 4);
    expect(peaks.every((p) => Math.abs(values[p]!) > 10)).toBe(true);
    if (size.width > 12) expect(new Set(peaks.map((p) => Math.sign(values[p]!))).size).toBe(2);
  });

  it('orientationHistogram and gradientCells give what the twins give, also at the picture’s corner', () => {
    const size = { width: 60, height: 50 };
    const histograms = (by: Kernels, x: number, y: number) => {
      const own = by.memory;
      const picture = place(own, noise(size, 6));
      const [bins, cells, scratch] = [placeFloats(own, 36), placeFloats(own, 288), placeFloats(own, 100)];
      by.orientationHistogram(picture, size.width, size.height, x, y, 3.3, 10, scratch, 36, bins);
      const [cosine, sine] = [Math.cos(0.7), Math.sin(0.7)];
      by.gradientCells(picture, size.width, size.height, x, y, 6.2, cosine, sine, 0.7, 22, scratch, cells);
      return { bins: floatsAt(own, bins, 36).slice(), cells: floatsAt(own, cells, 288).slice() };
    };
    for (const [x, y] of [
      [30, 25],
      [1, 48],
    ] as const) {
      const [own, expected] = [histograms(kernels, x, y), histograms(plain, x, y)];
      const total = expected.bins.reduce((sum, value) => sum + value, 0);
      // A gradient on the border between two bins is counted to either.
      const moved = own.bins.reduce((sum, value, i) => sum + Math.abs(value - expected.bins[i]!), 0);
      expect(moved).toBeLessThan(0.01 * total);
      const largest = Math.max(...expected.cells);
      expected.cells.forEach((value, i) => expect(Math.abs(own.cells[i]! - value)).toBeLessThan(3e-4 * largest));
    }
  });
});
