// What a product quantiser loses, centroid by centroid: the term that corrects its estimates of a distance.
import type { Abort } from '../abort.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { squaredDistance } from '../linalg/squared-distance.ts';
import { transformAll } from '../linalg/transform-all.ts';
import type { Parallel } from '../parallel.ts';
import { encodeAll } from './encode-all.ts';
import type { ProductQuantiser } from './product-quantiser.ts';

/**
 * xi of Jégou, Douze, Schmid, TPAMI 2011, equation 6, for each centroid of each part: the mean squared distance between
 * the centroid and the parts of the vectors (N, D) that it stands for; 0 where it stands for none. Summed over a code
 * it is the squared error to expect of that code; so measure it on the vectors that the quantiser was trained on, or on
 * others of their kind.
 * @returns shape (m, ksub). @throws CoreError `shape`, `not-finite`, `memory`, `aborted`. Cost O(N ksub D).
 */
export async function measureDistortions(
  quantiser: ProductQuantiser,
  vectors: Matrix,
  parallel: Parallel,
  abort?: Abort,
): Promise<Float32Array> {
  const { m, ksub, dsub, codebooks, transform } = quantiser;
  const codes = await encodeAll(quantiser, vectors, parallel, abort);
  const { data } = transform ? await transformAll(transform, vectors, parallel, abort) : vectors;
  const sums = new Float64Array(m * ksub);
  const counts = new Uint32Array(m * ksub);
  for (let part = 0; part < codes.length; part++) {
    const entry = (part % m) * ksub + codes[part]!;
    sums[entry]! += squaredDistance(data, part * dsub, codebooks, entry * dsub, dsub);
    counts[entry]!++;
  }
  return Float32Array.from(sums, (sum, entry) => sum / Math.max(1, counts[entry]!));
}
