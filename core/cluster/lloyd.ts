// Lloyd's iteration: every point to its nearest centroid, every centroid to the mean of its points.
import type { Parallel } from '../parallel.ts';
import { runInBatches } from '../parallel.ts';
import type { Random } from '../random.ts';
import { drawByWeight } from './k-means-start.ts';
import type { KMeansIteration, KMeansOptions } from './k-means.ts';
import type { TrainingSample } from './training-sample.ts';

/**
 * Source: Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory, 1982.
 * The objective never rises: an empty cluster starts again at a point drawn by its squared distance, as k-means++ would
 * choose it, and a cluster without points costs nothing wherever it is put.
 * Stops when no point moves, or the objective falls by less than `tolerance`. Cost O(N K D) an iteration.
 */
export async function iterateLloyd(
  sample: TrainingSample,
  parallel: Parallel,
  options: KMeansOptions,
): Promise<KMeansIteration[]> {
  const { random, abort, iterations = 20, tolerance = 1e-3 } = options;
  const { N, D, K, pointsAt: points, centroidsAt: centroids } = sample;
  const { assignmentAt: assignment, distancesAt: distances } = sample;
  const history: KMeansIteration[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    const before = sample.assignment.slice();
    await runInBatches(parallel, { kind: 'assign', points, D, centroids, K, assignment, distances }, N, abort);
    const objective = mean(sample.distances);
    const moved = countDifferences(before, sample.assignment);
    const counts = countPoints(sample);
    const repaired = moved === 0 ? 0 : moveToMeans(sample, counts, random);
    const statistics = { iteration, objective, moved, repaired, imbalance: imbalanceOf(counts) };
    history.push(statistics);
    options.onIteration?.(statistics);
    const previous = history.at(-2)?.objective ?? Infinity;
    if (moved === 0 || (repaired === 0 && previous - objective < tolerance * previous)) break;
  }
  return history;
}

/** Moves each centroid to the mean of its points, and empty ones to new places; returns how many were empty. */
function moveToMeans(sample: TrainingSample, counts: Uint32Array, random: Random): number {
  const { K, D, centroids, distances } = sample;
  const sums = sumPoints(sample);
  let repaired = 0;
  for (let k = 0; k < K; k++) {
    if (counts[k] === 0) {
      const chosen = drawByWeight(distances, random);
      sample.placeCentroid(k, chosen);
      distances[chosen] = 0;
      repaired++;
    } else {
      for (let j = k * D; j < (k + 1) * D; j++) centroids[j] = sums[j]! / counts[k]!;
    }
  }
  return repaired;
}

/** In doubles: thousands of points may fall on one centroid. Shape (K, D). */
function sumPoints({ N, K, D, points, assignment }: TrainingSample): Float64Array {
  const sums = new Float64Array(K * D);
  for (let i = 0, p = 0; i < N; i++) {
    for (let j = assignment[i]! * D, end = j + D; j < end; j++, p++) sums[j]! += points[p]!;
  }
  return sums;
}

function countPoints({ K, assignment }: TrainingSample): Uint32Array {
  const counts = new Uint32Array(K);
  for (let i = 0; i < assignment.length; i++) counts[assignment[i]!]!++;
  return counts;
}

/** See `KMeansIteration`. */
export function imbalanceOf(counts: Uint32Array): number {
  let total = 0;
  let squares = 0;
  for (let k = 0; k < counts.length; k++) {
    total += counts[k]!;
    squares += counts[k]! ** 2;
  }
  return (counts.length * squares) / total ** 2;
}

export function mean(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

function countDifferences(a: Int32Array, b: Int32Array): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count++;
  return count;
}
