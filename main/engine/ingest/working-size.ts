// How large the working picture is that a photo is decoded to: thumbnail, print and the CNN's input are made from it.
import type { PixelSize } from './decoders/jpeg-size.ts';

const mostPixels = 512;
const fewestReduced = 440;
/** sharp has libjpeg decode to an eighth only where a ninth or less is asked for: at an eighth, rounding may lose an edge. */
const reducedDecode = 9;

/**
 * The longer side in pixels, for a picture that is not to be enlarged: 512, or a ninth of the photo's where that is not much
 * less. A 12-megapixel JPEG is then decoded at an eighth, by the mean of each block of 8 x 8 pixels alone, in a fifth to a
 * quarter less time. All formats follow the rule: a photo and its copy in another format are to have the same feature.
 */
export function workingSide({ width, height }: PixelSize): number {
  const reduced = Math.floor(Math.max(width, height) / reducedDecode);
  return reduced >= fewestReduced && reduced < mostPixels ? reduced : mostPixels;
}

/** Whether a JPEG of this size is decoded at an eighth for a picture of `side` pixels at most. */
export function isReadAtEighth({ width, height }: PixelSize, side: number): boolean {
  return Math.max(width, height) >= reducedDecode * side;
}
