// The discrete Fourier transform of any length, for filters that are stated in frequencies.
// Source: Stockham, 'High-speed convolution and correlation', AFIPS 1966, as autosorting mixed-radix passes.
import { expectInteger, expectLength } from '../checks.ts';

interface Pass {
  readonly radix: number;
  /** Length of the transforms left to do after this pass, and how many of the first kind lie interleaved before it. */
  readonly rest: number;
  readonly stride: number;
}

/**
 * A transform of n complex numbers is a pass a prime factor of n (4 counts as one): sum over t of x(t) e^(-2 pi i t f / n).
 * Nothing is divided by n, so forwards and backwards multiply by n. Cost O(n sum of factors): best for products of 2, 3 and 5.
 */
export class FourierTransform {
  readonly length: number;
  private readonly passes: readonly Pass[];
  /** cos and sin of 2 pi k / n. */
  private readonly cosines: Float64Array;
  private readonly sines: Float64Array;
  private readonly spareReal: Float64Array;
  private readonly spareImaginary: Float64Array;

  /** @throws CoreError `parameter` */
  constructor(length: number) {
    expectInteger('length of a Fourier transform', length, 1, 2 ** 20);
    this.length = length;
    this.passes = passesOf(length);
    this.cosines = Float64Array.from({ length }, (_, k) => Math.cos((2 * Math.PI * k) / length));
    this.sines = Float64Array.from({ length }, (_, k) => Math.sin((2 * Math.PI * k) / length));
    this.spareReal = new Float64Array(length);
    this.spareImaginary = new Float64Array(length);
  }

  /** In place. @throws CoreError `shape` */
  forwards(real: Float64Array, imaginary: Float64Array): void {
    expectLength('real part', real, this.length);
    expectLength('imaginary part', imaginary, this.length);
    let [fromReal, fromImaginary] = [real, imaginary];
    let [toReal, toImaginary] = [this.spareReal, this.spareImaginary];
    for (const pass of this.passes) {
      if (pass.radix === 4) this.passOfFour(pass, fromReal, fromImaginary, toReal, toImaginary);
      else this.pass(pass, fromReal, fromImaginary, toReal, toImaginary);
      [fromReal, toReal] = [toReal, fromReal];
      [fromImaginary, toImaginary] = [toImaginary, fromImaginary];
    }
    if (fromReal === real) return;
    real.set(fromReal);
    imaginary.set(fromImaginary);
  }

  /** The way back, times n: the same with the parts exchanged. */
  backwards(real: Float64Array, imaginary: Float64Array): void {
    this.forwards(imaginary, real);
  }

  /** Any radix: y[q + s (p k + t)] = w^(k t) sum over r of x[q + s (k + m r)] e^(-2 pi i r t / p). */
  private pass(
    { radix, rest, stride }: Pass,
    xr: Float64Array,
    xi: Float64Array,
    yr: Float64Array,
    yi: Float64Array,
  ): void {
    const { cosines, sines, length } = this;
    for (let k = 0; k < rest; k++) {
      for (let t = 0; t < radix; t++) {
        for (let q = 0; q < stride; q++) {
          let [sumReal, sumImaginary] = [0, 0];
          for (let r = 0; r < radix; r++) {
            // Both factors in one: the angle is (k + m r) t in steps of 1 / (p m).
            const angle = ((k + rest * r) * t * stride) % length;
            const [c, s] = [cosines[angle]!, sines[angle]!];
            const p = q + stride * (k + rest * r);
            sumReal += xr[p]! * c + xi[p]! * s;
            sumImaginary += xi[p]! * c - xr[p]! * s;
          }
          const p = q + stride * (radix * k + t);
          yr[p] = sumReal;
          yi[p] = sumImaginary;
        }
      }
    }
  }

  /** The same for four, where the inner angles are quarter turns and need no product. */
  private passOfFour(
    { rest, stride }: Pass,
    xr: Float64Array,
    xi: Float64Array,
    yr: Float64Array,
    yi: Float64Array,
  ): void {
    const { cosines, sines } = this;
    const apart = stride * rest;
    for (let k = 0; k < rest; k++) {
      const [c1, s1] = [cosines[k * stride]!, sines[k * stride]!];
      const [c2, s2] = [cosines[2 * k * stride]!, sines[2 * k * stride]!];
      const [c3, s3] = [cosines[3 * k * stride]!, sines[3 * k * stride]!];
      for (let q = 0; q < stride; q++) {
        const p = q + stride * k;
        const evenReal = xr[p]! + xr[p + 2 * apart]!;
        const evenImaginary = xi[p]! + xi[p + 2 * apart]!;
        const evenRealLess = xr[p]! - xr[p + 2 * apart]!;
        const evenImaginaryLess = xi[p]! - xi[p + 2 * apart]!;
        const oddReal = xr[p + apart]! + xr[p + 3 * apart]!;
        const oddImaginary = xi[p + apart]! + xi[p + 3 * apart]!;
        const oddRealLess = xr[p + apart]! - xr[p + 3 * apart]!;
        const oddImaginaryLess = xi[p + apart]! - xi[p + 3 * apart]!;
        const to = q + 4 * stride * k;
        yr[to] = evenReal + oddReal;
        yi[to] = evenImaginary + oddImaginary;
        const [r1, i1] = [evenRealLess + oddImaginaryLess, evenImaginaryLess - oddRealLess];
        yr[to + stride] = r1 * c1 + i1 * s1;
        yi[to + stride] = i1 * c1 - r1 * s1;
        const [r2, i2] = [evenReal - oddReal, evenImaginary - oddImaginary];
        yr[to + 2 * stride] = r2 * c2 + i2 * s2;
        yi[to + 2 * stride] = i2 * c2 - r2 * s2;
        const [r3, i3] = [evenRealLess - oddImaginaryLess, evenImaginaryLess + oddRealLess];
        yr[to + 3 * stride] = r3 * c3 + i3 * s3;
        yi[to + 3 * stride] = i3 * c3 - r3 * s3;
      }
    }
  }
}

function passesOf(length: number): Pass[] {
  const passes: Pass[] = [];
  let [left, stride] = [length, 1];
  const take = (radix: number) => {
    for (; left % radix === 0; left /= radix, stride *= radix) passes.push({ radix, rest: left / radix, stride });
  };
  take(4);
  for (let radix = 2; left > 1; radix++) take(radix);
  return passes;
}
