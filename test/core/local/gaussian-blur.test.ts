import { describe, expect, it } from 'vitest';
import type { LightPicture } from '../../../core/describe/light-picture.ts';
import { halfGaussian } from '../../../core/local/gaussian-blur.ts';
import { Random } from '../../../core/random.ts';
import { everyKernels } from '../kernels/placed.ts';
import { blurred, spot } from './made-pictures.ts';

const random = new Random(1);
const noise = { width: 40, height: 30, data: Float32Array.from({ length: 1200 }, () => 255 * random.next()) };

describe.each(everyKernels)('a Gaussian over a picture, by kernels of $name', (kernels) => {
  const blur = (picture: LightPicture, sigma: number) => blurred(picture, sigma, kernels);

  it('keeps a plain picture as it is, up to its borders', () => {
    const plain = blur({ width: 9, height: 7, data: new Float32Array(63).fill(100) }, 2.5);
    for (const value of plain.data) expect(value).toBeCloseTo(100, 4);
  });

  it('has weights that add up to one, and fall outwards', () => {
    const kernel = halfGaussian(1.7);
    expect(2 * kernel.reduce((sum, weight) => sum + weight, 0) - kernel[0]!).toBeCloseTo(1, 12);
    expect([...kernel]).toEqual([...kernel].toSorted((a, b) => b - a));
  });

  it('adds up with another as the squares of their sigmas do', () => {
    const twice = blur(blur(noise, 1.5), 2);
    const once = blur(noise, 2.5);
    const inner = Array.from({ length: 10 }, (_, i) => 15 * 40 + 15 + i);
    for (const p of inner) expect(twice.data[p]).toBeCloseTo(once.data[p]!, 0);
  });

  it('widens a spot and lowers its top by what calculus says', () => {
    const blurred = blur(spot(61, 30, 30, 3), 4);
    expect(blurred.data[30 * 61 + 30]).toBeCloseTo(60 + (150 * 9) / 25, 1);
  });

  it('treats rows as columns', () => {
    const sideways = {
      ...{ width: 30, height: 40 },
      data: Float32Array.from({ length: 1200 }, (_, p) => noise.data[(p % 30) * 40 + Math.floor(p / 30)]!),
    };
    const [upright, across] = [blur(noise, 1.3), blur(sideways, 1.3)];
    expect(upright.data[7 * 40 + 21]).toBeCloseTo(across.data[21 * 30 + 7]!, 4);
  });

  it('mirrors at the outermost pixel, however far it reaches', () => {
    const row = { width: 4, height: 1, data: Float32Array.of(10, 20, 40, 80) };
    const period = [10, 20, 40, 80, 40, 20];
    const wide = { width: 28, height: 1, data: Float32Array.from({ length: 28 }, (_, x) => period[x % 6]!) };
    const [short, long] = [blur(row, 1.5), blur(wide, 1.5)];
    for (let x = 0; x < 4; x++) expect(short.data[x]).toBeCloseTo(long.data[12 + x]!, 4);
  });

  it('refuses no blur at all', () => {
    expect(() => blur(noise, 0)).toThrow(/sigma/);
  });
});
