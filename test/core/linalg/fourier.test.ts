import { describe, expect, it } from 'vitest';
import { FourierTransform } from '../../../core/linalg/fourier.ts';
import { Random } from '../../../core/random.ts';

function noise(length: number, seed: number): Float64Array {
  const random = new Random(seed);
  return Float64Array.from({ length }, () => random.normal());
}

/** By the definition. */
function slowly(real: Float64Array, imaginary: Float64Array): { real: number[]; imaginary: number[] } {
  const n = real.length;
  const sum = (f: number, part: (t: number, angle: number) => number) =>
    Array.from(real, (_, t) => part(t, (-2 * Math.PI * t * f) / n)).reduce((total, value) => total + value, 0);
  return {
    real: Array.from(real, (_, f) => sum(f, (t, a) => real[t]! * Math.cos(a) - imaginary[t]! * Math.sin(a))),
    imaginary: Array.from(real, (_, f) => sum(f, (t, a) => real[t]! * Math.sin(a) + imaginary[t]! * Math.cos(a))),
  };
}

function expectNear(values: Float64Array, wanted: ArrayLike<number>): void {
  for (let i = 0; i < wanted.length; i++) expect(values[i]).toBeCloseTo(wanted[i]!, 8);
}

describe('a Fourier transform', () => {
  it.each([1, 2, 3, 4, 5, 7, 8, 12, 16, 23, 30, 48, 54, 64, 96, 138])(
    'of %d numbers is what its definition says',
    (n) => {
      const [real, imaginary] = [noise(n, 1), noise(n, 2)];
      const wanted = slowly(real, imaginary);
      new FourierTransform(n).forwards(real, imaginary);
      expectNear(real, wanted.real);
      expectNear(imaginary, wanted.imaginary);
    },
  );

  it('and its way back lead where they began, times the length', () => {
    const [real, imaginary] = [noise(60, 3), noise(60, 4)];
    const [r, i] = [real.slice(), imaginary.slice()];
    const transform = new FourierTransform(60);
    transform.forwards(r, i);
    transform.backwards(r, i);
    expectNear(
      r.map((value) => value / 60),
      real,
    );
    expectNear(
      i.map((value) => value / 60),
      imaginary,
    );
  });

  it('is linear, and keeps the sum of squares, times the length', () => {
    const transform = new FourierTransform(36);
    const [a, b, zero] = [noise(36, 5), noise(36, 6), () => new Float64Array(36)];
    const both = a.map((value, i) => 2 * value - b[i]!);
    const [ai, bi, bothi] = [zero(), zero(), zero()];
    const before = a.reduce((sum, value) => sum + value * value, 0);
    transform.forwards(a, ai);
    transform.forwards(b, bi);
    transform.forwards(both, bothi);
    expectNear(
      both,
      a.map((value, i) => 2 * value - b[i]!),
    );
    const after = a.reduce((sum, value, i) => sum + value * value + ai[i]! ** 2, 0);
    expect(after).toBeCloseTo(36 * before, 8);
  });

  it('refuses what is not of its length', () => {
    expect(() => new FourierTransform(4).forwards(new Float64Array(4), new Float64Array(3))).toThrow(/imaginary/);
    expect(() => new FourierTransform(0)).toThrow(/length/);
  });
});
