// A Gaussian over a grey picture, row by row and then column by column: what a scale space is made of.
import { unexpected } from '../errors.ts';
import type { LightPicture } from '../describe/light-picture.ts';

/** Beyond so many sigmas a Gaussian adds less than a picture of 256 levels can tell. */
const REACH = 4;

/**
 * Borders are mirrored about the outermost pixel, so that no edge comes up there.
 * @param sigma in pixels, above 0. Cost O(width height sigma). @throws CoreError `parameter`
 */
export function gaussianBlur(picture: LightPicture, sigma: number): LightPicture {
  if (!(sigma > 0)) throw unexpected('parameter', 'sigma of a Gaussian', 'a number above 0', sigma);
  const { width, height } = picture;
  const kernel = halfGaussian(sigma);
  const data = new Float32Array(width * height);
  blurRows(picture, kernel, data);
  return { width, height, data: blurColumns({ width, height, data }, kernel) };
}

/** The weights from the middle outwards; with both sides they add up to 1. */
export function halfGaussian(sigma: number): Float64Array {
  const reach = Math.max(1, Math.round(REACH * sigma));
  const kernel = Float64Array.from({ length: reach + 1 }, (_, i) => Math.exp((-i * i) / (2 * sigma * sigma)));
  const sum = 2 * kernel.reduce((total, weight) => total + weight, 0) - kernel[0]!;
  return kernel.map((weight) => weight / sum);
}

function blurRows({ width, height, data }: LightPicture, kernel: Float64Array, into: Float32Array): void {
  const reach = kernel.length - 1;
  const padded = new Float64Array(width + 2 * reach);
  const sources = Int32Array.from(padded, (_, i) => mirrored(i - reach, width));
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let i = 0; i < padded.length; i++) padded[i] = data[row + sources[i]!]!;
    for (let x = 0; x < width; x++) {
      const middle = x + reach;
      let sum = kernel[0]! * padded[middle]!;
      for (let i = 1; i <= reach; i++) sum += kernel[i]! * (padded[middle - i]! + padded[middle + i]!);
      into[row + x] = sum;
    }
  }
}

/** A row at a time, so that memory is read in its order. */
function blurColumns({ width, height, data }: LightPicture, kernel: Float64Array): Float32Array {
  const result = new Float32Array(data.length);
  const sums = new Float64Array(width);
  for (let y = 0; y < height; y++) {
    const middle = kernel[0]!;
    for (let x = 0; x < width; x++) sums[x] = middle * data[y * width + x]!;
    for (let i = 1; i < kernel.length; i++) {
      const weight = kernel[i]!;
      const above = mirrored(y - i, height) * width;
      const below = mirrored(y + i, height) * width;
      for (let x = 0; x < width; x++) sums[x]! += weight * (data[above + x]! + data[below + x]!);
    }
    result.set(sums, y * width);
  }
  return result;
}

/** Index -1 is 1, and `size` is `size - 2`: the outermost pixel stands once. */
export function mirrored(index: number, size: number): number {
  if (size === 1) return 0;
  const period = 2 * (size - 1);
  const folded = ((index % period) + period) % period;
  return Math.min(folded, period - folded);
}
