// Summed-area tables of small grey pictures: the sum over any rectangle in four look-ups, and from that any smaller size.
// Source: Crow, 'Summed-area tables for texture mapping', SIGGRAPH 1984.
import { expectInteger, expectLength } from '../checks.ts';

/** Luminance, row-major, 8 bits a pixel. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Each table has a row and a column of zeros before the picture's: entry (x, y) is the sum above and left of that corner. */
export interface SummedAreas {
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  readonly stride: number;
}

/** @throws CoreError `shape`, `parameter` when the pixels do not fit the size. Cost O(width height) */
export function summedAreas(picture: GreyPicture): SummedAreas {
  const { width, height, data } = picture;
  expectInteger('width of a grey picture', width, 1, 4096);
  expectInteger('height of a grey picture', height, 1, 4096);
  expectLength('pixels of a grey picture', data, width * height);
  const stride = width + 1;
  const sum = new Float64Array(stride * (height + 1));
  const squares = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let rowSum = 0;
    let rowSquares = 0;
    for (let x = 0; x < width; x++) {
      const value = data[y * width + x]!;
      rowSum += value;
      rowSquares += value * value;
      const here = (y + 1) * stride + x + 1;
      sum[here] = sum[here - stride]! + rowSum;
      squares[here] = squares[here - stride]! + rowSquares;
    }
  }
  return { sum, squares, stride };
}

/** The sum over a rectangle with whole corners. */
export function areaOf(
  table: Float64Array,
  stride: number,
  x: number,
  y: number,
  width: number,
  height: number,
): number {
  const top = y * stride + x;
  const bottom = top + height * stride;
  return table[bottom + width]! - table[bottom]! - table[top + width]! + table[top]!;
}

/** A rectangle of a picture, in its pixels; its borders may lie between them. */
export interface Window {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A window of the picture at a smaller size: each pixel the mean of the area it covers, fractions of pixels counted as such,
 * so that no detail jumps from one place or size to the next. Shape (height, width), row-major.
 * Cost O(width height) of the small size.
 */
export function areaMeans(
  { sum, stride }: SummedAreas,
  window: Window,
  toWidth: number,
  toHeight: number,
): Float32Array {
  const across = window.width / toWidth;
  const down = window.height / toHeight;
  const means = new Float32Array(toWidth * toHeight);
  let above = new Float64Array(toWidth + 1);
  let below = new Float64Array(toWidth + 1);
  readCorners(sum, stride, window.x, window.y, across, above);
  for (let row = 0; row < toHeight; row++) {
    readCorners(sum, stride, window.x, window.y + (row + 1) * down, across, below);
    for (let column = 0; column < toWidth; column++) {
      const area = below[column + 1]! - below[column]! - above[column + 1]! + above[column]!;
      means[row * toWidth + column] = area / (across * down);
    }
    [above, below] = [below, above];
  }
  return means;
}

/** The table, read between its entries at height y, at every column border of the smaller picture: linear both ways. */
function readCorners(
  sum: Float64Array,
  stride: number,
  left: number,
  y: number,
  across: number,
  corners: Float64Array,
): void {
  const lastRow = sum.length / stride - 2;
  const row = Math.min(Math.floor(y), lastRow);
  const rowShare = y - row;
  for (let i = 0; i < corners.length; i++) {
    const x = left + i * across;
    const column = Math.min(Math.floor(x), stride - 2);
    const columnShare = x - column;
    const p = row * stride + column;
    const top = sum[p]! + columnShare * (sum[p + 1]! - sum[p]!);
    const bottom = sum[p + stride]! + columnShare * (sum[p + stride + 1]! - sum[p + stride]!);
    corners[i] = top + rowShare * (bottom - top);
  }
}
