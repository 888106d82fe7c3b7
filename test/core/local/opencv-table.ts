// What OpenCV finds on small photos, as make_opencv_sift.py wrote it down.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { LightPicture } from '../../../core/describe/light-picture.ts';

interface StoredPicture {
  readonly name: string;
  readonly png: string;
  readonly keypoints: readonly (readonly [x: number, y: number, size: number, degrees: number, strength: number])[];
  /** By the number of the keypoint. */
  readonly descriptors: Readonly<Record<string, readonly number[]>>;
}

const table = JSON.parse(readFileSync(join(import.meta.dirname, 'opencv-sift.json'), 'utf8')) as {
  readonly pictures: readonly StoredPicture[];
};

export const opencvTable = table.pictures;

export async function pictureOf({ png }: StoredPicture): Promise<LightPicture> {
  const { data, info } = await sharp(Buffer.from(png, 'base64'))
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: Float32Array.from(data) };
}
