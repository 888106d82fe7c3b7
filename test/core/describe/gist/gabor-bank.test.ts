import { describe, expect, it } from 'vitest';
import { GaborBank } from '../../../../core/describe/gist/gabor-bank.ts';

const side = 64;
const bank = new GaborBank(side, [8, 8, 8, 8], 32);

/** Waves of so many cycles a pixel; their crests move in that direction, in degrees clockwise. */
function waves(frequency: number, degrees: number): Float32Array {
  const angle = (degrees * Math.PI) / 180;
  return Float32Array.from({ length: side * side }, (_, p) => {
    const along = (p % side) * Math.cos(angle) + Math.floor(p / side) * Math.sin(angle);
    return Math.cos(2 * Math.PI * frequency * along);
  });
}

/** The mean over the middle, where no mirrored border is near. */
function energies(picture: Float32Array): number[] {
  return [...bank.responses(picture)].map((response) => {
    const middle = response.filter(
      (_, p) => Math.abs((p % side) - 32) < 12 && Math.abs(Math.floor(p / side) - 32) < 12,
    );
    return middle.reduce((sum, value) => sum + value, 0) / middle.length;
  });
}

describe('a bank of Gabor filters', () => {
  it.each([0, 1, 2, 3])('answers waves of scale %d most with that scale', (scale) => {
    const answers = energies(waves(0.3 / 1.85 ** scale, 0));
    expect(answers.indexOf(Math.max(...answers)) >> 3).toBe(scale);
  });

  it.each([0, 1, 3, 5, 7])('answers waves of direction %d most with that direction', (direction) => {
    const answers = energies(waves(0.3 / 1.85, (-180 * direction) / 8));
    expect(answers.indexOf(Math.max(...answers))).toBe(8 + direction);
  });

  it('answers twice the contrast twice as much', () => {
    const once = energies(waves(0.1, 20));
    const twice = energies(waves(0.1, 20).map((value) => 2 * value));
    for (const [i, value] of once.entries()) expect(twice[i]).toBeCloseTo(2 * value, 8);
  });

  it('answers the same everywhere, whatever the phase', () => {
    const [response] = [...bank.responses(waves(0.3, 0))];
    const middle = Array.from({ length: 20 }, (_, i) => response![32 * side + 22 + i]!);
    expect(Math.max(...middle) / Math.min(...middle)).toBeLessThan(1.1);
  });
});
