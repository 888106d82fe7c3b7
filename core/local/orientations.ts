// The directions that a place's gradients have most: what makes its descriptor turn with the picture.
// Source: Lowe, IJCV 2004, section 5.
import { floatsAt } from '../kernels/kernel-memory.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { PlacedPicture } from './placed-picture.ts';

const BINS = 36;
/** The Gaussian that weights gradients has so many times the keypoint's scale. */
const WINDOW = 1.5;
/** Gradients farther than so many of its sigmas are not looked at. */
const REACH = 3;
/** Every peak of at least this share of the highest is an orientation of its own. */
const SECOND_PEAK = 0.8;

/** Bytes of scratch for a picture that is no larger than that, each way. */
export function orientationScratchBytes(longerSide: number): number {
  return 4 * (BINS + longerSide + 1);
}

/**
 * Angles in radians, from the x axis clockwise, as y points down; from 0 to 2 pi. Most places have one.
 * @param level the picture blurred nearest to the keypoint's scale @param x, y, scale in its pixels
 * @param scratch address of `orientationScratchBytes`. Cost O(scale^2): some 81 scale^2 gradients
 */
export function orientationsAt(
  kernels: Kernels,
  { width, height, address }: PlacedPicture,
  { x, y, scale }: { readonly x: number; readonly y: number; readonly scale: number },
  scratch: number,
): number[] {
  const sigma = WINDOW * scale;
  const reach = Math.min(Math.round(REACH * sigma), Math.max(width, height));
  const [column, row] = [Math.round(x), Math.round(y)];
  const weights = scratch + 4 * BINS;
  kernels.orientationHistogram(address, width, height, column, row, sigma, reach, weights, BINS, scratch);
  const histogram = smoothed(floatsAt(kernels.memory, scratch, BINS));
  const highest = Math.max(...histogram);
  const angles: number[] = [];
  for (let bin = 0; bin < BINS; bin++) {
    const before = histogram[(bin + BINS - 1) % BINS]!;
    const here = histogram[bin]!;
    const after = histogram[(bin + 1) % BINS]!;
    if (here <= before || here <= after || here < SECOND_PEAK * highest) continue;
    // The top of the parabola through the three.
    const peak = bin + (before - after) / (2 * (before - 2 * here + after));
    angles.push((2 * Math.PI * ((peak + BINS) % BINS)) / BINS);
  }
  return angles;
}

/** By the binomial filter 1 4 6 4 1, round the circle: single gradients make no peak. */
function smoothed(histogram: Float32Array): Float64Array {
  const at = (bin: number) => histogram[(bin + BINS) % BINS]!;
  return Float64Array.from(histogram, (_, i) => (at(i - 2) + at(i + 2) + 4 * (at(i - 1) + at(i + 1)) + 6 * at(i)) / 16);
}
