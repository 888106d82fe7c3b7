// The directions that a place's gradients have most: what makes its descriptor turn with the picture.
// Source: Lowe, IJCV 2004, section 5.
import type { LightPicture } from '../describe/light-picture.ts';

const BINS = 36;
/** The Gaussian that weights gradients has so many times the keypoint's scale. */
const WINDOW = 1.5;
/** Gradients farther than so many of its sigmas are not looked at. */
const REACH = 3;
/** Every peak of at least this share of the highest is an orientation of its own. */
const SECOND_PEAK = 0.8;

/**
 * Angles in radians, from the x axis clockwise, as y points down; from 0 to 2 pi. Most places have one.
 * @param level the picture blurred nearest to the keypoint's scale @param x, y, scale in its pixels
 * Cost O(scale^2): some 81 scale^2 gradients
 */
export function orientationsAt(level: LightPicture, x: number, y: number, scale: number): number[] {
  const histogram = smoothed(gradientHistogram(level, Math.round(x), Math.round(y), scale));
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

function gradientHistogram({ width, height, data }: LightPicture, x: number, y: number, scale: number): Float64Array {
  const histogram = new Float64Array(BINS);
  const sigma = WINDOW * scale;
  const reach = Math.round(REACH * sigma);
  for (let row = Math.max(1, y - reach); row <= Math.min(height - 2, y + reach); row++) {
    for (let column = Math.max(1, x - reach); column <= Math.min(width - 2, x + reach); column++) {
      const p = row * width + column;
      const across = data[p + 1]! - data[p - 1]!;
      const down = data[p + width]! - data[p - width]!;
      const weight = Math.exp(-((column - x) ** 2 + (row - y) ** 2) / (2 * sigma * sigma));
      const bin = Math.round((Math.atan2(down, across) * BINS) / (2 * Math.PI));
      histogram[(bin + BINS) % BINS]! += weight * Math.sqrt(across * across + down * down);
    }
  }
  return histogram;
}

/** By the binomial filter 1 4 6 4 1, round the circle: single gradients make no peak. */
function smoothed(histogram: Float64Array): Float64Array {
  const at = (bin: number) => histogram[(bin + BINS) % BINS]!;
  return histogram.map((_, i) => (at(i - 2) + at(i + 2) + 4 * (at(i - 1) + at(i + 1)) + 6 * at(i)) / 16);
}
