import { describe, expect, it } from 'vitest';
import { findExtrema } from '../../../core/local/find-extrema.ts';
import { buildScaleSpace, differencesOf, FIRST_SIGMA, LEVELS } from '../../../core/local/scale-space.ts';
import { KernelRoom } from '../../../core/kernels/kernel-room.ts';
import { everyKernels } from '../kernels/placed.ts';
import { spot } from './made-pictures.ts';

const limits = { contrast: 0.04, edgeRatio: 10 };

describe.each(everyKernels)('extrema of the scale space, by kernels of $name', (kernels) => {
  function extremaOf(picture: ReturnType<typeof spot>, wanted = limits) {
    const room = new KernelRoom(kernels.memory);
    const pixels = 4 * picture.width * picture.height;
    const places = Array.from({ length: LEVELS + 2 }, () => room.floats(pixels));
    const peaks = room.floats(pixels);
    const found = buildScaleSpace(kernels, picture, room).flatMap((octave) =>
      findExtrema(kernels, differencesOf(kernels, octave, places), peaks, wanted).map(({ x, y, level, strength }) => ({
        ...{ x: x * octave.pixel, y: y * octave.pixel, strength },
        scale: FIRST_SIGMA * 2 ** (level / LEVELS) * octave.pixel,
      })),
    );
    room.release();
    return found;
  }

  it.each([3, 4.5, 7])('are one for a spot of sigma %d, in its middle between the pixels and at its scale', (sigma) => {
    const found = extremaOf(spot(96, 47.3, 48.6, sigma));
    expect(found).toHaveLength(1);
    expect(found[0]!.x).toBeCloseTo(47.3, 1);
    expect(found[0]!.y).toBeCloseTo(48.6, 1);
    // A difference of Gaussians of ratio k = 2^(1/3) answers most where sigma is that of the spot over sqrt(k).
    expect(found[0]!.scale / (sigma / 2 ** (1 / 6))).toBeGreaterThan(0.93);
    expect(found[0]!.scale / (sigma / 2 ** (1 / 6))).toBeLessThan(1.07);
  });

  it('leave out edges, which have no place along themselves', () => {
    const side = 96;
    const edge = Float32Array.from({ length: side * side }, (_, p) => (p % side < 48 ? 40 : 200));
    expect(extremaOf({ width: side, height: side, data: edge })).toEqual([]);
  });

  it('leave out what has too little contrast', () => {
    const { data } = spot(96, 48, 48, 4);
    const faint = { width: 96, height: 96, data: data.map((value) => 60 + (value - 60) / 20) };
    expect(extremaOf(faint)).toEqual([]);
    expect(extremaOf(faint, { ...limits, contrast: 0.002 })).toHaveLength(1);
  });

  it('find dark spots as they find light ones', () => {
    const light = extremaOf(spot(96, 48, 48, 4));
    const { data } = spot(96, 48, 48, 4);
    const dark = extremaOf({ width: 96, height: 96, data: data.map((value) => 255 - value) });
    expect(dark[0]!.strength).toBeCloseTo(light[0]!.strength, 5);
  });
});
