// Small grey pictures with fractions of levels, as registration needs them: turned, smoothed and halved.
import type { Orientation } from './luminance-print.ts';
import type { GreyPicture } from './summed-area.ts';

export interface LightPicture {
  readonly width: number;
  readonly height: number;
  /** Row-major, 0 to 255. */
  readonly data: Float32Array;
}

export function toLight({ width, height, data }: GreyPicture): LightPicture {
  return { width, height, data: Float32Array.from(data) };
}

/** Mirrored left to right if so, then turned clockwise: as `comparePrints` lays the second picture over the first. */
export function oriented(picture: GreyPicture, { mirrored, quarterTurns }: Orientation): GreyPicture {
  let turned = mirrored ? mirror(picture) : picture;
  for (let turn = 0; turn < quarterTurns; turn++) turned = turnOnce(turned);
  return turned;
}

function mirror({ width, height, data }: GreyPicture): GreyPicture {
  const mirrored = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) mirrored[y * width + x] = data[y * width + width - 1 - x]!;
  }
  return { width, height, data: mirrored };
}

function turnOnce({ width, height, data }: GreyPicture): GreyPicture {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < height; x++) turned[y * height + x] = data[(height - 1 - x) * width + y]!;
  }
  return { width: height, height: width, data: turned };
}

/** Twice the binomial filter 1 2 1 in both directions: blur and JPEG blocks then count for little. */
export function smoothed(picture: LightPicture): LightPicture {
  const { width, height } = picture;
  let data = picture.data;
  for (let pass = 0; pass < 2; pass++) data = filtered(filtered(data, width, height, 1), width, height, width);
  return { width, height, data };
}

/** @param step 1 filters along the rows, the width along the columns */
function filtered(data: Float32Array, width: number, height: number, step: number): Float32Array {
  const result = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const p = y * width + x;
      const isFirst = step === 1 ? x === 0 : y === 0;
      const isLast = step === 1 ? x === width - 1 : y === height - 1;
      result[p] = (data[isFirst ? p : p - step]! + 2 * data[p]! + data[isLast ? p : p + step]!) / 4;
    }
  }
  return result;
}

/** Means of 2 x 2 pixels; an odd last row or column is left out. */
export function halved({ width, height, data }: LightPicture): LightPicture {
  const half = { width: width >> 1, height: height >> 1, data: new Float32Array((width >> 1) * (height >> 1)) };
  for (let y = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      const p = 2 * (y * width + x);
      half.data[y * half.width + x] = (data[p]! + data[p + 1]! + data[p + width]! + data[p + width + 1]!) / 4;
    }
  }
  return half;
}
