// A query's table in bytes, for the scan of 4-bit codes. Multiplication and addition stay apart, as in the twin: the bytes
// are the same in every kernel.

const LARGEST_ENTRY: f32 = 63;

export function quantiseTable(terms: usize, products: usize, factor: f32, M: usize, byteTable: usize): void {
  let sum: f64 = 0;
  let spans = f32x4.splat(0);
  const four = M & ~3;
  for (let j: usize = 0; j < four; j += 4) {
    // Row by row into the four places of the byte table that wait to be written, then all four at once.
    const place = byteTable + (j << 4);
    for (let r: usize = 0; r < 4; r++) v128.store(place + (r << 4), leastsOf(terms, products, factor, (j + r) << 6));
    const least = leastOfEach(place);
    for (let r: usize = 0; r < 4; r++) v128.store(place + (r << 4), mostsOf(terms, products, factor, (j + r) << 6));
    const most = f32x4.neg(leastOfEach(place));
    spans = f32x4.pmax(spans, f32x4.sub(most, least));
    sum += keepLeast(byteTable, j, f32x4.extract_lane(least, 0));
    sum += keepLeast(byteTable, j + 1, f32x4.extract_lane(least, 1));
    sum += keepLeast(byteTable, j + 2, f32x4.extract_lane(least, 2));
    sum += keepLeast(byteTable, j + 3, f32x4.extract_lane(least, 3));
  }
  for (let j = four; j < M; j++) {
    const least = leastLane(leastsOf(terms, products, factor, j << 6));
    const most = -leastLane(mostsOf(terms, products, factor, j << 6));
    spans = f32x4.pmax(spans, f32x4.splat(most - least));
    sum += keepLeast(byteTable, j, least);
  }
  const span = -leastLane(f32x4.neg(spans));
  const steps = f32x4.splat(span > 0 ? LARGEST_ENTRY / span : 0);
  for (let j: usize = 0; j < M; j++) {
    const least = v128.load32_splat(byteTable + (j << 4));
    const a = entries(terms, products, factor, j << 6);
    const b = entries(terms, products, factor, (j << 6) + 16);
    const c = entries(terms, products, factor, (j << 6) + 32);
    const d = entries(terms, products, factor, (j << 6) + 48);
    const low = i16x8.narrow_i32x4_s(inSteps(a, least, steps), inSteps(b, least, steps));
    const high = i16x8.narrow_i32x4_s(inSteps(c, least, steps), inSteps(d, least, steps));
    v128.store(byteTable + (j << 4), i8x16.narrow_i16x8_u(low, high));
  }
  store<f32>(byteTable + (M << 4), span / LARGEST_ENTRY);
  store<f32>(byteTable + (M << 4), <f32>sum, 4);
}

/** Four numbers of which the least is the least entry of the row. */
function leastsOf(terms: usize, products: usize, factor: f32, place: usize): v128 {
  const a = entries(terms, products, factor, place);
  const b = entries(terms, products, factor, place + 16);
  const c = entries(terms, products, factor, place + 32);
  const d = entries(terms, products, factor, place + 48);
  return f32x4.pmin(f32x4.pmin(a, b), f32x4.pmin(c, d));
}

/** Four numbers of which the least is minus the largest entry of the row. */
function mostsOf(terms: usize, products: usize, factor: f32, place: usize): v128 {
  const a = entries(terms, products, factor, place);
  const b = entries(terms, products, factor, place + 16);
  const c = entries(terms, products, factor, place + 32);
  const d = entries(terms, products, factor, place + 48);
  return f32x4.neg(f32x4.pmax(f32x4.pmax(a, b), f32x4.pmax(c, d)));
}

/** The least lane of each of four registers in a row, in one. */
function leastOfEach(place: usize): v128 {
  const a = v128.load(place);
  const b = v128.load(place, 16);
  const c = v128.load(place, 32);
  const d = v128.load(place, 48);
  const ab = f32x4.pmin(v128.shuffle<f32>(a, b, 0, 1, 4, 5), v128.shuffle<f32>(a, b, 2, 3, 6, 7));
  const cd = f32x4.pmin(v128.shuffle<f32>(c, d, 0, 1, 4, 5), v128.shuffle<f32>(c, d, 2, 3, 6, 7));
  return f32x4.pmin(v128.shuffle<f32>(ab, cd, 0, 2, 4, 6), v128.shuffle<f32>(ab, cd, 1, 3, 5, 7));
}

function keepLeast(byteTable: usize, j: usize, least: f32): f64 {
  store<f32>(byteTable + (j << 4), least);
  return <f64>least;
}

function entries(terms: usize, products: usize, factor: f32, place: usize): v128 {
  const product = f32x4.mul(f32x4.splat(factor), v128.load(products + place));
  return terms === 0 ? product : f32x4.add(v128.load(terms + place), product);
}

function leastLane(v: v128): f32 {
  const pairs = f32x4.pmin(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return min<f32>(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

/** Steps are 0 or above, where cutting off is rounding down. */
function inSteps(entry: v128, least: v128, steps: v128): v128 {
  const step = f32x4.add(f32x4.mul(f32x4.sub(entry, least), steps), f32x4.splat(0.5));
  const clamped = f32x4.pmin(step, f32x4.splat(LARGEST_ENTRY));
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_trunc_f32x4_s(clamped);
  return i32x4.trunc_sat_f32x4_s(clamped);
}
