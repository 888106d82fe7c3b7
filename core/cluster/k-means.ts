// k-means: makes the coarse cells of the index, and every codebook of the product quantiser.
import type { Abort } from '../abort.ts';
import { expectInteger } from '../checks.ts';
import { unexpected } from '../errors.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { asMatrix, expectMatrix } from '../linalg/matrix.ts';
import type { Parallel } from '../parallel.ts';
import { createOneLane } from '../parallel.ts';
import type { Random } from '../random.ts';
import { startAtRandom, startSpread } from './k-means-start.ts';
import { iterateLloyd } from './lloyd.ts';
import { iterateMiniBatch } from './mini-batch.ts';
import { TrainingSample } from './training-sample.ts';

/** Above this a point more tells k-means nothing new; FAISS draws the same line (ClusteringParameters). */
export const MOST_POINTS_PER_CENTROID = 256;
/** Kernel memory ends at 4 GiB: a sample has at most half of it. */
const MOST_SAMPLE_BYTES = 2 ** 31;
/** Beyond, the points of a k-means++ start no longer fit a cache, and its K passes over them cost more than they save. */
const MOST_SPREAD_CENTROIDS = 4096;

export interface KMeansOptions {
  readonly clusterCount: number;
  readonly random: Random;
  /**
   * `k-means++`: see `startSpread`; `random`: points drawn evenly; or centroids to go on from, shape (clusterCount, D).
   * By default k-means++ up to 4096 clusters, beyond it random.
   */
  readonly start?: 'k-means++' | 'random' | Matrix | undefined;
  /** `lloyd` (by default) or `mini-batch`: see `iterateLloyd`, `iterateMiniBatch`. */
  readonly algorithm?: 'lloyd' | 'mini-batch' | undefined;
  /** At most: 20 by default, 100 of mini-batches. */
  readonly iterations?: number | undefined;
  /** Lloyd stops when the objective falls by no more than this share of itself; 0.001 by default. */
  readonly tolerance?: number | undefined;
  /** Points of a mini-batch; by default 1024, or 4 a cluster where that is more. */
  readonly batchSize?: number | undefined;
  /** Points a cluster that are looked at, at most; a random sample where there are more. 256 by default. */
  readonly pointsPerCentroid?: number | undefined;
  /** The kernels and threads to work with; by default plain TypeScript on this thread. */
  readonly parallel?: Parallel | undefined;
  readonly abort?: Abort | undefined;
  readonly onIteration?: ((statistics: KMeansIteration) => void) | undefined;
}

export interface KMeansIteration {
  /** From 0. */
  readonly iteration: number;
  /** Points looked at. */
  readonly pointCount: number;
  /** Mean squared distance of these points to their centroids, before the centroids moved. */
  readonly objective: number;
  /** Points that changed cluster. */
  readonly moved: number;
  /** Clusters found empty and started again. */
  readonly repaired: number;
  /**
   * How unequal the clusters are: K (n_1^2 + ... + n_K^2) / N^2. 1 when all are equal; a search that probes one cell
   * looks at this many times N / K codes on average.
   */
  readonly imbalance: number;
}

export interface KMeansResult {
  /** Shape (clusterCount, D). */
  readonly centroids: Matrix;
  readonly iterations: readonly KMeansIteration[];
}

/**
 * k-means on a sample of at most 256 points a centroid, and of at most 2 GiB. The same points, seed and settings give the
 * same centroids, however many threads work on them (another kernel's rounding may lead elsewhere).
 * @param points shape (N, D)
 * @throws CoreError `too-few-points` when N < clusterCount; `shape`, `parameter`, `not-finite`, `memory`, `aborted`
 * Cost O(min(N, 256 K) K D) an iteration of Lloyd's, a quarter of it in the first ones.
 * Memory: 4 min(N, 256 K) (D + 2) bytes.
 */
export async function kMeans(points: Matrix, options: KMeansOptions): Promise<KMeansResult> {
  const { clusterCount, random, pointsPerCentroid = MOST_POINTS_PER_CENTROID } = options;
  expectOptions(points, options);
  const parallel = options.parallel ?? createOneLane(createPlainKernels());
  const room = new KernelRoom(parallel.kernels.memory);
  try {
    const fitting = Math.floor(MOST_SAMPLE_BYTES / (4 * points.columns));
    const most = Math.min(clusterCount * pointsPerCentroid, Math.max(clusterCount, fitting));
    const chosen = random.sample(points.rows, most);
    random.shuffle(chosen); // so that the first of them are a sample as well
    const sample = TrainingSample.copyOf(points, chosen, clusterCount, room);
    placeCentroids(sample, parallel, options);
    const iterate = options.algorithm === 'mini-batch' ? iterateMiniBatch : iterateLloyd;
    const iterations = await iterate(sample, parallel, options);
    return { centroids: asMatrix(sample.centroids.slice(), points.columns), iterations };
  } finally {
    room.release();
  }
}

function expectOptions(points: Matrix, options: KMeansOptions): void {
  const { clusterCount, iterations = 1, batchSize = 1, pointsPerCentroid = 1, start } = options;
  expectInteger('clusterCount', clusterCount, 1, 2 ** 16);
  expectInteger('iterations', iterations, 1, 2 ** 20);
  expectInteger('batchSize', batchSize, 1, 2 ** 31);
  expectInteger('pointsPerCentroid', pointsPerCentroid, 1, 2 ** 20);
  expectMatrix('points', points);
  if (points.rows < clusterCount) {
    throw unexpected('too-few-points', 'k-means', `at least ${clusterCount} points`, points.rows);
  }
  if (typeof start !== 'object') return;
  expectMatrix('starting centroids', start);
  if (start.rows !== clusterCount || start.columns !== points.columns) {
    const expected = `${clusterCount} x ${points.columns} components`;
    throw unexpected('shape', 'starting centroids', expected, `${start.rows} x ${start.columns}`);
  }
}

function placeCentroids(sample: TrainingSample, { kernels }: Parallel, options: KMeansOptions): void {
  const { random, abort, start = sample.K <= MOST_SPREAD_CENTROIDS ? 'k-means++' : 'random' } = options;
  if (typeof start === 'object') sample.centroids.set(start.data);
  else if (start === 'random') startAtRandom(sample, random);
  else startSpread(sample, random, kernels, abort);
}
