// What GIST does to a picture before it looks at structure: light and shade are taken out, and contrast is made the same everywhere.
// Source: Torralba, 'Contextual priming for object detection', IJCV 2003, section 3.1; constants of the authors' program (`prefilt`).
import { emptyPlane, frequencyAt, type Plane, PlaneTransform } from '../../linalg/fourier-plane.ts';
import { cropPicture, padPicture } from './padded-plane.ts';

/** At so many cycles a picture half of a frequency counts as light and shade. */
const CUT_OFF = 4;
/** In pixels, around the picture. */
const BORDER = 5;
/** Added to the local contrast, so that plain areas stay plain. */
const LEAST_CONTRAST = 0.2;

export class Whitening {
  private readonly side: number;
  private readonly transform: PlaneTransform;
  /** The low-pass filter, divided by the number of pixels, as the way back is not. */
  private readonly low: Float64Array;

  constructor(side: number) {
    this.side = side;
    const padded = side + 2 * BORDER;
    this.transform = new PlaneTransform(padded);
    this.low = Float64Array.from({ length: padded * padded }, (_, p) => {
      const x = frequencyAt(p % padded, padded);
      const y = frequencyAt(Math.floor(p / padded), padded);
      return Math.exp((-(x * x + y * y) * Math.LN2) / CUT_OFF ** 2) / (padded * padded);
    });
  }

  /** @param channels (side, side) each, 0 to 255; all are divided by the contrast of their mean. Cost O(side^2 log side) */
  whiten(channels: readonly ArrayLike<number>[]): Float64Array[] {
    const details = channels.map((channel) => this.detailOf(channel));
    const contrast = this.contrastOf(details);
    return details.map((detail) => cropPicture(detail.map((value, p) => value / contrast[p]!), this.side, BORDER)); // prettier-ignore
  }

  /** The logarithm less its low frequencies, with its border. */
  private detailOf(channel: ArrayLike<number>): Float64Array {
    const plane = emptyPlane(this.transform.side);
    padPicture(Float64Array.from(channel, (value) => Math.log(1 + value)), this.side, BORDER, plane); // prettier-ignore
    const logarithm = plane.real.slice();
    this.smooth(plane);
    return logarithm.map((value, p) => value - plane.real[p]!);
  }

  /** Root of the locally averaged square of the channels' mean. */
  private contrastOf(details: readonly Float64Array[]): Float64Array {
    const plane = emptyPlane(this.transform.side);
    for (let p = 0; p < plane.real.length; p++) {
      const mean = details.reduce((sum, detail) => sum + detail[p]!, 0) / details.length;
      plane.real[p] = mean * mean;
    }
    this.smooth(plane);
    return plane.real.map((square, p) => LEAST_CONTRAST + Math.sqrt(Math.hypot(square, plane.imaginary[p]!)));
  }

  private smooth(plane: Plane): void {
    this.transform.forwards(plane);
    for (let p = 0; p < this.low.length; p++) {
      plane.real[p]! *= this.low[p]!;
      plane.imaginary[p]! *= this.low[p]!;
    }
    this.transform.backwards(plane);
  }
}
