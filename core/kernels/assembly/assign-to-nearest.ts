// The loop of k-means: few components by transposed centroids, more by blocks of products.
import { blockStart, innerProduct, multiplyBlock, rowsPerBlock, squaredDistance } from './distances';
import { nearestTransposed, transpose, transposedBytes } from './transposed';

const TRANSPOSED_DIMENSIONS: usize = 16;
/** Their products with a block of centroids wait in the scratch until the least is chosen. */
const POINTS_PER_GROUP: usize = 16;

export function assignToNearest(
  points: usize,
  N: usize,
  D: usize,
  centroids: usize,
  K: usize,
  scratch: usize,
  assignment: usize,
  distances: usize,
): void {
  if (D <= TRANSPOSED_DIMENSIONS) assignTransposed(points, N, D, centroids, K, scratch, assignment);
  else assignByProducts(points, N, D, centroids, K, scratch, assignment, distances);
  for (let i: usize = 0; i < N; i++) {
    const nearest = centroids + ((<usize>load<u32>(assignment + (i << 2)) * D) << 2);
    store<f32>(distances + (i << 2), squaredDistance(points + ((i * D) << 2), nearest, D));
  }
}

function assignTransposed(
  points: usize,
  N: usize,
  D: usize,
  centroids: usize,
  K: usize,
  scratch: usize,
  assignment: usize,
): void {
  transpose(centroids, K, D, scratch);
  const end = scratch + transposedBytes(K, D);
  for (let i: usize = 0; i < N; i++) {
    store<u32>(assignment + (i << 2), nearestTransposed(points + ((i * D) << 2), scratch, end, D));
  }
}

function assignByProducts(
  points: usize,
  N: usize,
  D: usize,
  centroids: usize,
  K: usize,
  scratch: usize,
  assignment: usize,
  least: usize,
): void {
  const stride = D << 2;
  const step = rowsPerBlock(D);
  const products = scratch + (K << 2);
  for (let k: usize = 0; k < K; k++) {
    const c = centroids + k * stride;
    store<f32>(scratch + (k << 2), innerProduct(c, c, D) * 0.5);
  }
  for (let i: usize = 0; i < N; i++) {
    store<f32>(least + (i << 2), Infinity);
    store<u32>(assignment + (i << 2), 0);
  }
  for (let k: usize = 0; k < K; k += step) {
    const start = blockStart(k, K);
    const count = min<usize>(k + step, K) - start;
    for (let from: usize = 0; from < N; from += POINTS_PER_GROUP) {
      const to = min<usize>(from + POINTS_PER_GROUP, N);
      multiplyBlock(points + from * stride, to - from, centroids + start * stride, count, D, products, count << 2);
      for (let i = from; i < to; i++) {
        const row = products + (i - from) * (count << 2);
        chooseLeast(row, scratch + (start << 2), count, start, least + (i << 2), assignment + (i << 2));
      }
    }
  }
}

/** Half of ||c||^2, less x.c, decides. */
function chooseLeast(products: usize, norms: usize, count: usize, first: usize, least: usize, nearest: usize): void {
  let best = load<f32>(least);
  let number: usize = load<u32>(nearest);
  let k: usize = 0;
  const four = count & ~3;
  for (; k < four; k += 4) {
    const scores = f32x4.sub(v128.load(norms + (k << 2)), v128.load(products + (k << 2)));
    if (!v128.any_true(f32x4.lt(scores, f32x4.splat(best)))) continue;
    for (let j = k; j < k + 4; j++) {
      const score = load<f32>(norms + (j << 2)) - load<f32>(products + (j << 2));
      if (score < best) {
        best = score;
        number = first + j;
      }
    }
  }
  for (; k < count; k++) {
    const score = load<f32>(norms + (k << 2)) - load<f32>(products + (k << 2));
    if (score < best) {
      best = score;
      number = first + k;
    }
  }
  store<f32>(least, best);
  store<u32>(nearest, <u32>number);
}
