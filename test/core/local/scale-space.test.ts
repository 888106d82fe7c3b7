import { describe, expect, it } from 'vitest';
import { KernelRoom } from '../../../core/kernels/kernel-room.ts';
import { createPlainKernels } from '../../../core/kernels/plain/plain-kernels.ts';
import { pixelsOf } from '../../../core/local/placed-picture.ts';
import {
  buildScaleSpace,
  differencesOf,
  doubledPicture,
  FIRST_SIGMA,
  LEVELS,
} from '../../../core/local/scale-space.ts';
import { spot } from './made-pictures.ts';

describe('the scale space of a picture', () => {
  const kernels = createPlainKernels();
  const spaceOf = (picture: ReturnType<typeof spot>, doubled = true) => {
    const room = new KernelRoom(kernels.memory);
    return buildScaleSpace(kernels, picture, room, { doubled }).map((octave) => {
      const { width, height } = octave.levels[0]!;
      const places = Array.from({ length: LEVELS + 2 }, () => room.floats(width * height));
      const differences = differencesOf(kernels, octave, places);
      const copy = (placed: (typeof differences)[number]) => {
        const { data, ...size } = pixelsOf(placed, kernels.memory);
        return { ...size, data: data.slice() };
      };
      return { pixel: octave.pixel, levels: octave.levels.map(copy), differences: differences.map(copy) };
    });
  };
  const octaves = spaceOf(spot(128, 64, 64, 6));

  it('begins at twice its size and is halved once an octave', () => {
    expect(octaves.map(({ pixel }) => pixel)).toEqual([0.5, 1, 2, 4, 8]);
    expect(octaves.map(({ levels }) => levels[0]!.width)).toEqual([256, 128, 64, 32, 16]);
    for (const { levels, differences } of octaves) {
      expect([levels.length, differences.length]).toEqual([LEVELS + 3, LEVELS + 2]);
    }
  });

  it('begins at its own size where that is asked for, and is the same from there on', () => {
    const single = spaceOf(spot(128, 64, 64, 6), false);
    expect(single.map(({ pixel }) => pixel)).toEqual([1, 2, 4, 8]);
    const at = 64 * 128 + 64;
    expect(Math.abs(single[0]!.levels[2]!.data[at]! - octaves[1]!.levels[2]!.data[at]!)).toBeLessThan(0.5);
  });

  it('is blurred at each level as its scale says, in every octave', () => {
    for (const { levels, pixel } of octaves.slice(0, 3)) {
      for (const [i, level] of levels.entries()) {
        const sigma = FIRST_SIGMA * 2 ** (i / LEVELS) * pixel;
        // The picture counts as blurred by half a pixel; the spot's own sigma is 6.
        const top = 60 + (150 * 36) / (36 + sigma ** 2 - 0.25);
        const at = 64 / pixel;
        expect(Math.abs(level.data[at * level.width + at]! - top)).toBeLessThan(1.2);
      }
    }
  });

  it('has differences that are zero where nothing is to be seen', () => {
    const plain = spaceOf({ width: 32, height: 32, data: new Float32Array(1024).fill(90) });
    for (const { differences } of plain) {
      for (const { data } of differences) expect(data.every((value) => Math.abs(value) < 1e-3)).toBe(true);
    }
  });

  it('doubles a picture so that each of its pixels keeps its place', () => {
    const twice = doubledPicture({ width: 2, height: 2, data: Float32Array.of(0, 10, 20, 30) });
    expect([...twice.data]).toEqual([0, 5, 10, 10, 10, 15, 20, 20, 20, 25, 30, 30, 20, 25, 30, 30]);
  });
});
