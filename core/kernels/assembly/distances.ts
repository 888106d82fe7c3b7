// Distances and inner products of whole vectors of floats.
import { multiplyAdd, sumOfLanes, sumsOfLanes } from './vectors';

// Notation: q a query or point, r a row, i a component; D4 the components that fill registers, D16 those that fill four.

export function innerProducts(query: usize, rows: usize, count: usize, D: usize, out: usize): void {
  const stride = D << 2;
  for (let i: usize = 0; i < count; i++) store<f32>(out + (i << 2), innerProduct(query, rows + i * stride, D));
}

export function squaredDistances(query: usize, rows: usize, count: usize, D: usize, out: usize): void {
  const stride = D << 2;
  for (let i: usize = 0; i < count; i++) store<f32>(out + (i << 2), squaredDistance(query, rows + i * stride, D));
}

export function innerProduct(q: usize, r: usize, D: usize): f32 {
  const end = q + (D << 2);
  const end4 = q + ((D & ~3) << 2);
  const end16 = q + ((D & ~15) << 2);
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  for (; q < end16; q += 64, r += 64) {
    a = multiplyAdd(v128.load(q), v128.load(r), a);
    b = multiplyAdd(v128.load(q, 16), v128.load(r, 16), b);
    c = multiplyAdd(v128.load(q, 32), v128.load(r, 32), c);
    d = multiplyAdd(v128.load(q, 48), v128.load(r, 48), d);
  }
  for (; q < end4; q += 16, r += 16) a = multiplyAdd(v128.load(q), v128.load(r), a);
  let sum = sumOfLanes(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)));
  for (; q < end; q += 4, r += 4) sum += load<f32>(q) * load<f32>(r);
  return sum;
}

export function squaredDistance(q: usize, r: usize, D: usize): f32 {
  const end = q + (D << 2);
  const end4 = q + ((D & ~3) << 2);
  const end16 = q + ((D & ~15) << 2);
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  for (; q < end16; q += 64, r += 64) {
    const e = f32x4.sub(v128.load(q), v128.load(r));
    const f = f32x4.sub(v128.load(q, 16), v128.load(r, 16));
    const g = f32x4.sub(v128.load(q, 32), v128.load(r, 32));
    const h = f32x4.sub(v128.load(q, 48), v128.load(r, 48));
    a = multiplyAdd(e, e, a);
    b = multiplyAdd(f, f, b);
    c = multiplyAdd(g, g, c);
    d = multiplyAdd(h, h, d);
  }
  for (; q < end4; q += 16, r += 16) {
    const e = f32x4.sub(v128.load(q), v128.load(r));
    a = multiplyAdd(e, e, a);
  }
  let sum = sumOfLanes(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)));
  for (; q < end; q += 4, r += 4) {
    const difference = load<f32>(q) - load<f32>(r);
    sum += difference * difference;
  }
  return sum;
}

// Rows are taken in blocks of about this many bytes, which stay in the first-level cache while all points pass.
const BLOCK_BYTES: usize = 32768;

/** How many rows make a block: a multiple of 4. */
export function rowsPerBlock(D: usize): usize {
  return max<usize>(4, (BLOCK_BYTES / (D << 2)) & ~3);
}

/** Where the block begins that is due at row `k`: the last one reaches back, so that it has four rows if K has. */
export function blockStart(k: usize, K: usize): usize {
  return K < 4 ? 0 : min<usize>(k, K - 4);
}

export function multiply(points: usize, N: usize, rows: usize, K: usize, D: usize, out: usize): void {
  const step = rowsPerBlock(D);
  for (let k: usize = 0; k < K; k += step) {
    const start = blockStart(k, K);
    const block = rows + ((start * D) << 2);
    multiplyBlock(points, N, block, min<usize>(k + step, K) - start, D, out + (start << 2), K << 2);
  }
}

/** As `multiply`, the rows of `out` lying `outStride` bytes apart. */
export function multiplyBlock(
  points: usize,
  N: usize,
  rows: usize,
  K: usize,
  D: usize,
  out: usize,
  outStride: usize,
): void {
  const stride = D << 2;
  if (K < 4) {
    for (let n: usize = 0; n < N; n++) innerProducts(points + n * stride, rows, K, D, out + n * outStride);
    return;
  }
  for (let n: usize = 0; n < N; n += 2) {
    // Of an odd number of points the last is taken twice, of rows not a multiple of four the last four: every sum is
    // then formed in the same order, and equal rows have equal products.
    const more = n + 1 < N;
    const x0 = points + n * stride;
    const x1 = more ? x0 + stride : x0;
    const out0 = out + n * outStride;
    const out1 = more ? out0 + outStride : out0;
    for (let k: usize = 0; k < K; k += 4) {
      const start = min<usize>(k, K - 4);
      multiplyTile(x0, x1, rows + start * stride, D, out0 + (start << 2), out1 + (start << 2));
    }
  }
}

// Two points with four rows: eight running sums, as many as a processor needs to add two vectors a cycle without waiting.
function multiplyTile(x0: usize, x1: usize, r0: usize, D: usize, out0: usize, out1: usize): void {
  const stride = D << 2;
  let r1 = r0 + stride;
  let r2 = r1 + stride;
  let r3 = r2 + stride;
  const end = x0 + stride;
  const end4 = x0 + ((D & ~3) << 2);
  let a0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let a2 = f32x4.splat(0);
  let a3 = f32x4.splat(0);
  let b0 = f32x4.splat(0);
  let b1 = f32x4.splat(0);
  let b2 = f32x4.splat(0);
  let b3 = f32x4.splat(0);
  while (x0 < end4) {
    const a = v128.load(x0);
    const b = v128.load(x1);
    const c0 = v128.load(r0);
    a0 = multiplyAdd(a, c0, a0);
    b0 = multiplyAdd(b, c0, b0);
    const c1 = v128.load(r1);
    a1 = multiplyAdd(a, c1, a1);
    b1 = multiplyAdd(b, c1, b1);
    const c2 = v128.load(r2);
    a2 = multiplyAdd(a, c2, a2);
    b2 = multiplyAdd(b, c2, b2);
    const c3 = v128.load(r3);
    a3 = multiplyAdd(a, c3, a3);
    b3 = multiplyAdd(b, c3, b3);
    x0 += 16;
    x1 += 16;
    r0 += 16;
    r1 += 16;
    r2 += 16;
    r3 += 16;
  }
  // The components left over, one at a time in the first lane.
  while (x0 < end) {
    const a = v128.load32_zero(x0);
    const b = v128.load32_zero(x1);
    const c0 = v128.load32_zero(r0);
    a0 = multiplyAdd(a, c0, a0);
    b0 = multiplyAdd(b, c0, b0);
    const c1 = v128.load32_zero(r1);
    a1 = multiplyAdd(a, c1, a1);
    b1 = multiplyAdd(b, c1, b1);
    const c2 = v128.load32_zero(r2);
    a2 = multiplyAdd(a, c2, a2);
    b2 = multiplyAdd(b, c2, b2);
    const c3 = v128.load32_zero(r3);
    a3 = multiplyAdd(a, c3, a3);
    b3 = multiplyAdd(b, c3, b3);
    x0 += 4;
    x1 += 4;
    r0 += 4;
    r1 += 4;
    r2 += 4;
    r3 += 4;
  }
  v128.store(out0, sumsOfLanes(a0, a1, a2, a3));
  v128.store(out1, sumsOfLanes(b0, b1, b2, b3));
}
