import { describe, expect, it } from 'vitest';
import { orientationScratchBytes, orientationsAt } from '../../../core/local/orientations.ts';
import { everyKernels } from '../kernels/placed.ts';
import { placed } from './made-pictures.ts';

/** A plane that grows lighter in one direction, given in degrees clockwise from the x axis. */
function slope(degrees: number) {
  const angle = (degrees * Math.PI) / 180;
  const data = Float32Array.from({ length: 64 * 64 }, (_, p) => {
    return 128 + 2 * ((p % 64) * Math.cos(angle) + Math.floor(p / 64) * Math.sin(angle));
  });
  return { width: 64, height: 64, data };
}

describe.each(everyKernels)('orientations of a place, by kernels of $name', (kernels) => {
  const scratch = kernels.memory.allocate(orientationScratchBytes(64));
  const anglesOf = (picture: ReturnType<typeof slope>) =>
    orientationsAt(kernels, placed(picture, kernels), { x: 32, y: 32, scale: 3 }, scratch);

  it.each([0, 10, 90, 200, 350])('are one on a slope of %d degrees: where it grows lighter', (degrees) => {
    const angles = anglesOf(slope(degrees));
    expect(angles).toHaveLength(1);
    expect(Math.cos(angles[0]! - (degrees * Math.PI) / 180)).toBeGreaterThan(0.9999);
  });

  it('are both of two that are equally strong', () => {
    const data = Float32Array.from({ length: 64 * 64 }, (_, p) => {
      const [x, y] = [p % 64, Math.floor(p / 64)];
      return x < y ? 4 * x : 4 * y;
    });
    const angles = anglesOf({ width: 64, height: 64, data });
    expect(angles.map((angle) => Math.round((angle * 180) / Math.PI))).toEqual([0, 90]);
  });

  it('are none where nothing is to be seen', () => {
    expect(anglesOf({ width: 64, height: 64, data: new Float32Array(4096).fill(7) })).toEqual([]);
  });
});
