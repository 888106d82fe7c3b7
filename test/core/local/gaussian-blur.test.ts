import { describe, expect, it } from 'vitest';
import { gaussianBlur, halfGaussian, mirrored } from '../../../core/local/gaussian-blur.ts';
import { Random } from '../../../core/random.ts';
import { spot } from './made-pictures.ts';

const random = new Random(1);
const noise = { width: 40, height: 30, data: Float32Array.from({ length: 1200 }, () => 255 * random.next()) };

describe('a Gaussian over a picture', () => {
  it('keeps a plain picture as it is, up to its borders', () => {
    const plain = gaussianBlur({ width: 9, height: 7, data: new Float32Array(63).fill(100) }, 2.5);
    for (const value of plain.data) expect(value).toBeCloseTo(100, 4);
  });

  it('has weights that add up to one, and fall outwards', () => {
    const kernel = halfGaussian(1.7);
    expect(2 * kernel.reduce((sum, weight) => sum + weight, 0) - kernel[0]!).toBeCloseTo(1, 12);
    expect([...kernel]).toEqual([...kernel].toSorted((a, b) => b - a));
  });

  it('adds up with another as the squares of their sigmas do', () => {
    const twice = gaussianBlur(gaussianBlur(noise, 1.5), 2);
    const once = gaussianBlur(noise, 2.5);
    const inner = Array.from({ length: 10 }, (_, i) => 15 * 40 + 15 + i);
    for (const p of inner) expect(twice.data[p]).toBeCloseTo(once.data[p]!, 0);
  });

  it('widens a spot and lowers its top by what calculus says', () => {
    const blurred = gaussianBlur(spot(61, 30, 30, 3), 4);
    expect(blurred.data[30 * 61 + 30]).toBeCloseTo(60 + (150 * 9) / 25, 1);
  });

  it('treats rows as columns', () => {
    const sideways = {
      ...{ width: 30, height: 40 },
      data: Float32Array.from({ length: 1200 }, (_, p) => noise.data[(p % 30) * 40 + Math.floor(p / 30)]!),
    };
    const [upright, across] = [gaussianBlur(noise, 1.3), gaussianBlur(sideways, 1.3)];
    expect(upright.data[7 * 40 + 21]).toBeCloseTo(across.data[21 * 30 + 7]!, 4);
  });

  it('mirrors at the outermost pixel, however far it reaches', () => {
    expect([-2, -1, 0, 3, 4, 5, 9].map((index) => mirrored(index, 4))).toEqual([2, 1, 0, 3, 2, 1, 3]);
    expect(mirrored(-3, 1)).toBe(0);
  });

  it('refuses no blur at all', () => {
    expect(() => gaussianBlur(noise, 0)).toThrow(/sigma/);
  });
});
