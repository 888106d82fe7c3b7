// Codes of many vectors at once: through the kernels, in batches, on all lanes.
import type { Abort } from '../abort.ts';
import { unexpected } from '../errors.ts';
import { bytesAt, floatsAt } from '../kernels/kernel-memory.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { expectMatrix, rowRange } from '../linalg/matrix.ts';
import { transformAll } from '../linalg/transform-all.ts';
import type { Parallel } from '../parallel.ts';
import { runInBatches } from '../parallel.ts';
import type { ProductQuantiser } from './product-quantiser.ts';

/** Vectors in the kernel memory at a time: 8 MB of 512 components. */
const BATCH_ROWS = 4096;

/**
 * Codes u8 (N, m) of vectors (N, D), the same as `ProductQuantiser.encode` gives each of them (but where two centroids
 * are equally near to within rounding).
 * @throws CoreError `shape`, `not-finite`, `memory`, `aborted`. Cost O(N ksub D), and O(N D^2) for a rotation.
 */
export async function encodeAll(
  quantiser: ProductQuantiser,
  vectors: Matrix,
  parallel: Parallel,
  abort?: Abort,
): Promise<Uint8Array> {
  expectMatrix('vectors', vectors);
  const { dimension: D, m, ksub, transform } = quantiser;
  if (vectors.columns !== D) throw unexpected('shape', 'vectors', `${D} columns`, vectors.columns);
  const { memory } = parallel.kernels;
  const allCodes = new Uint8Array(vectors.rows * m);
  const room = new KernelRoom(memory);
  try {
    const capacity = Math.min(BATCH_ROWS, vectors.rows);
    const points = room.floats(capacity * D);
    const codes = room.bytes(capacity * m);
    const codebooks = room.copy(quantiser.codebooks);
    for (let from = 0; from < vectors.rows; from += capacity) {
      const batch = rowRange(vectors, from, Math.min(from + capacity, vectors.rows));
      const arranged = transform ? await transformAll(transform, batch, parallel, abort) : batch;
      floatsAt(memory, points, arranged.data.length).set(arranged.data);
      await runInBatches(parallel, { kind: 'encode', points, D, codebooks, m, ksub, codes }, batch.rows, abort);
      allCodes.set(bytesAt(memory, codes, batch.rows * m), from * m);
    }
    return allCodes;
  } finally {
    room.release();
  }
}
