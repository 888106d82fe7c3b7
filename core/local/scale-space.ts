// The scale space of a picture: ever more blurred copies, halved once an octave, and their differences, whose extrema are
// the places that SIFT describes. Source: Lowe, 'Distinctive image features from scale-invariant keypoints', IJCV 2004, section 3.
import type { LightPicture } from '../describe/light-picture.ts';
import type { KernelRoom } from '../kernels/kernel-room.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { gaussianBlur } from './gaussian-blur.ts';
import { pixelsOf, type PlacedPicture, roomFor } from './placed-picture.ts';

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
  readonly levels: readonly PlacedPicture[];
  /** How many pixels of the picture one of the octave is: 1/2, 1, 2, ... */
  readonly pixel: number;
}

export interface ScaleSpaceOptions {
  /** From twice the picture's size (section 3.3: that finds four times as many keypoints), at four times the cost; true by default. */
  readonly doubled?: boolean | undefined;
}

/**
 * Down to a few pixels. Pixel (x, y) of an octave lies at (pixel x, pixel y) of the picture.
 * @param room what the octaves lie in; the caller releases it @throws CoreError `memory`
 * Cost: with doubling 16/3 width height pixels, six blurs of about 4 sigma weights each.
 */
export function buildScaleSpace(
  kernels: Kernels,
  picture: LightPicture,
  room: KernelRoom,
  { doubled = true }: ScaleSpaceOptions = {},
): Octave[] {
  let pixel = doubled ? 0.5 : 1;
  let first = place(kernels, doubled ? doubledPicture(picture) : picture, room);
  gaussianBlur(kernels, first, Math.sqrt(FIRST_SIGMA ** 2 - (CAMERA_SIGMA / pixel) ** 2), first);
  const octaves: Octave[] = [];
  for (; Math.min(first.width, first.height) >= SMALLEST_SIDE; pixel *= 2) {
    const levels = blurredLevels(kernels, first, room);
    octaves.push({ levels, pixel });
    first = everySecond(kernels, levels[LEVELS]!, room);
  }
  return octaves;
}

/** D, equation 1: level i + 1 less level i, into LEVELS + 2 places of its size. Cost O(pixels LEVELS) */
export function differencesOf(kernels: Kernels, { levels }: Octave, into: readonly number[]): PlacedPicture[] {
  return levels.slice(1).map(({ width, height, address: coarser }, i) => {
    const address = into[i]!;
    kernels.subtract(coarser, levels[i]!.address, width * height, address);
    return { width, height, address };
  });
}

/** Each level from the one before: blurs add up as the squares of their sigmas do. */
function blurredLevels(kernels: Kernels, first: PlacedPicture, room: KernelRoom): PlacedPicture[] {
  const levels = [first];
  const factor = 2 ** (1 / LEVELS);
  for (let level = 1; level < LEVELS + 3; level++) {
    const before = FIRST_SIGMA * factor ** (level - 1);
    const next = roomFor(first.width, first.height, room);
    gaussianBlur(kernels, levels[level - 1]!, before * Math.sqrt(factor ** 2 - 1), next);
    levels.push(next);
  }
  return levels;
}

function place({ memory }: Kernels, { width, height, data }: LightPicture, room: KernelRoom): PlacedPicture {
  const placed = roomFor(width, height, room);
  pixelsOf(placed, memory).data.set(data);
  return placed;
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
function everySecond({ memory }: Kernels, picture: PlacedPicture, room: KernelRoom): PlacedPicture {
  const placed = roomFor(picture.width >> 1, picture.height >> 1, room);
  const { width, data } = pixelsOf(picture, memory);
  const half = pixelsOf(placed, memory);
  for (let y = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) half.data[y * half.width + x] = data[2 * (y * width + x)]!;
  }
  return placed;
}
