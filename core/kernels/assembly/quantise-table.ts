// A query's table in bytes, for the scan of 4-bit codes. Multiplication and addition stay apart, as in the twin: the bytes
// are the same in every kernel.

const LARGEST_ENTRY: f32 = 63;

export function quantiseTable(terms: usize, products: usize, factor: f32, M: usize, byteTable: usize): void {
  // Behind the bytes, the scale and the sum, the entries are kept as floats: they are needed twice.
  const floats = byteTable + (M << 4) + 8;
  let sum: f64 = 0;
  let spans = f32x4.splat(0);
  const four = M & ~3;
  for (let j: usize = 0; j < four; j += 4) {
    const row = j << 6;
    const e0 = keepRow(terms, products, factor, row, floats);
    const m0 = mostOf(floats + row);
    const e1 = keepRow(terms, products, factor, row + 64, floats);
    const m1 = mostOf(floats + row + 64);
    const e2 = keepRow(terms, products, factor, row + 128, floats);
    const m2 = mostOf(floats + row + 128);
    const e3 = keepRow(terms, products, factor, row + 192, floats);
    const m3 = mostOf(floats + row + 192);
    const least = leastOfEach(e0, e1, e2, e3);
    const most = f32x4.neg(leastOfEach(f32x4.neg(m0), f32x4.neg(m1), f32x4.neg(m2), f32x4.neg(m3)));
    spans = f32x4.pmax(spans, f32x4.sub(most, least));
    sum += keepLeast(byteTable, j, f32x4.extract_lane(least, 0));
    sum += keepLeast(byteTable, j + 1, f32x4.extract_lane(least, 1));
    sum += keepLeast(byteTable, j + 2, f32x4.extract_lane(least, 2));
    sum += keepLeast(byteTable, j + 3, f32x4.extract_lane(least, 3));
  }
  for (let j = four; j < M; j++) {
    const row = j << 6;
    const least = leastLane(keepRow(terms, products, factor, row, floats));
    const most = -leastLane(f32x4.neg(mostOf(floats + row)));
    spans = f32x4.pmax(spans, f32x4.splat(most - least));
    sum += keepLeast(byteTable, j, least);
  }
  const span = -leastLane(f32x4.neg(spans));
  toSteps(floats, M, span > 0 ? LARGEST_ENTRY / span : 0, byteTable);
  store<f32>(byteTable + (M << 4), span / LARGEST_ENTRY);
  store<f32>(byteTable + (M << 4), <f32>sum, 4);
}

/** Keeps the entries of a row. @returns four numbers of which the least is the least entry */
function keepRow(terms: usize, products: usize, factor: f32, row: usize, floats: usize): v128 {
  const a = entries(terms, products, factor, row);
  const b = entries(terms, products, factor, row + 16);
  const c = entries(terms, products, factor, row + 32);
  const d = entries(terms, products, factor, row + 48);
  v128.store(floats + row, a);
  v128.store(floats + row, b, 16);
  v128.store(floats + row, c, 32);
  v128.store(floats + row, d, 48);
  return f32x4.pmin(f32x4.pmin(a, b), f32x4.pmin(c, d));
}

function entries(terms: usize, products: usize, factor: f32, place: usize): v128 {
  const product = f32x4.mul(f32x4.splat(factor), v128.load(products + place));
  return terms === 0 ? product : f32x4.add(v128.load(terms + place), product);
}

/** Four numbers of which the largest is the largest entry of the row that was kept. */
function mostOf(row: usize): v128 {
  return f32x4.pmax(f32x4.pmax(v128.load(row), v128.load(row, 16)), f32x4.pmax(v128.load(row, 32), v128.load(row, 48)));
}

/** The least lane of each of four registers, in one. */
function leastOfEach(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.pmin(v128.shuffle<f32>(a, b, 0, 1, 4, 5), v128.shuffle<f32>(a, b, 2, 3, 6, 7));
  const cd = f32x4.pmin(v128.shuffle<f32>(c, d, 0, 1, 4, 5), v128.shuffle<f32>(c, d, 2, 3, 6, 7));
  return f32x4.pmin(v128.shuffle<f32>(ab, cd, 0, 2, 4, 6), v128.shuffle<f32>(ab, cd, 1, 3, 5, 7));
}

function leastLane(v: v128): f32 {
  const pairs = f32x4.pmin(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return min<f32>(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

/** Where the row's bytes will be, until they are written. */
function keepLeast(byteTable: usize, j: usize, least: f32): f64 {
  store<f32>(byteTable + (j << 4), least);
  return <f64>least;
}

function toSteps(floats: usize, M: usize, step: f32, byteTable: usize): void {
  const steps = f32x4.splat(step);
  const half = f32x4.splat(0.5);
  const largest = f32x4.splat(LARGEST_ENTRY);
  const end = byteTable + (M << 4);
  do {
    const least = v128.load32_splat(byteTable);
    const low = i16x8.narrow_i32x4_s(
      inSteps(v128.load(floats), least, steps, half, largest),
      inSteps(v128.load(floats, 16), least, steps, half, largest),
    );
    const high = i16x8.narrow_i32x4_s(
      inSteps(v128.load(floats, 32), least, steps, half, largest),
      inSteps(v128.load(floats, 48), least, steps, half, largest),
    );
    v128.store(byteTable, i8x16.narrow_i16x8_u(low, high));
    floats += 64;
    byteTable += 16;
  } while (byteTable < end);
}

/** Steps are 0 or above, where cutting off is rounding down. */
function inSteps(entry: v128, least: v128, steps: v128, half: v128, largest: v128): v128 {
  const step = f32x4.add(f32x4.mul(f32x4.sub(entry, least), steps), half);
  const clamped = f32x4.pmin(step, largest);
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_trunc_f32x4_s(clamped);
  return i32x4.trunc_sat_f32x4_s(clamped);
}
