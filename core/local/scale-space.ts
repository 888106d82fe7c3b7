// The scale space of a picture: ever more blurred copies, halved once an octave, and their differences, whose extrema are
// the places that SIFT describes. Source: Lowe, 'Distinctive image features from scale-invariant keypoints', IJCV 2004, section 3.
import type { LightPicture } from '../describe/light-picture.ts';
import { gaussianBlur } from './gaussian-blur.ts';

/** Lowe's s: levels of scale that an octave is sampled at (section 3.2, figure 3: three repeat best). */
export const LEVELS = 3;
/** The blur of an octave's first level, in its own pixels (section 3.3, figure 4). */
export const FIRST_SIGMA = 1.6;
/** The blur that a picture is taken to have already (section 3.3). */
const CAMERA_SIGMA = 0.5;
/** The shorter side of the last octave, in its pixels: a smaller one is all border (`findExtrema`). */
const SMALLEST_SIDE = 11;

export interface Octave {
  /** Level i is blurred by FIRST_SIGMA 2^(i / LEVELS) pixels of the octave; LEVELS + 3 of them. */
  readonly levels: readonly LightPicture[];
  /** D, equation 1: level i + 1 less level i; LEVELS + 2 of them. */
  readonly differences: readonly LightPicture[];
  /** How many pixels of the picture one of the octave is: 1/2, 1, 2, ... */
  readonly pixel: number;
}

/**
 * From twice the picture's size (section 3.3: that finds four times as many keypoints) down to a few pixels.
 * Pixel (x, y) of an octave lies at (pixel x, pixel y) of the picture.
 * Cost: 16/3 width height pixels, six blurs of about 4 sigma weights each: 0.2 s for 512 x 384.
 */
export function buildScaleSpace(picture: LightPicture): Octave[] {
  const alreadyThere = 2 * CAMERA_SIGMA;
  let first = gaussianBlur(doubledPicture(picture), Math.sqrt(FIRST_SIGMA ** 2 - alreadyThere ** 2));
  const octaves: Octave[] = [];
  for (let pixel = 0.5; Math.min(first.width, first.height) >= SMALLEST_SIDE; pixel *= 2) {
    const levels = blurredLevels(first);
    octaves.push({ levels, differences: differencesOf(levels), pixel });
    first = everySecond(levels[LEVELS]!);
  }
  return octaves;
}

/** Each level from the one before: blurs add up as the squares of their sigmas do. */
function blurredLevels(first: LightPicture): LightPicture[] {
  const levels = [first];
  const factor = 2 ** (1 / LEVELS);
  for (let level = 1; level < LEVELS + 3; level++) {
    const before = FIRST_SIGMA * factor ** (level - 1);
    levels.push(gaussianBlur(levels[level - 1]!, before * Math.sqrt(factor ** 2 - 1)));
  }
  return levels;
}

function differencesOf(levels: readonly LightPicture[]): LightPicture[] {
  return levels.slice(1).map(({ width, height, data }, i) => {
    const finer = levels[i]!.data;
    return { width, height, data: data.map((value, p) => value - finer[p]!) };
  });
}

/** Twice the size by linear interpolation: pixel x becomes 2x, so that places need no shift when they are halved again. */
export function doubledPicture({ width, height, data }: LightPicture): LightPicture {
  const twice = { width: 2 * width, height: 2 * height, data: new Float32Array(4 * width * height) };
  for (let y = 0; y < twice.height; y++) {
    const above = (y >> 1) * width;
    const below = Math.min((y + 1) >> 1, height - 1) * width;
    for (let x = 0; x < twice.width; x++) {
      const left = x >> 1;
      const right = Math.min((x + 1) >> 1, width - 1);
      const sum = data[above + left]! + data[above + right]! + data[below + left]! + data[below + right]!;
      twice.data[y * twice.width + x] = sum / 4;
    }
  }
  return twice;
}

/** Half the size; blurred by 2 FIRST_SIGMA, no detail is lost by leaving pixels out. */
function everySecond({ width, height, data }: LightPicture): LightPicture {
  const half = { width: width >> 1, height: height >> 1, data: new Float32Array((width >> 1) * (height >> 1)) };
  for (let y = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) half.data[y * half.width + x] = data[2 * (y * width + x)]!;
  }
  return half;
}
