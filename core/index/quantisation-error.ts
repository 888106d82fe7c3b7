// How much a generation loses, and whether it begins to lose more on the photos that come in now.
import { unexpected } from '../errors.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { row } from '../linalg/matrix.ts';
import type { Generation } from './generation.ts';

/** Mean squared distance between the features (N, D) and what their codes stand for. Cost O(N (nlist + ksub) D). */
export function quantisationError(generation: Generation, features: Matrix): number {
  if (features.rows === 0) throw unexpected('too-few-points', 'quantisation error', 'at least one feature', 0);
  let sum = 0;
  for (let i = 0; i < features.rows; i++) {
    const feature = row(features, i);
    sum += generation.squaredError(feature, generation.encode(feature));
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
