// Training a generation out of a library's features: coarse k-means, then product quantisation of the residuals.
// Source: Jégou, Douze, Schmid, TPAMI 2011, section IV.
import type { Abort } from '../abort.ts';
import { kMeans } from '../cluster/k-means.ts';
import { assignToNearest } from '../kernels/assign-to-nearest.ts';
import { squaredNorm } from '../linalg/dot.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { expectMatrix, pickRows, row, zeroMatrix } from '../linalg/matrix.ts';
import { ProductQuantiser } from '../quantise/product-quantiser.ts';
import { Random } from '../random.ts';
import { Generation } from './generation.ts';
import { quantisationError } from './quantisation-error.ts';
import type { IndexSizes } from './sizes.ts';

/** The error of a generation is measured on a tenth of the features, kept out of training, and on no more than this. */
const MOST_HELD_OUT = 1000;
/** Cells need only be balanced, not optimal: the residual codes make up for the rest. */
const COARSE_ITERATIONS = 12;
/** The coarse cells' share of the time, roughly, for the progress that is reported. */
const COARSE_SHARE = 0.25;

export interface GenerationTraining {
  readonly seed: number;
  readonly abort?: Abort | undefined;
  /** Called with the share done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/**
 * Trains on the features given (`IndexSizes.trainingCount` says how many pay). Synchronous and long: half a minute for
 * 10,000 features of 512 components; run it in a worker. The same features, sizes and seed give the same generation.
 * @param features shape (N, D), N at least max(nlist, ksub)
 * @throws CoreError `too-few-points`, `shape`, `parameter`, `not-finite`, `aborted`
 */
export function trainGeneration(
  features: Matrix,
  sizes: Pick<IndexSizes, 'nlist' | 'm' | 'ksub'>,
  { seed, abort, onProgress }: GenerationTraining,
): Generation {
  expectMatrix('features', features);
  const random = new Random(seed);
  const { training, heldOut } = holdOut(features, Math.max(sizes.nlist, sizes.ksub), random);
  const { centroids: coarse } = kMeans(training, {
    clusterCount: sizes.nlist,
    random,
    iterations: COARSE_ITERATIONS,
    abort,
    onIteration: ({ iteration }) => onProgress?.((COARSE_SHARE * (iteration + 1)) / COARSE_ITERATIONS),
  });
  const quantiser = ProductQuantiser.train(residuals(training, coarse), {
    m: sizes.m,
    ksub: sizes.ksub,
    random,
    abort,
    onProgress: (share) => onProgress?.(COARSE_SHARE + (1 - COARSE_SHARE) * share),
  });
  const record = { seed, trainedOn: features.rows, errorAtTraining: 0, unitLength: haveUnitLength(features) };
  const errorAtTraining = quantisationError(new Generation(coarse, quantiser, record), heldOut);
  return new Generation(coarse, quantiser, { ...record, errorAtTraining });
}

/** Within what storing features in bytes may change. */
function haveUnitLength(features: Matrix): boolean {
  for (let i = 0; i < features.rows; i++) {
    if (Math.abs(squaredNorm(row(features, i)) - 1) > 0.01) return false;
  }
  return true;
}

/** Where the training cannot spare any, the error is measured on the training features themselves. */
function holdOut(features: Matrix, fewest: number, random: Random): { training: Matrix; heldOut: Matrix } {
  const spare = Math.max(0, features.rows - fewest);
  const count = Math.min(MOST_HELD_OUT, Math.floor(features.rows / 10), spare);
  if (count === 0) return { training: features, heldOut: features };
  const order = Uint32Array.from({ length: features.rows }, (_, i) => i);
  random.shuffle(order);
  return {
    training: pickRows(features, order.subarray(count)),
    heldOut: pickRows(features, order.subarray(0, count)),
  };
}

function residuals(features: Matrix, coarse: Matrix): Matrix {
  const assignment = new Int32Array(features.rows);
  assignToNearest(features, coarse, assignment, new Float32Array(features.rows));
  const D = features.columns;
  const left = zeroMatrix(features.rows, D);
  for (let i = 0; i < features.rows; i++) {
    const cell = assignment[i]!;
    for (let j = 0; j < D; j++) left.data[i * D + j] = features.data[i * D + j]! - coarse.data[cell * D + j]!;
  }
  return left;
}
