// The inner step of k-means and of encoding: which centroid is nearest to one short vector.
import { squaredDistance } from '../linalg/squared-distance.ts';

/**
 * Index of the nearest of `count` centroids, by direct differences; the first of equals.
 * `centroids` holds them from `centroidsStart` on, row-major, `dimension` components each. Cost O(count * dimension).
 */
export function nearestCentroid(
  vectors: Float32Array,
  vectorStart: number,
  centroids: Float32Array,
  centroidsStart: number,
  count: number,
  dimension: number,
): number {
  if (dimension === 2) return nearestOfTwo(vectors, vectorStart, centroids, centroidsStart, count);
  if (dimension === 4) return nearestOfFour(vectors, vectorStart, centroids, centroidsStart, count);
  let nearest = 0;
  let least = Infinity;
  for (let k = 0; k < count; k++) {
    const distance = squaredDistance(vectors, vectorStart, centroids, centroidsStart + k * dimension, dimension);
    if (distance < least) {
      least = distance;
      nearest = k;
    }
  }
  return nearest;
}

// 512 dimensions in 256 or 128 parts: the cases of nearly every library, with the vector held in registers.
function nearestOfTwo(
  vectors: Float32Array,
  vectorStart: number,
  centroids: Float32Array,
  centroidsStart: number,
  count: number,
): number {
  const x0 = vectors[vectorStart]!;
  const x1 = vectors[vectorStart + 1]!;
  let nearest = 0;
  let least = Infinity;
  for (let k = 0, c = centroidsStart; k < count; k++, c += 2) {
    const d0 = x0 - centroids[c]!;
    const d1 = x1 - centroids[c + 1]!;
    const distance = d0 * d0 + d1 * d1;
    if (distance < least) {
      least = distance;
      nearest = k;
    }
  }
  return nearest;
}

function nearestOfFour(
  vectors: Float32Array,
  vectorStart: number,
  centroids: Float32Array,
  centroidsStart: number,
  count: number,
): number {
  const x0 = vectors[vectorStart]!;
  const x1 = vectors[vectorStart + 1]!;
  const x2 = vectors[vectorStart + 2]!;
  const x3 = vectors[vectorStart + 3]!;
  let nearest = 0;
  let least = Infinity;
  for (let k = 0, c = centroidsStart; k < count; k++, c += 4) {
    const d0 = x0 - centroids[c]!;
    const d1 = x1 - centroids[c + 1]!;
    const d2 = x2 - centroids[c + 2]!;
    const d3 = x3 - centroids[c + 3]!;
    const distance = d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3);
    if (distance < least) {
      least = distance;
      nearest = k;
    }
  }
  return nearest;
}
