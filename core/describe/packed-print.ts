// A luminance print in less room, without loss: each cell as its difference from what its neighbours let expect, in a Rice code.
import { expectLength } from '../checks.ts';
import { CoreError } from '../errors.ts';
import { fromRiceCode, toRiceCode } from '../quantise/rice-code.ts';
import { PRINT_LENGTH, PRINT_SIDE } from './luminance-print.ts';

/**
 * About 113 bytes for the 144 of a photo's print (measured on four sets of photos).
 * @param print (144) of `luminancePrint`. @throws CoreError `shape`. Cost O(cells)
 */
export function packPrint(print: Uint8Array): Uint8Array {
  expectLength('print', print, PRINT_LENGTH);
  const differences = new Int8Array(PRINT_LENGTH);
  for (let cell = 0; cell < PRINT_LENGTH; cell++) differences[cell] = print[cell]! - expected(print, cell);
  return toRiceCode(differences);
}

/** @throws CoreError `damaged` where the bytes are no packed print. Cost O(cells) */
export function unpackPrint(packed: Uint8Array): Uint8Array {
  const differences = fromRiceCode(packed);
  if (differences.length !== PRINT_LENGTH) throw new CoreError('damaged', 'This is not a packed print.');
  const print = new Uint8Array(PRINT_LENGTH);
  // Differences and sums wrap at 256 alike, so the sum is the cell again.
  for (let cell = 0; cell < PRINT_LENGTH; cell++) print[cell] = differences[cell]! + expected(print, cell);
  return print;
}

/**
 * The median of the cell to the left, the one above, and their plane with the one between them: follows flat parts, slopes and
 * edges (the predictor of LOCO-I: M. J. Weinberger, G. Seroussi, G. Sapiro, IEEE Trans. Image Processing 9(8), 2000).
 */
function expected(print: Uint8Array, cell: number): number {
  const isFirstRow = cell < PRINT_SIDE;
  const isFirstColumn = cell % PRINT_SIDE === 0;
  if (isFirstRow && isFirstColumn) return 128;
  if (isFirstRow) return print[cell - 1]!;
  const above = print[cell - PRINT_SIDE]!;
  if (isFirstColumn) return above;
  const left = print[cell - 1]!;
  const [least, most] = left < above ? [left, above] : [above, left];
  return Math.min(Math.max(left + above - print[cell - PRINT_SIDE - 1]!, least), most);
}
