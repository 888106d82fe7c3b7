// One colour for a photo: what the page shows in its place until the thumbnail is there.
import type { SquarePicture } from './square-picture.ts';
import { expectPicture } from './square-picture.ts';

/** Mean red, green and blue, each 0 .. 255. @throws CoreError `shape`, `parameter`. Cost O(size^2). */
export function meanColour(picture: SquarePicture): [red: number, green: number, blue: number] {
  expectPicture(picture, 1);
  const sums: [number, number, number] = [0, 0, 0];
  const { data } = picture;
  for (let p = 0; p < data.length; p += 3) {
    sums[0] += data[p]!;
    sums[1] += data[p + 1]!;
    sums[2] += data[p + 2]!;
  }
  const pixelCount = data.length / 3;
  return [Math.round(sums[0] / pixelCount), Math.round(sums[1] / pixelCount), Math.round(sums[2] / pixelCount)];
}
