import { describe, expect, it } from 'vitest';
import { buildScaleSpace, doubledPicture, FIRST_SIGMA, LEVELS } from '../../../core/local/scale-space.ts';
import { spot } from './made-pictures.ts';

describe('the scale space of a picture', () => {
  const octaves = buildScaleSpace(spot(128, 64, 64, 6));

  it('begins at twice its size and is halved once an octave', () => {
    expect(octaves.map(({ pixel }) => pixel)).toEqual([0.5, 1, 2, 4, 8]);
    expect(octaves.map(({ levels }) => levels[0]!.width)).toEqual([256, 128, 64, 32, 16]);
    for (const { levels, differences } of octaves) {
      expect([levels.length, differences.length]).toEqual([LEVELS + 3, LEVELS + 2]);
    }
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
    const plain = buildScaleSpace({ width: 32, height: 32, data: new Float32Array(1024).fill(90) });
    for (const { differences } of plain) {
      for (const { data } of differences) expect(data.every((value) => Math.abs(value) < 1e-3)).toBe(true);
    }
  });

  it('doubles a picture so that each of its pixels keeps its place', () => {
    const twice = doubledPicture({ width: 2, height: 2, data: Float32Array.of(0, 10, 20, 30) });
    expect([...twice.data]).toEqual([0, 5, 10, 10, 10, 15, 20, 20, 20, 25, 30, 30, 20, 25, 30, 30]);
  });
});
