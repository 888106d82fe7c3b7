// How much a generation loses, and whether it begins to lose more on the photos that come in now.
import type { Abort } from '../abort.ts';
import { unexpected } from '../errors.ts';
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { row } from '../linalg/matrix.ts';
import type { Parallel } from '../parallel.ts';
import { createOneLane } from '../parallel.ts';
import { encodeFeatures } from './encode-features.ts';
import type { Generation } from './generation.ts';

/**
 * Mean squared distance between the features (N, D) and what their codes stand for.
 * @param parallel the kernels and threads to work with; by default plain TypeScript on this thread
 * @throws CoreError `too-few-points` for none, `shape`, `not-finite`, `memory`, `aborted`. Cost O(N (nlist + ksub) D).
 */
export async function quantisationError(
  generation: Generation,
  features: Matrix,
  parallel: Parallel = createOneLane(createPlainKernels()),
  abort?: Abort,
): Promise<number> {
  if (features.rows === 0) throw unexpected('too-few-points', 'quantisation error', 'at least one feature', 0);
  const { m } = generation;
  const { cells, codes } = await encodeFeatures(generation, features, parallel, abort);
  let sum = 0;
  for (let i = 0; i < features.rows; i++) {
    const cellCode = { cell: cells[i]!, code: codes.subarray(i * m, (i + 1) * m) };
    sum += generation.squaredError(row(features, i), cellCode);
  }
  return sum / features.rows;
}

/** Photos after which half of the mean has been replaced: a holiday's worth. */
const HALF_LIFE = 200;
/** Before this many, a few odd photos would decide. */
const FEWEST = 100;

/** The quantisation error of the photos that came in lately: an exponentially fading mean. One for each generation. */
export class RecentError {
  private weighted = 0;
  private weight = 0;
  private count = 0;

  add(squaredError: number): void {
    const fading = 2 ** (-1 / HALF_LIFE);
    this.weighted = this.weighted * fading + squaredError;
    this.weight = this.weight * fading + 1;
    this.count++;
  }

  /** Undefined until 100 photos were seen. */
  get mean(): number | undefined {
    return this.count < FEWEST ? undefined : this.weighted / this.weight;
  }
}
