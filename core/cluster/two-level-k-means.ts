// k-means for very many clusters: one k-means cuts the points into parts, each part is clustered by itself, and then all
// clusters are refined together, each point looking for its centroid in the nearest parts alone.
import { expectInteger } from '../checks.ts';
import { unexpected } from '../errors.ts';
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { expectMatrix, pickRows, zeroMatrix } from '../linalg/matrix.ts';
import type { Parallel } from '../parallel.ts';
import { createOneLane } from '../parallel.ts';
import type { Random } from '../random.ts';
import { assignAll } from './assign-all.ts';
import { CentroidGroups } from './centroid-groups.ts';
import { groupRows } from './grouped-rows.ts';
import type { KMeansIteration, KMeansOptions } from './k-means.ts';
import { kMeans, MOST_POINTS_PER_CENTROID } from './k-means.ts';
import type { Refinement } from './refine-clusters.ts';
import { refineClusters } from './refine-clusters.ts';
import { shareOut } from './share-out.ts';

const REFINEMENTS = 3;

export interface TwoLevelKMeansOptions extends Omit<
  KMeansOptions,
  'start' | 'algorithm' | 'batchSize' | 'onIteration'
> {
  /** Parts of the first level, at most clusterCount; sqrt(clusterCount) by default, which makes both levels cost the same. */
  readonly partCount?: number | undefined;
  /** Iterations over all clusters at the end (`refineClusters`); 3 by default. */
  readonly refinements?: number | undefined;
  /** Called with the share of the parts and refinements that are done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

export interface PartStatistics {
  /** Points of the part, and clusters that it was given: its share by the points. */
  readonly pointCount: number;
  readonly clusterCount: number;
  /** The last of its k-means. */
  readonly last: KMeansIteration;
}

export interface TwoLevelKMeansResult {
  /** Shape (clusterCount, D). */
  readonly centroids: Matrix;
  /** Of the k-means that made the parts. */
  readonly iterations: readonly KMeansIteration[];
  /** Those that have points. */
  readonly parts: readonly PartStatistics[];
  readonly refinements: readonly Omit<Refinement, 'centroids'>[];
}

/**
 * Clusters into sqrt(K) parts, then each part into its share of the K clusters, in proportion to its points; then moves all
 * centroids `refinements` times, as those of neighbouring parts know nothing of one another yet. Of 100,000 SIFT descriptors
 * it makes 1024 centroids of the same error as `kMeans` in a tenth of the time (core/README.md).
 * The same points, seed and settings give the same centroids, however many threads work on them.
 * Source: FAISS, `contrib/clustering.py`, `two_level_clustering` with `rebalance`, which ends before the refinements.
 * @param points shape (N, D)
 * @throws CoreError `too-few-points` when N < clusterCount; `shape`, `parameter`, `not-finite`, `memory`, `aborted`
 * Cost O(n sqrt(K) D) an iteration for all parts together, and some eight times this a refinement, n = min(N, 256 K).
 * Memory: 16 n + 16 K D bytes, and in the kernel memory what `kMeans` takes for the largest part.
 */
export async function twoLevelKMeans(points: Matrix, options: TwoLevelKMeansOptions): Promise<TwoLevelKMeansResult> {
  const { clusterCount, random, abort, parallel = createOneLane(createPlainKernels()), onProgress } = options;
  const { partCount = Math.round(Math.sqrt(clusterCount)), refinements = REFINEMENTS } = options;
  const { pointsPerCentroid = MOST_POINTS_PER_CENTROID, iterations: most, tolerance } = options;
  expectOptions(points, clusterCount, partCount, refinements);
  const common = { random, iterations: most, tolerance, pointsPerCentroid, parallel, abort };
  const { centroids: middles, iterations } = await kMeans(points, { ...common, clusterCount: partCount });
  const sample = sampleOf(points, clusterCount * pointsPerCentroid, random);
  const tell = (done: number): void => onProgress?.(done / (partCount + refinements));
  const { centroids, partOf, parts } = await clusterParts(sample, middles, { ...common, clusterCount, parallel }, tell);
  let groups = new CentroidGroups(centroids, middles, partOf);
  const refined: Omit<Refinement, 'centroids'>[] = [];
  for (let round = 0; round < refinements; round++) {
    const { centroids: moved, ...statistics } = await refineClusters(sample, groups, { random, parallel, abort });
    groups = new CentroidGroups(moved, middles, partOf);
    refined.push(statistics);
    tell(partCount + round + 1);
  }
  return { centroids: groups.centroids, iterations, parts, refinements: refined };
}

interface ClusteredParts {
  /** Those of a part together. Shape (clusterCount, D). */
  readonly centroids: Matrix;
  /** Of each centroid. */
  readonly partOf: Int32Array;
  readonly parts: readonly PartStatistics[];
}

async function clusterParts(
  points: Matrix,
  middles: Matrix,
  options: KMeansOptions & { readonly parallel: Parallel },
  tell: (done: number) => void,
): Promise<ClusteredParts> {
  const { clusterCount, parallel, abort } = options;
  const { starts, order } = groupRows(await assignAll(points, middles, parallel, abort), middles.rows);
  const sizes = Uint32Array.from({ length: middles.rows }, (_, part) => starts[part + 1]! - starts[part]!);
  const shares = shareOut(sizes, clusterCount);
  const centroids = zeroMatrix(clusterCount, points.columns);
  const partOf = new Int32Array(clusterCount);
  const parts: PartStatistics[] = [];
  for (let part = 0, placed = 0; part < middles.rows; part++) {
    tell(part);
    if (sizes[part] === 0) continue;
    const ofPart = pickRows(points, order.subarray(starts[part], starts[part + 1]));
    const found = await kMeans(ofPart, { ...options, clusterCount: shares[part]! });
    centroids.data.set(found.centroids.data, placed * points.columns);
    partOf.fill(part, placed, (placed += shares[part]!));
    parts.push({ pointCount: sizes[part]!, clusterCount: shares[part]!, last: found.iterations.at(-1)! });
  }
  return { centroids, partOf, parts };
}

function expectOptions(points: Matrix, clusterCount: number, partCount: number, refinements: number): void {
  expectInteger('clusterCount', clusterCount, 1, 2 ** 16);
  expectInteger('partCount', partCount, 1, clusterCount);
  expectInteger('refinements', refinements, 0, 2 ** 20);
  expectMatrix('points', points);
  if (points.rows >= clusterCount) return;
  throw unexpected('too-few-points', 'k-means', `at least ${clusterCount} points`, points.rows);
}

function sampleOf(points: Matrix, most: number, random: Random): Matrix {
  return points.rows <= most ? points : pickRows(points, random.sample(points.rows, most));
}
