// Nearest of many centroids with few components: centroids lie across the lanes, in groups of eight, so that no sums over
// lanes are needed. Of ||x - c||^2 only ||c||^2 / 2 - x.c takes part in choosing.
import { choose, lesser, multiplyAdd } from './vectors';

// A group: half the squared norms of its eight centroids, then for each component its eight values; 32 bytes each.
const LANES: usize = 8;

export function groupBytes(D: usize): usize {
  return (D + 1) << 5;
}

/** Bytes of all groups that hold K centroids. */
export function transposedBytes(K: usize, D: usize): usize {
  return ((K + LANES - 1) / LANES) * groupBytes(D);
}

/** Lays centroids (K, D) out in groups; the last is filled up with centroids that are infinitely far. */
export function transpose(centroids: usize, K: usize, D: usize, out: usize): void {
  const padded = (K + LANES - 1) & ~(LANES - 1);
  for (let k: usize = 0; k < padded; k++) {
    const place = out + (k / LANES) * groupBytes(D) + ((k % LANES) << 2);
    let norm: f32 = 0;
    for (let i: usize = 0; i < D; i++) {
      const value = k < K ? load<f32>(centroids + ((k * D + i) << 2)) : 0;
      norm += value * value;
      store<f32>(place + ((i + 1) << 5), value);
    }
    store<f32>(place, k < K ? norm * 0.5 : Infinity);
  }
}

/** Index of the centroid nearest to the point (D), the first of equals. */
export function nearestTransposed(point: usize, groups: usize, groupsEnd: usize, D: usize): usize {
  if (D === 2) return nearestOfTwo(point, groups, groupsEnd);
  if (D === 4) return nearestOfFour(point, groups, groupsEnd);
  if (D === 8) return nearestOfEight(point, groups, groupsEnd);
  const end = point + (D << 2);
  let least0 = f32x4.splat(Infinity);
  let least1 = f32x4.splat(Infinity);
  let nearest0 = i32x4.splat(0);
  let nearest1 = i32x4.splat(0);
  let number = i32x4.splat(0);
  do {
    let score0 = v128.load(groups);
    let score1 = v128.load(groups, 16);
    groups += 32;
    let p = point;
    do {
      const x = f32x4.neg(v128.load32_splat(p));
      score0 = multiplyAdd(x, v128.load(groups), score0);
      score1 = multiplyAdd(x, v128.load(groups, 16), score1);
      groups += 32;
      p += 4;
    } while (p < end);
    nearest0 = choose(number, nearest0, f32x4.lt(score0, least0));
    nearest1 = choose(number, nearest1, f32x4.lt(score1, least1));
    least0 = lesser(least0, score0);
    least1 = lesser(least1, score1);
    number = i32x4.add(number, i32x4.splat(8));
  } while (groups < groupsEnd);
  return firstOfLeast(least0, least1, nearest0, nearest1);
}

function nearestOfTwo(point: usize, groups: usize, groupsEnd: usize): usize {
  const x0 = f32x4.neg(v128.load32_splat(point));
  const x1 = f32x4.neg(v128.load32_splat(point, 4));
  let least0 = f32x4.splat(Infinity);
  let least1 = f32x4.splat(Infinity);
  let nearest0 = i32x4.splat(0);
  let nearest1 = i32x4.splat(0);
  let number = i32x4.splat(0);
  const eight = i32x4.splat(8);
  do {
    let score0 = multiplyAdd(x0, v128.load(groups, 32), v128.load(groups));
    let score1 = multiplyAdd(x0, v128.load(groups, 48), v128.load(groups, 16));
    score0 = multiplyAdd(x1, v128.load(groups, 64), score0);
    score1 = multiplyAdd(x1, v128.load(groups, 80), score1);
    nearest0 = choose(number, nearest0, f32x4.lt(score0, least0));
    nearest1 = choose(number, nearest1, f32x4.lt(score1, least1));
    least0 = lesser(least0, score0);
    least1 = lesser(least1, score1);
    number = i32x4.add(number, eight);
    groups += 96;
  } while (groups < groupsEnd);
  return firstOfLeast(least0, least1, nearest0, nearest1);
}

function nearestOfFour(point: usize, groups: usize, groupsEnd: usize): usize {
  const x0 = f32x4.neg(v128.load32_splat(point));
  const x1 = f32x4.neg(v128.load32_splat(point, 4));
  const x2 = f32x4.neg(v128.load32_splat(point, 8));
  const x3 = f32x4.neg(v128.load32_splat(point, 12));
  let least0 = f32x4.splat(Infinity);
  let least1 = f32x4.splat(Infinity);
  let nearest0 = i32x4.splat(0);
  let nearest1 = i32x4.splat(0);
  let number = i32x4.splat(0);
  const eight = i32x4.splat(8);
  do {
    let score0 = multiplyAdd(x0, v128.load(groups, 32), v128.load(groups));
    let score1 = multiplyAdd(x0, v128.load(groups, 48), v128.load(groups, 16));
    score0 = multiplyAdd(x1, v128.load(groups, 64), score0);
    score1 = multiplyAdd(x1, v128.load(groups, 80), score1);
    score0 = multiplyAdd(x2, v128.load(groups, 96), score0);
    score1 = multiplyAdd(x2, v128.load(groups, 112), score1);
    score0 = multiplyAdd(x3, v128.load(groups, 128), score0);
    score1 = multiplyAdd(x3, v128.load(groups, 144), score1);
    nearest0 = choose(number, nearest0, f32x4.lt(score0, least0));
    nearest1 = choose(number, nearest1, f32x4.lt(score1, least1));
    least0 = lesser(least0, score0);
    least1 = lesser(least1, score1);
    number = i32x4.add(number, eight);
    groups += 160;
  } while (groups < groupsEnd);
  return firstOfLeast(least0, least1, nearest0, nearest1);
}

function nearestOfEight(point: usize, groups: usize, groupsEnd: usize): usize {
  const x0 = f32x4.neg(v128.load32_splat(point));
  const x1 = f32x4.neg(v128.load32_splat(point, 4));
  const x2 = f32x4.neg(v128.load32_splat(point, 8));
  const x3 = f32x4.neg(v128.load32_splat(point, 12));
  const x4 = f32x4.neg(v128.load32_splat(point, 16));
  const x5 = f32x4.neg(v128.load32_splat(point, 20));
  const x6 = f32x4.neg(v128.load32_splat(point, 24));
  const x7 = f32x4.neg(v128.load32_splat(point, 28));
  let least0 = f32x4.splat(Infinity);
  let least1 = f32x4.splat(Infinity);
  let nearest0 = i32x4.splat(0);
  let nearest1 = i32x4.splat(0);
  let number = i32x4.splat(0);
  do {
    let score0 = multiplyAdd(x0, v128.load(groups, 32), v128.load(groups));
    let score1 = multiplyAdd(x0, v128.load(groups, 48), v128.load(groups, 16));
    score0 = multiplyAdd(x1, v128.load(groups, 64), score0);
    score1 = multiplyAdd(x1, v128.load(groups, 80), score1);
    score0 = multiplyAdd(x2, v128.load(groups, 96), score0);
    score1 = multiplyAdd(x2, v128.load(groups, 112), score1);
    score0 = multiplyAdd(x3, v128.load(groups, 128), score0);
    score1 = multiplyAdd(x3, v128.load(groups, 144), score1);
    score0 = multiplyAdd(x4, v128.load(groups, 160), score0);
    score1 = multiplyAdd(x4, v128.load(groups, 176), score1);
    score0 = multiplyAdd(x5, v128.load(groups, 192), score0);
    score1 = multiplyAdd(x5, v128.load(groups, 208), score1);
    score0 = multiplyAdd(x6, v128.load(groups, 224), score0);
    score1 = multiplyAdd(x6, v128.load(groups, 240), score1);
    score0 = multiplyAdd(x7, v128.load(groups, 256), score0);
    score1 = multiplyAdd(x7, v128.load(groups, 272), score1);
    nearest0 = choose(number, nearest0, f32x4.lt(score0, least0));
    nearest1 = choose(number, nearest1, f32x4.lt(score1, least1));
    least0 = lesser(least0, score0);
    least1 = lesser(least1, score1);
    number = i32x4.add(number, i32x4.splat(8));
    groups += 288;
  } while (groups < groupsEnd);
  return firstOfLeast(least0, least1, nearest0, nearest1);
}

/** Of eight lanes, each with the least score it saw and the first of its groups with that score. */
export function firstOfLeast(least0: v128, least1: v128, nearest0: v128, nearest1: v128): usize {
  let least = lesser(least0, least1);
  least = lesser(least, v128.shuffle<f32>(least, least, 2, 3, 0, 1));
  least = lesser(least, v128.shuffle<f32>(least, least, 1, 0, 3, 2));
  const none = i32x4.splat(-1);
  const lane0 = i32x4.add(nearest0, i32x4(0, 1, 2, 3));
  const lane1 = i32x4.add(nearest1, i32x4(4, 5, 6, 7));
  let first = i32x4.min_u(choose(lane0, none, f32x4.eq(least0, least)), choose(lane1, none, f32x4.eq(least1, least)));
  first = i32x4.min_u(first, v128.shuffle<i32>(first, first, 2, 3, 0, 1));
  first = i32x4.min_u(first, v128.shuffle<i32>(first, first, 1, 0, 3, 2));
  return i32x4.extract_lane(first, 0);
}
