// Products of all components with all components, summed over many vectors: covariances and the like.
import type { Abort } from '../abort.ts';
import { unexpected } from '../errors.ts';
import { floatsAt } from '../kernels/kernel-memory.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import type { Parallel } from '../parallel.ts';
import { runInBatches } from '../parallel.ts';
import type { Matrix } from './matrix.ts';

/** Vectors whose products are summed in 32 bits, before they are added up in doubles. */
const BLOCK_ROWS = 1024;

/**
 * XᵀY of X (N, Dx) and Y (N, Dy): element (i, j) is the sum over all rows of x_i y_j. Shape (Dx, Dy), to within the
 * rounding of a thousand 32-bit products. @throws CoreError `shape`, `memory`, `aborted`. Cost O(N Dx Dy).
 */
export async function crossProducts(x: Matrix, y: Matrix, parallel: Parallel, abort?: Abort): Promise<Float64Array> {
  if (x.rows !== y.rows) throw unexpected('shape', 'second matrix', `${x.rows} rows`, y.rows);
  const { memory } = parallel.kernels;
  const sums = new Float64Array(x.columns * y.columns);
  const room = new KernelRoom(memory);
  try {
    const points = room.floats(BLOCK_ROWS * x.columns);
    const rows = room.floats(BLOCK_ROWS * y.columns);
    const out = room.floats(sums.length);
    for (let from = 0; from < x.rows; from += BLOCK_ROWS) {
      const D = Math.min(BLOCK_ROWS, x.rows - from);
      transpose(x, from, D, floatsAt(memory, points, D * x.columns));
      transpose(y, from, D, floatsAt(memory, rows, D * y.columns));
      await runInBatches(parallel, { kind: 'multiply', points, D, rows, K: y.columns, out }, x.columns, abort);
      const products = floatsAt(memory, out, sums.length);
      for (let i = 0; i < sums.length; i++) sums[i]! += products[i]!;
    }
    return sums;
  } finally {
    room.release();
  }
}

/** Writes `count` rows from row `from` on as columns. */
function transpose({ data, columns }: Matrix, from: number, count: number, out: Float32Array): void {
  for (let i = 0, at = from * columns; i < count; i++) {
    for (let j = 0; j < columns; j++, at++) out[j * count + i] = data[at]!;
  }
}
