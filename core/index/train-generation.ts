// Training a generation out of a library's features: coarse k-means, then product quantisation of the residuals.
// Source: Jégou, Douze, Schmid, TPAMI 2011, section IV.
import type { Abort } from '../abort.ts';
import { expectInteger } from '../checks.ts';
import { unexpected } from '../errors.ts';
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import { squaredNorm } from '../linalg/dot.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { expectMatrix, pickRows, row } from '../linalg/matrix.ts';
import type { Parallel } from '../parallel.ts';
import { createOneLane } from '../parallel.ts';
import { expectDivisor } from '../quantise/product-quantiser.ts';
import { trainOptimisedQuantiser } from '../quantise/train-optimised-quantiser.ts';
import { MOST_POINTS_PER_CENTROID, sampleRows, trainProductQuantiser } from '../quantise/train-product-quantiser.ts';
import { Random } from '../random.ts';
import { trainCells } from './coarse-cells.ts';
import { coarseResiduals } from './encode-features.ts';
import { Generation } from './generation.ts';
import { quantisationError } from './quantisation-error.ts';
import type { IndexSizes } from './sizes.ts';

/** The error of a generation is measured on a tenth of the features, kept out of training, and on no more than this. */
const MOST_HELD_OUT = 1000;
/** The coarse cells' share of the time, roughly, for the progress that is reported. */
const COARSE_SHARE = 0.25;

export interface GenerationTraining {
  readonly seed: number;
  /**
   * Turns residuals before they are cut into parts, by optimised product quantisation: fewer errors for the same bytes
   * where components depend on one another, D^2 multiplications more for a query and a feature. False by default.
   */
  readonly optimised?: boolean | undefined;
  /** The kernels and threads to work with; by default plain TypeScript on this thread. */
  readonly parallel?: Parallel | undefined;
  readonly abort?: Abort | undefined;
  /** Called with the share done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/**
 * Trains on the features given (`IndexSizes.trainingCount` says how many pay). With one lane long and without a pause:
 * run it in a worker. The same features, sizes, seed and kernels give the same generation.
 * @param features shape (N, D), N at least max(nlist, ksub)
 * @throws CoreError `too-few-points`, `shape`, `parameter`, `not-finite`, `memory`, `aborted`
 * Cost O((min(N, 256 nlist) nlist + min(N, 256 ksub) ksub) D) an iteration of k-means; above 256 cells some 9 sqrt(nlist) in
 * place of the second nlist (`twoLevelKMeans`).
 */
export async function trainGeneration(
  features: Matrix,
  sizes: Pick<IndexSizes, 'nlist' | 'm' | 'ksub'>,
  training: GenerationTraining,
): Promise<Generation> {
  const { seed, parallel = createOneLane(createPlainKernels()), abort, onProgress } = training;
  const { nlist, m, ksub } = sizes;
  expectSizes(features, sizes);
  const random = new Random(seed);
  const { learning, heldOut } = holdOut(features, Math.max(nlist, ksub), random);
  const coarse = await trainCells(learning, {
    nlist,
    random,
    parallel,
    abort,
    onProgress: (share) => onProgress?.(COARSE_SHARE * share),
  });
  const sample = sampleRows(learning, ksub * MOST_POINTS_PER_CENTROID, random);
  const train = training.optimised === true ? trainOptimisedQuantiser : trainProductQuantiser;
  const quantiser = await train(await coarseResiduals(sample, coarse, parallel, abort), {
    m,
    ksub,
    random,
    parallel,
    abort,
    onProgress: (share) => onProgress?.(COARSE_SHARE + (1 - COARSE_SHARE) * share),
  });
  const record = { seed, trainedOn: features.rows, errorAtTraining: 0, unitLength: haveUnitLength(features) };
  const errorAtTraining = await quantisationError(new Generation(coarse, quantiser, record), heldOut, parallel, abort);
  return new Generation(coarse, quantiser, { ...record, errorAtTraining });
}

/** Before anything is trained: a wrong size should not cost minutes. */
function expectSizes(features: Matrix, { nlist, m, ksub }: Pick<IndexSizes, 'nlist' | 'm' | 'ksub'>): void {
  expectMatrix('features', features);
  expectInteger('nlist', nlist, 1, 2 ** 16);
  expectInteger('ksub', ksub, 1, 256);
  expectDivisor(features.columns, m);
  const fewest = Math.max(nlist, ksub);
  if (features.rows < fewest)
    throw unexpected('too-few-points', 'training', `at least ${fewest} points`, features.rows);
}

/** Within what storing features in bytes may change. */
function haveUnitLength(features: Matrix): boolean {
  for (let i = 0; i < features.rows; i++) {
    if (Math.abs(squaredNorm(row(features, i)) - 1) > 0.01) return false;
  }
  return true;
}

/** Where the training cannot spare any, the error is measured on the training features themselves. */
function holdOut(features: Matrix, fewest: number, random: Random): { learning: Matrix; heldOut: Matrix } {
  const spare = Math.max(0, features.rows - fewest);
  const count = Math.min(MOST_HELD_OUT, Math.floor(features.rows / 10), spare);
  if (count === 0) return { learning: features, heldOut: features };
  const order = Uint32Array.from({ length: features.rows }, (_, i) => i);
  random.shuffle(order);
  return {
    learning: pickRows(features, order.subarray(count)),
    heldOut: pickRows(features, order.subarray(0, count)),
  };
}
