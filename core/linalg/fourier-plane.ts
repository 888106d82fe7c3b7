// The Fourier transform of a square picture: its rows, then its columns.
import { FourierTransform } from './fourier.ts';

/** Complex, (side, side), row-major; frequency f of a row stands at f, or at side + f where it is negative. */
export interface Plane {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

export class PlaneTransform {
  readonly side: number;
  private readonly transform: FourierTransform;
  private readonly turned: Plane;

  /** @throws CoreError `parameter` */
  constructor(side: number) {
    this.side = side;
    this.transform = new FourierTransform(side);
    this.turned = emptyPlane(side);
  }

  /** In place, not divided by anything. Cost O(side^2 log side) */
  forwards(plane: Plane): void {
    this.rows(plane);
    turn(plane, this.turned, this.side);
    this.rows(this.turned);
    turn(this.turned, plane, this.side);
  }

  /** The way back, times side^2. */
  backwards({ real, imaginary }: Plane): void {
    this.forwards({ real: imaginary, imaginary: real });
  }

  private rows({ real, imaginary }: Plane): void {
    const { side, transform } = this;
    for (let start = 0; start < real.length; start += side) {
      transform.forwards(real.subarray(start, start + side), imaginary.subarray(start, start + side));
    }
  }
}

export function emptyPlane(side: number): Plane {
  return { real: new Float64Array(side * side), imaginary: new Float64Array(side * side) };
}

/** Frequency of the entry at that index, from -side / 2 to side / 2 - 1. */
export function frequencyAt(index: number, side: number): number {
  return index < side / 2 ? index : index - side;
}

/** Rows become columns. */
function turn(from: Plane, to: Plane, side: number): void {
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      to.real[x * side + y] = from.real[y * side + x]!;
      to.imaginary[x * side + y] = from.imaginary[y * side + x]!;
    }
  }
}
