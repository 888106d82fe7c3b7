// Lloyd's iteration: every point to its nearest centroid, every centroid to the mean of its points.
import type { Parallel } from '../parallel.ts';
import { runInBatches } from '../parallel.ts';
import type { Random } from '../random.ts';
import { drawByWeight } from './k-means-start.ts';
import type { KMeansIteration, KMeansOptions } from './k-means.ts';
import type { TrainingSample } from './training-sample.ts';

/** Where so many points a cluster are left, the first iterations look at a quarter of the points. */
const FEWEST_POINTS_PER_CLUSTER = 32;
const FIRST_SHARE = 1 / 4;
/** Of the iterations, those that look at the quarter: the centroids are far from their places yet. */
const FIRST_ITERATIONS = 0.6;
const FEWEST_ITERATIONS = 5;

/**
 * Source: Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory, 1982.
 * Over the same points the objective never rises: an empty cluster starts again at a point drawn by its squared distance,
 * as k-means++ would choose it, and a cluster without points costs nothing wherever it is put.
 * With many points, three fifths of the iterations look at a quarter of them: half the time for the same centroids, to
 * within some thousandths of the objective. Stops when no point moves, or the objective falls by less than `tolerance`.
 * Cost O(N K D) an iteration.
 */
export async function iterateLloyd(
  sample: TrainingSample,
  parallel: Parallel,
  options: KMeansOptions,
): Promise<KMeansIteration[]> {
  const { iterations = 20, start } = options;
  const history: KMeansIteration[] = [];
  const quarter = Math.floor(sample.N * FIRST_SHARE);
  const isFresh = typeof start !== 'object' && iterations >= FEWEST_ITERATIONS;
  if (isFresh && quarter >= FEWEST_POINTS_PER_CLUSTER * sample.K) {
    await iterateOver(sample.first(quarter), parallel, options, Math.floor(FIRST_ITERATIONS * iterations), history);
  }
  await iterateOver(sample, parallel, options, iterations, history);
  return history;
}

/** Goes on with the history until it holds `iterations`, or another would gain too little. */
async function iterateOver(
  sample: TrainingSample,
  parallel: Parallel,
  { random, abort, tolerance = 1e-3, onIteration }: KMeansOptions,
  iterations: number,
  history: KMeansIteration[],
): Promise<void> {
  const { N, D, K, pointsAt: points, centroidsAt: centroids } = sample;
  const { assignmentAt: assignment, distancesAt: distances } = sample;
  let previous = Infinity;
  for (let iteration = history.length; iteration < iterations; iteration++) {
    const before = sample.assignment.slice();
    await runInBatches(parallel, { kind: 'assign', points, D, centroids, K, assignment, distances }, N, abort);
    const objective = mean(sample.distances);
    const moved = countDifferences(before, sample.assignment);
    const counts = countPoints(sample);
    const repaired = moved === 0 ? 0 : moveToMeans(sample, counts, random);
    const statistics = { iteration, pointCount: N, objective, moved, repaired, imbalance: imbalanceOf(counts) };
    history.push(statistics);
    onIteration?.(statistics);
    if (moved === 0 || (repaired === 0 && previous - objective < tolerance * previous)) break;
    previous = objective;
  }
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
