// k-means: makes the coarse cells of the index, and every codebook of the product quantiser.
import type { Abort } from '../abort.ts';
import { throwIfAborted } from '../abort.ts';
import { expectInteger } from '../checks.ts';
import { unexpected } from '../errors.ts';
import { assignToNearest } from '../kernels/assign-to-nearest.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { expectMatrix, pickRows, row, rowRange } from '../linalg/matrix.ts';
import type { Random } from '../random.ts';
import { drawByWeight, spreadCentroids } from './k-means-start.ts';

/** Above this a point more tells k-means nothing new; FAISS draws the same line (ClusteringParameters). */
const MAXIMUM_POINTS_PER_CENTROID = 256;
/** k-means++ looks at every point once per centroid: a sample of this many a centroid is as good a start. */
const START_POINTS_PER_CENTROID = 16;
/** An abort is noticed after this many points; few enough to take milliseconds. */
const BATCH_POINTS = 1024;

export interface KMeansOptions {
  readonly clusterCount: number;
  readonly random: Random;
  /** At most; 20 by default. It stops early when no point moves or the objective falls by less than `tolerance`. */
  readonly iterations?: number;
  /** Relative fall of the objective below which another iteration is not worth its time; 0.001 by default. */
  readonly tolerance?: number;
  readonly abort?: Abort | undefined;
  readonly onIteration?: ((statistics: KMeansIteration) => void) | undefined;
}

export interface KMeansIteration {
  /** From 0. */
  readonly iteration: number;
  /** Mean squared distance of the points to their centroids, before the centroids moved. */
  readonly objective: number;
  /** Points that changed cluster. */
  readonly moved: number;
  /** Clusters found empty and started again. */
  readonly repaired: number;
}

export interface KMeansResult {
  /** Shape (clusterCount, D). */
  readonly centroids: Matrix;
  readonly iterations: readonly KMeansIteration[];
}

/**
 * Lloyd's k-means from a k-means++ start, on a sample when there are more than 256 points a centroid.
 * The objective never rises: an empty cluster starts again at a point drawn by its squared distance, as k-means++
 * would choose it, and a cluster without points costs nothing wherever it is put.
 * @param points shape (N, D)
 * @throws CoreError `too-few-points` when N < clusterCount; `not-finite`; `aborted`
 * Cost O(min(N, 256 K) K D) an iteration.
 */
export function kMeans(points: Matrix, options: KMeansOptions): KMeansResult {
  const { clusterCount, random, abort } = options;
  expectInteger('clusterCount', clusterCount, 1, 2 ** 16);
  expectMatrix('points', points);
  if (points.rows < clusterCount) {
    throw unexpected('too-few-points', 'k-means', `at least ${clusterCount} points`, points.rows);
  }
  const training = sampleRows(points, clusterCount * MAXIMUM_POINTS_PER_CENTROID, random);
  const starters = sampleRows(training, clusterCount * START_POINTS_PER_CENTROID, random);
  const centroids = spreadCentroids(starters, clusterCount, random, abort);
  return { centroids, iterations: iterate(training, centroids, options) };
}

function iterate(points: Matrix, centroids: Matrix, options: KMeansOptions): KMeansIteration[] {
  const { random, abort, iterations = 20, tolerance = 1e-3 } = options;
  const assignment = new Int32Array(points.rows).fill(-1);
  const distances = new Float32Array(points.rows);
  const history: KMeansIteration[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    const before = assignment.slice();
    assignInBatches(points, centroids, assignment, distances, abort);
    const objective = mean(distances);
    const moved = countDifferences(before, assignment);
    const repaired = moved === 0 ? 0 : moveToMeans(points, centroids, assignment, distances, random);
    const statistics = { iteration, objective, moved, repaired };
    history.push(statistics);
    options.onIteration?.(statistics);
    const previous = history.at(-2)?.objective ?? Infinity;
    if (moved === 0 || (repaired === 0 && previous - objective < tolerance * previous)) break;
  }
  return history;
}

function assignInBatches(
  points: Matrix,
  centroids: Matrix,
  assignment: Int32Array,
  distances: Float32Array,
  abort: Abort | undefined,
): void {
  for (let from = 0; from < points.rows; from += BATCH_POINTS) {
    throwIfAborted(abort);
    const to = Math.min(from + BATCH_POINTS, points.rows);
    const batch = rowRange(points, from, to);
    assignToNearest(batch, centroids, assignment.subarray(from, to), distances.subarray(from, to));
  }
}

/** Moves each centroid to the mean of its points, and empty ones to new places; returns how many were empty. */
function moveToMeans(
  points: Matrix,
  centroids: Matrix,
  assignment: Int32Array,
  distances: Float32Array,
  random: Random,
): number {
  const D = points.columns;
  const sums = new Float64Array(centroids.data.length);
  const counts = new Uint32Array(centroids.rows);
  for (let i = 0; i < points.rows; i++) {
    const k = assignment[i]!;
    counts[k]!++;
    for (let j = 0; j < D; j++) sums[k * D + j]! += points.data[i * D + j]!;
  }
  let repaired = 0;
  for (let k = 0; k < centroids.rows; k++) {
    if (counts[k] === 0) {
      const chosen = drawByWeight(distances, random);
      row(centroids, k).set(row(points, chosen));
      distances[chosen] = 0;
      repaired++;
    } else {
      for (let j = 0; j < D; j++) centroids.data[k * D + j] = sums[k * D + j]! / counts[k]!;
    }
  }
  return repaired;
}

/** At most `count` rows, drawn without replacement; all of them, not copied, where there are no more. */
function sampleRows(points: Matrix, count: number, random: Random): Matrix {
  return points.rows <= count ? points : pickRows(points, random.sample(points.rows, count));
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

function countDifferences(a: Int32Array, b: Int32Array): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count++;
  return count;
}
