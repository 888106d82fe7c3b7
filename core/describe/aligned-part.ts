// The second signal for cropped copies: lays one small grey picture into another at every place and size, and tells where it
// agrees best. The CNN finds the candidates; this verifies the nearest few (main/engine/search).
import { expectInteger, expectLength } from '../checks.ts';

/** Luminance, row-major, 8 bits a pixel. Small: ALIGNED_SIDE pixels on the longer side. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Where a part agrees best with a whole; fractions of the whole's sides. */
export interface AlignedPart {
  /** Normalised cross-correlation there: 1 the same up to brightness and contrast. */
  readonly similarity: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels of the longer side: the cost grows with its fourth power, and detail beyond it does not survive bad copies. */
export const ALIGNED_SIDE = 40;
/** A part is looked for down to this share of the whole's width and height: a fifth of its area. */
const SMALLEST_SHARE = 0.44;
/** From one size to the next: a part of half the side is then at most half a pixel off at its borders. */
const SIZE_STEP = 0.95;
/** Pixels on the shorter side of a part, below which agreement is chance. */
const FEWEST_PIXELS = 8;
/** A window that varies by less than two levels (of 255) has no pattern. */
const FLAT_VARIANCE = 4;

/**
 * Normalised cross-correlation of `part`, scaled from as large as fits down to 0.44 of that, with every window of `whole`
 * (Lewis, 'Fast template matching', 1995: window sums from a summed-area table, the product directly).
 * @throws CoreError `shape`, `parameter`. Cost: about 16 sizes x places x pixels, 2 million products at 40 x 30 pixels.
 */
export function alignPart(part: GreyPicture, whole: GreyPicture): AlignedPart {
  expectGrey('part', part);
  expectGrey('whole', whole);
  const sums = summedAreas(whole);
  const partSums = summedAreas(part);
  const scale = Math.min(whole.width / part.width, whole.height / part.height);
  let best: AlignedPart = { similarity: 0, x: 0, y: 0, width: 1, height: 1 };
  let previousWidth = 0;
  for (let share = 1; share >= SMALLEST_SHARE; share *= SIZE_STEP) {
    const width = Math.min(whole.width, Math.round(part.width * scale * share));
    const height = Math.min(whole.height, Math.round(part.height * scale * share));
    if (width === previousWidth || Math.min(width, height) < FEWEST_PIXELS) continue;
    previousWidth = width;
    const placed = bestPlace(shrink(part, partSums, width, height), width, height, whole, sums);
    if (placed.similarity > best.similarity) best = placed;
  }
  return best;
}

function bestPlace(
  template: Float32Array | null,
  width: number,
  height: number,
  whole: GreyPicture,
  { sum, squares, stride }: SummedAreas,
): AlignedPart {
  const count = width * height;
  let similarity = 0;
  let bestX = 0;
  let bestY = 0;
  for (let y = 0; template !== null && y <= whole.height - height; y++) {
    for (let x = 0; x <= whole.width - width; x++) {
      const mean = areaOf(sum, stride, x, y, width, height) / count;
      const variance = areaOf(squares, stride, x, y, width, height) / count - mean * mean;
      if (variance < FLAT_VARIANCE) continue;
      const value = productAt(template, width, height, whole, x, y) / (count * Math.sqrt(variance));
      if (value > similarity) [similarity, bestX, bestY] = [value, x, y];
    }
  }
  const { width: W, height: H } = whole;
  return { similarity, x: bestX / W, y: bestY / H, width: width / W, height: height / H };
}

/** The template has mean 0, so the window's mean drops out of the product. */
function productAt(
  template: Float32Array,
  width: number,
  height: number,
  { data, width: stride }: GreyPicture,
  x: number,
  y: number,
): number {
  let product = 0;
  let t = 0;
  for (let row = 0; row < height; row++) {
    const start = (y + row) * stride + x;
    for (let p = start; p < start + width; p++) product += template[t++]! * data[p]!;
  }
  return product;
}

/** The picture at another size by area means, less its mean, of deviation 1; null when it is flat. */
function shrink({ width, height }: GreyPicture, areas: SummedAreas, toWidth: number, toHeight: number) {
  const values = new Float32Array(toWidth * toHeight);
  let total = 0;
  for (let row = 0; row < toHeight; row++) {
    const [top, bottom] = border(row, toHeight, height);
    for (let column = 0; column < toWidth; column++) {
      const [left, right] = border(column, toWidth, width);
      const area = areaOf(areas.sum, areas.stride, left, top, right - left, bottom - top);
      const value = area / ((right - left) * (bottom - top));
      values[row * toWidth + column] = value;
      total += value;
    }
  }
  const mean = total / values.length;
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2 / values.length;
  if (variance < FLAT_VARIANCE) return null;
  const deviation = Math.sqrt(variance);
  for (let i = 0; i < values.length; i++) values[i] = (values[i]! - mean) / deviation;
  return values;
}

/** The source pixels of one target pixel, at least one. */
function border(index: number, count: number, size: number): [from: number, to: number] {
  const from = Math.min(size - 1, Math.round((index * size) / count));
  return [from, Math.max(from + 1, Math.round(((index + 1) * size) / count))];
}

interface SummedAreas {
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  readonly stride: number;
}

function summedAreas({ width, height, data }: GreyPicture): SummedAreas {
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

function areaOf(table: Float64Array, stride: number, x: number, y: number, width: number, height: number): number {
  const top = y * stride + x;
  const bottom = top + height * stride;
  return table[bottom + width]! - table[bottom]! - table[top + width]! + table[top]!;
}

function expectGrey(name: string, { width, height, data }: GreyPicture): void {
  expectInteger(`width of the ${name}`, width, 1, 4096);
  expectInteger(`height of the ${name}`, height, 1, 4096);
  expectLength(`pixels of the ${name}`, data, width * height);
}
