// A query's table in bytes, for the scan of 4-bit codes. Multiplication and addition stay apart, as in the twin: the bytes
// are the same in every kernel.

const LARGEST_ENTRY: f32 = 63;

export function quantiseTable(terms: usize, products: usize, factor: f32, M: usize, byteTable: usize): void {
  let sum: f64 = 0;
  let span: f32 = 0;
  for (let j: usize = 0; j < M; j++) {
    const a = entries(terms, products, factor, j << 6);
    const b = entries(terms, products, factor, (j << 6) + 16);
    const c = entries(terms, products, factor, (j << 6) + 32);
    const d = entries(terms, products, factor, (j << 6) + 48);
    const least = leastLane(f32x4.pmin(f32x4.pmin(a, b), f32x4.pmin(c, d)));
    const most = -leastLane(f32x4.neg(f32x4.pmax(f32x4.pmax(a, b), f32x4.pmax(c, d))));
    sum += <f64>least;
    span = max<f32>(span, most - least);
  }
  const steps: f32 = span > 0 ? LARGEST_ENTRY / span : 0;
  for (let j: usize = 0; j < M; j++) {
    const a = entries(terms, products, factor, j << 6);
    const b = entries(terms, products, factor, (j << 6) + 16);
    const c = entries(terms, products, factor, (j << 6) + 32);
    const d = entries(terms, products, factor, (j << 6) + 48);
    const least = f32x4.splat(leastLane(f32x4.pmin(f32x4.pmin(a, b), f32x4.pmin(c, d))));
    const low = i16x8.narrow_i32x4_s(inSteps(a, least, steps), inSteps(b, least, steps));
    const high = i16x8.narrow_i32x4_s(inSteps(c, least, steps), inSteps(d, least, steps));
    v128.store(byteTable + (j << 4), i8x16.narrow_i16x8_u(low, high));
  }
  store<f32>(byteTable + (M << 4), span / LARGEST_ENTRY);
  store<f32>(byteTable + (M << 4), <f32>sum, 4);
}

function entries(terms: usize, products: usize, factor: f32, place: usize): v128 {
  const product = f32x4.mul(f32x4.splat(factor), v128.load(products + place));
  return terms === 0 ? product : f32x4.add(v128.load(terms + place), product);
}

function leastLane(v: v128): f32 {
  const pairs = f32x4.pmin(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return min<f32>(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

function inSteps(entry: v128, least: v128, steps: f32): v128 {
  const step = f32x4.add(f32x4.mul(f32x4.sub(entry, least), f32x4.splat(steps)), f32x4.splat(0.5));
  return i32x4.trunc_sat_f32x4_s(f32x4.pmin(f32x4.floor(step), f32x4.splat(LARGEST_ENTRY)));
}
