// How much structure of each size and direction each part of a picture has: a bank of Gabor filters, stated in frequencies.
// Source: Oliva, Torralba, 'Modeling the shape of the scene', IJCV 2001, section 3; constants of the authors' program
// (`createGabor`, `gistGabor`).
import { emptyPlane, frequencyAt, type Plane, PlaneTransform } from '../../linalg/fourier-plane.ts';
import { cropPicture, padPicture } from './padded-plane.ts';

/** Cycles a pixel of the finest scale, and by how much each next scale is coarser. */
const FINEST = 0.3;
const SCALE_STEP = 1.85;
/** How narrow a filter is along frequencies and around directions (both grow with their square). */
const RADIAL = 10 * 0.35;
const ANGULAR = (2 * Math.PI * 16) / 32 ** 2;

export class GaborBank {
  readonly side: number;
  readonly border: number;
  /** (padded, padded) each, scale by scale; divided by the number of pixels, as the way back is not. */
  private readonly filters: readonly Float32Array[];
  private readonly transform: PlaneTransform;

  /** @param orientations how many directions each scale has, finest first @param border in pixels around the picture */
  constructor(side: number, orientations: readonly number[], border: number) {
    this.side = side;
    this.border = border;
    const padded = side + 2 * border;
    this.transform = new PlaneTransform(padded);
    this.filters = orientations.flatMap((count, scale) =>
      Array.from({ length: count }, (_, i) =>
        filterOf(padded, FINEST / SCALE_STEP ** scale, (Math.PI * i) / count, count),
      ),
    );
  }

  get filterCount(): number {
    return this.filters.length;
  }

  /**
   * The absolute response of each filter, (side, side). Cost O(filters padded^2 log padded)
   * @param picture (side, side)
   */
  *responses(picture: ArrayLike<number>): Generator<Float64Array> {
    const { side, border, transform } = this;
    const spectrum = emptyPlane(transform.side);
    padPicture(picture, side, border, spectrum);
    transform.forwards(spectrum);
    const response = emptyPlane(transform.side);
    for (const filter of this.filters) {
      multiply(spectrum, filter, response);
      transform.backwards(response);
      yield cropPicture(magnitudes(response), side, border);
    }
  }
}

/** A Gaussian around one frequency and one direction; one-sided, so that the response is complex and knows no phase. */
function filterOf(side: number, frequency: number, direction: number, orientations: number): Float32Array {
  return Float32Array.from({ length: side * side }, (_, p) => {
    const x = frequencyAt(p % side, side);
    const y = frequencyAt(Math.floor(p / side), side);
    const radius = Math.sqrt(x * x + y * y) / side / frequency - 1;
    let angle = Math.atan2(y, x) + direction;
    if (angle > Math.PI) angle -= 2 * Math.PI;
    return Math.exp(-RADIAL * radius * radius - ANGULAR * (orientations * angle) ** 2) / (side * side);
  });
}

function multiply(spectrum: Plane, filter: Float32Array, into: Plane): void {
  for (let p = 0; p < filter.length; p++) {
    into.real[p] = spectrum.real[p]! * filter[p]!;
    into.imaginary[p] = spectrum.imaginary[p]! * filter[p]!;
  }
}

function magnitudes({ real, imaginary }: Plane): Float64Array {
  const result = new Float64Array(real.length);
  for (let p = 0; p < result.length; p++) result[p] = Math.sqrt(real[p]! * real[p]! + imaginary[p]! * imaginary[p]!);
  return result;
}
