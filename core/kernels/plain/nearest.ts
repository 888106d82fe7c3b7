// Which centroid is nearest: the loops of k-means and of encoding.
import { dot } from '../../linalg/dot.ts';
import { squaredDistance } from '../../linalg/squared-distance.ts';
import { DIRECT_DIMENSIONS } from '../kernels.ts';
import { nearestCentroid } from '../nearest-centroid.ts';
import type { Views } from './views.ts';

// 8 centroids of 512 floats are 16 KiB: they stay in the first-level cache while the points pass.
const CENTROIDS_PER_BLOCK = 8;

export function assignToNearest(
  views: Views,
  points: number,
  N: number,
  D: number,
  centroids: number,
  K: number,
  scratch: number,
  assignment: number,
  distances: number,
): void {
  const { floats, integers } = views;
  const x = points >>> 2;
  const c = centroids >>> 2;
  if (D <= DIRECT_DIMENSIONS) {
    for (let i = 0; i < N; i++) {
      integers[(assignment >>> 2) + i] = nearestCentroid(floats, x + i * D, floats, c, K, D);
    }
  } else {
    chooseByProducts(views, x, N, D, c, K, scratch >>> 2, assignment >>> 2, distances >>> 2);
  }
  for (let i = 0; i < N; i++) {
    const nearest = c + integers[(assignment >>> 2) + i]! * D;
    floats[(distances >>> 2) + i] = squaredDistance(floats, x + i * D, floats, nearest, D);
  }
}

// ||x - c||^2 = ||x||^2 + (||c||^2 - 2 x.c), whose first term does not take part in choosing. Here places, not addresses.
function chooseByProducts(
  { floats, integers }: Views,
  x: number,
  N: number,
  D: number,
  c: number,
  K: number,
  norms: number,
  assignment: number,
  least: number,
): void {
  for (let k = 0; k < K; k++) floats[norms + k] = dot(floats, c + k * D, floats, c + k * D, D);
  for (let i = 0; i < N; i++) {
    integers[assignment + i] = 0;
    floats[least + i] = Infinity;
  }
  for (let block = 0; block < K; block += CENTROIDS_PER_BLOCK) {
    const blockEnd = Math.min(block + CENTROIDS_PER_BLOCK, K);
    for (let i = 0; i < N; i++) {
      for (let k = block; k < blockEnd; k++) {
        const score = Math.fround(floats[norms + k]! - 2 * dot(floats, x + i * D, floats, c + k * D, D));
        if (score < floats[least + i]!) {
          floats[least + i] = score;
          integers[assignment + i] = k;
        }
      }
    }
  }
}

export function encode(
  { floats, bytes }: Views,
  points: number,
  N: number,
  D: number,
  codebooks: number,
  m: number,
  ksub: number,
  _scratch: number,
  codes: number,
): void {
  const dsub = D / m;
  for (let i = 0; i < N; i++) {
    for (let j = 0; j < m; j++) {
      const codebook = (codebooks >>> 2) + j * ksub * dsub;
      bytes[codes + i * m + j] = nearestCentroid(
        floats,
        (points >>> 2) + i * D + j * dsub,
        floats,
        codebook,
        ksub,
        dsub,
      );
    }
  }
}
