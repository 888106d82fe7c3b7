// The starting centroids of k-means: spread out, so that few iterations and few repairs are needed.
import type { Matrix } from '../linalg/matrix.ts';
import { row, zeroMatrix } from '../linalg/matrix.ts';
import { squaredDistance } from '../linalg/squared-distance.ts';
import type { Random } from '../random.ts';
import type { Abort } from '../abort.ts';
import { throwIfAborted } from '../abort.ts';

/**
 * k-means++ (Arthur and Vassilvitskii, SODA 2007): each next centroid is a point, drawn with a probability
 * proportional to its squared distance to the nearest centroid so far. When all points are taken, any point is.
 * @returns shape (count, D). Cost O(N D count)
 */
export function spreadCentroids(points: Matrix, count: number, random: Random, abort?: Abort): Matrix {
  const { data, rows: N, columns: D } = points;
  const centroids = zeroMatrix(count, D);
  const distances = new Float32Array(N).fill(Infinity);
  let chosen = random.integer(N);
  for (let k = 0; k < count; k++) {
    throwIfAborted(abort);
    row(centroids, k).set(row(points, chosen));
    for (let i = 0; i < N; i++) {
      const distance = squaredDistance(data, i * D, centroids.data, k * D, D);
      if (distance < distances[i]!) distances[i] = distance;
    }
    chosen = drawByWeight(distances, random);
  }
  return centroids;
}

/** An index drawn with a probability proportional to its weight; any index when all weights are zero. Cost O(N). */
export function drawByWeight(weights: Float32Array, random: Random): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  if (total === 0) return random.integer(weights.length);
  let left = random.next() * total;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    last = i;
    left -= weights[i]!;
    if (left < 0) break;
  }
  return last;
}
