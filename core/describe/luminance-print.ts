// The second signal beside the CNN: a coarse picture of light and dark, which tells the same picture, copied, turned
// or mirrored, from another picture of the same scene. The CNN finds; the print verifies.
import { expectLength } from '../checks.ts';
import type { SquarePicture } from './square-picture.ts';
import { expectPicture } from './square-picture.ts';

/** Cells a side: fine enough to tell two shots of a scene apart, coarse enough to survive JPEG, scaling and blur. */
export const PRINT_SIDE = 12;
export const PRINT_LENGTH = PRINT_SIDE * PRINT_SIDE;
/** A print that varies by less than a level (of 255) has no pattern: what varies is rounding. */
const FLAT_DEVIATION = 1;
/** Two flat pictures of nearly the same lightness are the same. */
const FLAT_TOLERANCE = 8;

/** How to lay the second picture over the first: mirror it left to right if `mirrored`, then turn it clockwise. */
export interface Orientation {
  readonly quarterTurns: 0 | 1 | 2 | 3;
  readonly mirrored: boolean;
}

export interface PrintComparison extends Orientation {
  /** Normalised cross-correlation in the best orientation: 1 the same up to brightness and contrast, 0 unrelated. */
  readonly similarity: number;
}

/**
 * Mean luma (Rec. 601 weights) of 12 x 12 cells: 144 bytes, row-major. The cell borders lie symmetrically, so the
 * print of a turned or mirrored picture is the turned or mirrored print.
 * @throws CoreError `shape`, `parameter` for pictures under 12 pixels a side. Cost O(size^2).
 */
export function luminancePrint(picture: SquarePicture): Uint8Array {
  expectPicture(picture, PRINT_SIDE);
  const print = new Uint8Array(PRINT_LENGTH);
  for (let row = 0; row < PRINT_SIDE; row++) {
    for (let column = 0; column < PRINT_SIDE; column++)
      print[row * PRINT_SIDE + column] = cellMean(picture, row, column);
  }
  return print;
}

function cellMean({ size, data }: SquarePicture, row: number, column: number): number {
  const border = (cell: number): number => Math.round((cell * size) / PRINT_SIDE);
  const left = border(column);
  const right = border(column + 1);
  let red = 0;
  let green = 0;
  let blue = 0;
  let count = 0;
  for (let y = border(row); y < border(row + 1); y++) {
    for (let p = 3 * (y * size + left); p < 3 * (y * size + right); p += 3) {
      red += data[p]!;
      green += data[p + 1]!;
      blue += data[p + 2]!;
      count++;
    }
  }
  return Math.round((0.299 * red + 0.587 * green + 0.114 * blue) / count);
}

const ORIENTATIONS: readonly (Orientation & { readonly sources: Uint8Array })[] = [false, true].flatMap((mirrored) =>
  ([0, 1, 2, 3] as const).map((quarterTurns) => ({ quarterTurns, mirrored, sources: sources(quarterTurns, mirrored) })),
);

/** For each cell of the oriented print, the cell of the original that comes to lie there. */
function sources(quarterTurns: number, mirrored: boolean): Uint8Array {
  return Uint8Array.from({ length: PRINT_LENGTH }, (_, cell) => {
    let x = cell % PRINT_SIDE;
    let y = Math.floor(cell / PRINT_SIDE);
    for (let turn = 0; turn < quarterTurns; turn++) [x, y] = [y, PRINT_SIDE - 1 - x];
    return y * PRINT_SIDE + (mirrored ? PRINT_SIDE - 1 - x : x);
  });
}

/**
 * The best agreement of two prints over four quarter turns, plain and mirrored; the upright one of equals.
 * Flat prints have no pattern to agree: two of about the same lightness are the same, any other pair unrelated.
 * @throws CoreError `shape`. Cost: 8 x 144 products, about 2 microseconds.
 */
export function comparePrints(first: Uint8Array, second: Uint8Array): PrintComparison {
  expectLength('first print', first, PRINT_LENGTH);
  expectLength('second print', second, PRINT_LENGTH);
  const a = centre(first);
  const b = centre(second);
  if (a.deviation < FLAT_DEVIATION || b.deviation < FLAT_DEVIATION) {
    const bothFlat = a.deviation < FLAT_DEVIATION && b.deviation < FLAT_DEVIATION;
    const same = bothFlat && Math.abs(a.mean - b.mean) <= FLAT_TOLERANCE;
    return { similarity: same ? 1 : 0, quarterTurns: 0, mirrored: false };
  }
  let best: PrintComparison = { similarity: -Infinity, quarterTurns: 0, mirrored: false };
  for (const { sources, quarterTurns, mirrored } of ORIENTATIONS) {
    let product = 0;
    for (let i = 0; i < PRINT_LENGTH; i++) product += a.values[i]! * b.values[sources[i]!]!;
    const similarity = product / (PRINT_LENGTH * a.deviation * b.deviation);
    if (similarity > best.similarity) best = { similarity, quarterTurns, mirrored };
  }
  return best;
}

/** A print less its mean, with its standard deviation. */
function centre(print: Uint8Array): { values: Float64Array; mean: number; deviation: number } {
  const mean = print.reduce((sum, value) => sum + value, 0) / PRINT_LENGTH;
  const values = Float64Array.from(print, (value) => value - mean);
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / PRINT_LENGTH);
  return { values, mean, deviation };
}
