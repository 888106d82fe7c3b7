// A Gaussian over a grey picture: what a scale space is made of.
import { unexpected } from '../errors.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import { blurScratchBytes, type Kernels } from '../kernels/kernels.ts';
import type { PlacedPicture } from './placed-picture.ts';

/** Beyond so many sigmas a Gaussian adds less than a picture of 256 levels can tell. */
const REACH = 4;

/**
 * Borders are mirrored about the outermost pixel, so that no edge comes up there.
 * @param sigma in pixels, above 0 @param out of the picture's size; may be the picture itself
 * @throws CoreError `parameter`, `memory`. Cost O(width height sigma)
 */
export function gaussianBlur(kernels: Kernels, picture: PlacedPicture, sigma: number, out: PlacedPicture): void {
  if (!(sigma > 0)) throw unexpected('parameter', 'sigma of a Gaussian', 'a number above 0', sigma);
  const { width, height, address } = picture;
  const weights = halfGaussian(sigma);
  const room = new KernelRoom(kernels.memory);
  try {
    const kernel = room.copy(Float32Array.from(weights));
    const reach = weights.length - 1;
    const scratch = room.bytes(blurScratchBytes(width, height, reach));
    kernels.blurPicture(address, width, height, kernel, reach, scratch, out.address);
  } finally {
    room.release();
  }
}

/** The weights from the middle outwards; with both sides they add up to 1. */
export function halfGaussian(sigma: number): Float64Array {
  const reach = Math.max(1, Math.round(REACH * sigma));
  const kernel = Float64Array.from({ length: reach + 1 }, (_, i) => Math.exp((-i * i) / (2 * sigma * sigma)));
  const sum = 2 * kernel.reduce((total, weight) => total + weight, 0) - kernel[0]!;
  return kernel.map((weight) => weight / sum);
}
