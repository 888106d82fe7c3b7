// Many vectors to their nearest centroids: through the kernels, in batches, on all lanes.
import type { Abort } from '../abort.ts';
import { unexpected } from '../errors.ts';
import { floatsAt, integersAt } from '../kernels/kernel-memory.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { rowRange } from '../linalg/matrix.ts';
import type { Parallel } from '../parallel.ts';
import { runInBatches } from '../parallel.ts';

/** Vectors in the kernel memory at a time: 32 MB of 512 components. */
const BATCH_ROWS = 16_384;

/**
 * The number of the nearest of K centroids (K, D) for each of N points (N, D); the first of equals.
 * @throws CoreError `shape`, `memory`, `aborted`. Cost O(N K D).
 */
export async function assignAll(
  allPoints: Matrix,
  { data, rows: K, columns: D }: Matrix,
  parallel: Parallel,
  abort?: Abort,
): Promise<Int32Array> {
  if (allPoints.columns !== D) throw unexpected('shape', 'vectors', `${D} columns`, allPoints.columns);
  const { memory } = parallel.kernels;
  const nearest = new Int32Array(allPoints.rows);
  const room = new KernelRoom(memory);
  try {
    const capacity = Math.min(BATCH_ROWS, allPoints.rows);
    const centroids = room.copy(data);
    const points = room.floats(capacity * D);
    const assignment = room.floats(capacity);
    const distances = room.floats(capacity);
    for (let from = 0; from < allPoints.rows; from += capacity) {
      const batch = rowRange(allPoints, from, Math.min(from + capacity, allPoints.rows));
      floatsAt(memory, points, batch.data.length).set(batch.data);
      const task = { kind: 'assign', points, D, centroids, K, assignment, distances } as const;
      await runInBatches(parallel, task, batch.rows, abort);
      nearest.set(integersAt(memory, assignment, batch.rows), from);
    }
    return nearest;
  } finally {
    room.release();
  }
}
