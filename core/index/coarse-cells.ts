// The coarse cells of a generation: how they are trained, and how many features at once come to theirs. Both on
// two levels where there are many.
import type { Abort } from '../abort.ts';
import { assignAll } from '../cluster/assign-all.ts';
import { assignByGroups } from '../cluster/assign-by-groups.ts';
import { CentroidGroups } from '../cluster/centroid-groups.ts';
import { kMeans } from '../cluster/k-means.ts';
import { twoLevelKMeans } from '../cluster/two-level-k-means.ts';
import type { Matrix } from '../linalg/matrix.ts';
import type { Parallel } from '../parallel.ts';
import type { Random } from '../random.ts';

/** With more, `twoLevelKMeans` comes to the same error in a fraction of the time (core/README.md). */
const MOST_TRAINED_AT_ONCE = 256;
/** With more, finding the nearest of all centroids for a million features takes minutes. */
const MOST_ASSIGNED_AT_ONCE = 4096;
/** Cells need only be balanced, not optimal: the residual codes make up for the rest. */
const ITERATIONS = 20;
/** Below this relative fall of the objective, cells no longer change what a search finds. */
const TOLERANCE = 1e-4;

export interface CoarseTraining {
  readonly nlist: number;
  readonly random: Random;
  readonly parallel: Parallel;
  readonly abort?: Abort | undefined;
  /** Called with the share done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/**
 * Centroids (nlist, D) by `kMeans`, above 256 cells by `twoLevelKMeans`.
 * @throws CoreError `too-few-points`, `shape`, `parameter`, `not-finite`, `memory`, `aborted`
 */
export async function trainCells(features: Matrix, training: CoarseTraining): Promise<Matrix> {
  const { nlist, random, parallel, abort, onProgress } = training;
  const options = { clusterCount: nlist, random, iterations: ITERATIONS, tolerance: TOLERANCE, parallel, abort };
  if (nlist > MOST_TRAINED_AT_ONCE) {
    return (await twoLevelKMeans(features, { ...options, onProgress })).centroids;
  }
  const onIteration = ({ iteration }: { iteration: number }): void => onProgress?.((iteration + 1) / ITERATIONS);
  return (await kMeans(features, { ...options, onIteration })).centroids;
}

/**
 * The cell of each feature (N, D): the nearest, above 4096 cells the nearest of the nearest groups of cells.
 * @throws CoreError `shape`, `memory`, `aborted`. Cost O(N nlist D), above 4096 cells O(N sqrt(nlist) D) and once for a
 * generation O(nlist sqrt(nlist) D).
 */
export async function assignToCells(
  features: Matrix,
  coarse: Matrix,
  parallel: Parallel,
  abort?: Abort,
): Promise<Int32Array> {
  if (coarse.rows <= MOST_ASSIGNED_AT_ONCE) return assignAll(features, coarse, parallel, abort);
  const groups = await groupsOf(coarse, parallel, abort);
  return (await assignByGroups(features, groups, { parallel, abort })).nearest;
}

/** Kept as long as the centroids are: a library is coded in many batches with the same ones. */
const knownGroups = new WeakMap<Matrix, CentroidGroups>();

async function groupsOf(coarse: Matrix, parallel: Parallel, abort: Abort | undefined): Promise<CentroidGroups> {
  const known = knownGroups.get(coarse);
  if (known !== undefined) return known;
  const groups = await CentroidGroups.create(coarse, { parallel, abort });
  knownGroups.set(coarse, groups);
  return groups;
}
