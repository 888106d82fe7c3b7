// The hot loop of k-means: every point to its nearest centroid.
import { dot } from '../linalg/dot.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { squaredDistance } from '../linalg/squared-distance.ts';
import { nearestCentroid } from './nearest-centroid.ts';

// Below this, direct differences cost no more than products and lose nothing to cancellation.
const DIRECT_DIMENSIONS = 16;
// 16 centroids of 512 floats are 32 KiB: they stay in the first-level cache while a batch of points passes.
const CENTROIDS_PER_BLOCK = 16;

/**
 * Writes, for each point, the index of its nearest centroid and its squared distance to it; the first of equals.
 * Shapes: points (N, D), centroids (K, D), assignment (N), distances (N). Cost O(N K D).
 * From 17 dimensions on by ||x - c||^2 = ||x||^2 + (||c||^2 - 2 x.c), whose first term does not take part in choosing.
 */
export function assignToNearest(
  points: Matrix,
  centroids: Matrix,
  assignment: Int32Array,
  distances: Float32Array,
): void {
  if (points.columns <= DIRECT_DIMENSIONS) assignDirectly(points, centroids, assignment, distances);
  else assignByProducts(points, centroids, assignment, distances);
}

function assignDirectly(points: Matrix, centroids: Matrix, assignment: Int32Array, distances: Float32Array): void {
  const D = points.columns;
  for (let i = 0; i < points.rows; i++) {
    const nearest = nearestCentroid(points.data, i * D, centroids.data, 0, centroids.rows, D);
    assignment[i] = nearest;
    distances[i] = squaredDistance(points.data, i * D, centroids.data, nearest * D, D);
  }
}

function assignByProducts(points: Matrix, centroids: Matrix, assignment: Int32Array, distances: Float32Array): void {
  const { data: x, rows: N, columns: D } = points;
  const { data: c, rows: K } = centroids;
  const norms = new Float64Array(K);
  for (let k = 0; k < K; k++) norms[k] = dot(c, k * D, c, k * D, D);
  const least = new Float64Array(N).fill(Infinity);
  const four = new Float64Array(4);
  for (let block = 0; block < K; block += CENTROIDS_PER_BLOCK) {
    const blockEnd = Math.min(block + CENTROIDS_PER_BLOCK, K);
    for (let i = 0; i < N; i++) {
      let best = least[i]!;
      let nearest = assignment[i]!;
      let k = block;
      for (; k + 3 < blockEnd; k += 4) {
        fourDots(x, i * D, c, k * D, D, four);
        for (let j = 0; j < 4; j++) {
          const score = norms[k + j]! - 2 * four[j]!;
          if (score < best) {
            best = score;
            nearest = k + j;
          }
        }
      }
      for (; k < blockEnd; k++) {
        const score = norms[k]! - 2 * dot(x, i * D, c, k * D, D);
        if (score < best) {
          best = score;
          nearest = k;
        }
      }
      least[i] = best;
      assignment[i] = nearest;
    }
  }
  // Rounding may leave a point on its centroid a hair below zero.
  for (let i = 0; i < N; i++) distances[i] = Math.max(0, least[i]! + dot(x, i * D, x, i * D, D));
}

// Inner products of one point with four centroids in a row: each component of the point is loaded once for four.
function fourDots(
  x: Float32Array,
  xStart: number,
  c: Float32Array,
  cStart: number,
  D: number,
  out: Float64Array,
): void {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const c1 = cStart + D;
  const c2 = c1 + D;
  const c3 = c2 + D;
  for (let i = 0; i < D; i++) {
    const value = x[xStart + i]!;
    s0 += value * c[cStart + i]!;
    s1 += value * c[c1 + i]!;
    s2 += value * c[c2 + i]!;
    s3 += value * c[c3 + i]!;
  }
  out[0] = s0;
  out[1] = s1;
  out[2] = s2;
  out[3] = s3;
}
