// The places of a picture and their descriptors in few bytes, for keeping and for handing between threads.
import type { LocalFeatures } from './sift.ts';
import { SIFT_LENGTH } from './sift-descriptor.ts';

/** 144 bytes a place. */
export interface LocalPlaces {
  /** (count, 4): x, y and scale in pixels, angle in radians. */
  readonly places: Float32Array;
  /** (count, 128), as SIFT gives them. */
  readonly descriptors: Uint8Array;
}

export function toPlaces({ keypoints, descriptors }: LocalFeatures): LocalPlaces {
  const places = new Float32Array(4 * keypoints.length);
  for (const [i, { x, y, scale, angle }] of keypoints.entries()) places.set([x, y, scale, angle], 4 * i);
  return { places, descriptors };
}

export function placeCount({ descriptors }: LocalPlaces): number {
  return descriptors.length / SIFT_LENGTH;
}
