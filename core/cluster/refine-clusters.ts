// One iteration of Lloyd's over very many clusters, where each point looks for its centroid in the nearest groups alone.
import type { Abort } from '../abort.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { row, zeroMatrix } from '../linalg/matrix.ts';
import type { Parallel } from '../parallel.ts';
import type { Random } from '../random.ts';
import { assignByGroups } from './assign-by-groups.ts';
import type { CentroidGroups } from './centroid-groups.ts';
import { drawByWeight } from './k-means-start.ts';
import { imbalanceOf, mean } from './lloyd.ts';

export interface Refinement {
  /** With the numbers that they had. Shape (K, D). */
  readonly centroids: Matrix;
  /** As in `KMeansIteration`, all of them before the centroids moved. */
  readonly objective: number;
  readonly repaired: number;
  readonly imbalance: number;
}

/**
 * Moves each centroid to the mean of the points nearest to it, also those of neighbouring groups, and one without points
 * to a point drawn by its squared distance.
 * @throws CoreError `shape`, `memory`, `aborted`. Cost that of `assignByGroups`. Memory: 8 (N + K D) bytes.
 */
export async function refineClusters(
  points: Matrix,
  groups: CentroidGroups,
  working: { readonly random: Random; readonly parallel: Parallel; readonly abort?: Abort | undefined },
): Promise<Refinement> {
  const { nearest, distances } = await assignByGroups(points, groups, working);
  const objective = mean(distances);
  const counts = new Uint32Array(groups.centroids.rows);
  for (const k of nearest) counts[k]!++;
  const centroids = meansOf(points, nearest, counts);
  const repaired = placeEmpty(centroids, counts, points, distances, working.random);
  return { centroids, objective, repaired, imbalance: imbalanceOf(counts) };
}

/** Sums in doubles, as Lloyd's. A cluster without points stays at zero. */
function meansOf(points: Matrix, nearest: Int32Array, counts: Uint32Array): Matrix {
  const D = points.columns;
  const sums = new Float64Array(counts.length * D);
  for (let i = 0, p = 0; i < nearest.length; i++) {
    for (let s = nearest[i]! * D, end = s + D; s < end; s++, p++) sums[s]! += points.data[p]!;
  }
  const means = zeroMatrix(counts.length, D);
  for (let s = 0; s < sums.length; s++) means.data[s] = sums[s]! / Math.max(1, counts[Math.floor(s / D)]!);
  return means;
}

/** @returns how many had no points */
function placeEmpty(
  centroids: Matrix,
  counts: Uint32Array,
  points: Matrix,
  distances: Float32Array,
  random: Random,
): number {
  let empty = 0;
  for (let k = 0; k < counts.length; k++) {
    if (counts[k]! > 0) continue;
    const chosen = drawByWeight(distances, random);
    row(centroids, k).set(row(points, chosen));
    distances[chosen] = 0;
    empty++;
  }
  return empty;
}
