// Many vectors into other coordinates: rotations as matrix products, through the kernels.
import type { Abort } from '../abort.ts';
import { throwIfAborted } from '../abort.ts';
import { unexpected } from '../errors.ts';
import { floatsAt } from '../kernels/kernel-memory.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import type { Parallel } from '../parallel.ts';
import { runInBatches } from '../parallel.ts';
import type { Matrix } from './matrix.ts';
import { rowRange, row, zeroMatrix } from './matrix.ts';
import type { OrthogonalTransform } from './orthogonal-transform.ts';
import { Rotation } from './orthogonal-transform.ts';

/** Vectors in the kernel memory at a time: 16 MB of 512 components, with what becomes of them. */
const BATCH_ROWS = 4096;

/**
 * `transform.apply` of each row of (N, D); same shape. @throws CoreError `shape`, `memory`, `aborted`
 * Cost O(N D^2) for a rotation, O(N D) for a permutation.
 */
export async function transformAll(
  transform: OrthogonalTransform,
  points: Matrix,
  parallel: Parallel,
  abort?: Abort,
): Promise<Matrix> {
  if (points.columns !== transform.dimension) {
    throw unexpected('shape', 'vectors', `${transform.dimension} columns`, points.columns);
  }
  if (transform instanceof Rotation) return multiplyAll(points, transform.matrix, parallel, abort);
  const transformed = zeroMatrix(points.rows, points.columns);
  for (let i = 0; i < points.rows; i++) {
    if (i % BATCH_ROWS === 0) throwIfAborted(abort);
    row(transformed, i).set(transform.apply(row(points, i)));
  }
  return transformed;
}

/**
 * points (N, D) times the transpose of `matrix` (K, D): each row becomes the inner products of the vector with the rows
 * of the matrix. Shape (N, K). @throws CoreError `memory`, `aborted`. Cost O(N K D).
 */
export async function multiplyAll(points: Matrix, matrix: Matrix, parallel: Parallel, abort?: Abort): Promise<Matrix> {
  const { memory } = parallel.kernels;
  const { rows: K, columns: D } = matrix;
  const products = zeroMatrix(points.rows, K);
  const room = new KernelRoom(memory);
  try {
    const capacity = Math.min(BATCH_ROWS, points.rows);
    const pointsAt = room.floats(capacity * D);
    const out = room.floats(capacity * K);
    const rows = room.copy(matrix.data);
    for (let from = 0; from < points.rows; from += capacity) {
      const batch = rowRange(points, from, Math.min(from + capacity, points.rows));
      floatsAt(memory, pointsAt, batch.data.length).set(batch.data);
      await runInBatches(parallel, { kind: 'multiply', points: pointsAt, D, rows, K, out }, batch.rows, abort);
      products.data.set(floatsAt(memory, out, batch.rows * K), from * K);
    }
    return products;
  } finally {
    room.release();
  }
}
