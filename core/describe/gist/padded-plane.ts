// A square picture with its border mirrored around it, as a transform that takes it for periodic needs it.
import type { Plane } from '../../linalg/fourier-plane.ts';

/** Row or column of a picture that stands at that place, where the outermost pixel stands twice. */
function source(index: number, side: number): number {
  const folded = ((index % (2 * side)) + 2 * side) % (2 * side);
  return folded < side ? folded : 2 * side - 1 - folded;
}

/** @param border pixels more on each side @param into (side + 2 border)^2; its imaginary part becomes zero */
export function padPicture(picture: ArrayLike<number>, side: number, border: number, into: Plane): void {
  const padded = side + 2 * border;
  into.imaginary.fill(0);
  for (let y = 0; y < padded; y++) {
    const row = source(y - border, side) * side;
    for (let x = 0; x < padded; x++) into.real[y * padded + x] = picture[row + source(x - border, side)]!;
  }
}

/** The picture without what was put around it. */
export function cropPicture(padded: Float64Array, side: number, border: number): Float64Array {
  const width = side + 2 * border;
  const picture = new Float64Array(side * side);
  for (let y = 0; y < side; y++) {
    const start = (y + border) * width + border;
    picture.set(padded.subarray(start, start + side), y * side);
  }
  return picture;
}
