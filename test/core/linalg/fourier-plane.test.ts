import { describe, expect, it } from 'vitest';
import { emptyPlane, frequencyAt, PlaneTransform } from '../../../core/linalg/fourier-plane.ts';

describe('the Fourier transform of a picture', () => {
  it('of a wave is one frequency and its opposite', () => {
    const side = 12;
    const plane = emptyPlane(side);
    for (let p = 0; p < plane.real.length; p++) {
      const [x, y] = [p % side, Math.floor(p / side)];
      plane.real[p] = Math.cos((2 * Math.PI * (2 * x - 3 * y)) / side);
    }
    new PlaneTransform(side).forwards(plane);
    for (let p = 0; p < plane.real.length; p++) {
      const [x, y] = [frequencyAt(p % side, side), frequencyAt(Math.floor(p / side), side)];
      const isOne = (x === 2 && y === -3) || (x === -2 && y === 3);
      expect(plane.real[p]).toBeCloseTo(isOne ? (side * side) / 2 : 0, 9);
      expect(plane.imaginary[p]).toBeCloseTo(0, 9);
    }
  });

  it('leads back to the picture, times its pixels', () => {
    const plane = emptyPlane(6);
    plane.real.forEach((_, p) => (plane.real[p] = (p * 7) % 5));
    const before = plane.real.slice();
    const transform = new PlaneTransform(6);
    transform.forwards(plane);
    transform.backwards(plane);
    for (const [p, value] of before.entries()) expect(plane.real[p]! / 36).toBeCloseTo(value, 10);
  });
});
