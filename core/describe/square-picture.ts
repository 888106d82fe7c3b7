// The picture that the CNN sees, as plain pixels: what the other descriptions of a photo are made from too.
import { expectInteger, expectLength } from '../checks.ts';

/** RGB, 8 bits a channel, row-major: channel c of the pixel at column x, row y is data[3 * (y * size + x) + c]. */
export interface SquarePicture {
  /** Pixels a side. */
  readonly size: number;
  readonly data: Uint8Array;
}

/** @throws CoreError `parameter`, `shape` */
export function expectPicture({ size, data }: SquarePicture, smallestSize: number): void {
  expectInteger('picture size', size, smallestSize, 65_536);
  expectLength('picture', data, 3 * size * size);
}
