// Distances to vectors of bytes, in whole numbers: every processor gives the same.

const BYTE_LIMIT: f64 = 128;

export function toShorts(query: usize, D: usize, shorts: usize): f32 {
  const limit = min<f64>(32767, floor<f64>(2147483648.0 / (BYTE_LIMIT * <f64>D)) - 1);
  let largest: f32 = 0;
  for (let i: usize = 0; i < D; i++) largest = max<f32>(largest, abs<f32>(load<f32>(query + (i << 2))));
  const scale = <f32>(<f64>largest / limit);
  for (let i: usize = 0; i < D; i++) {
    const component = <f64>load<f32>(query + (i << 2));
    const short = scale > 0 ? floor<f64>(component / <f64>scale + 0.5) : 0;
    store<i16>(shorts + (i << 1), <i16>(<i32>max<f64>(-limit, min<f64>(limit, short))));
  }
  return scale;
}

export function byteDistances(
  shorts: usize,
  queryScale: f64,
  queryNorm: f64,
  rows: usize,
  scales: usize,
  norms: usize,
  numbers: usize,
  bases: usize,
  count: usize,
  D: usize,
  out: usize,
): void {
  if (numbers === 0) {
    for (let i: usize = 0; i < count; i++) {
      measure(shorts, queryScale, queryNorm, rows, scales, norms, bases, i, i, D, out);
    }
    return;
  }
  for (let from: usize = 0; from < count; from += FETCHED_TOGETHER) {
    const to = min<usize>(from + FETCHED_TOGETHER, count);
    for (let i = from; i < to; i++) touch(rows, scales, norms, <usize>load<u32>(numbers + (i << 2)), D, out + (i << 2));
    for (let i = from; i < to; i++) {
      const r = <usize>load<u32>(numbers + (i << 2));
      measure(shorts, queryScale, queryNorm, rows, scales, norms, bases, i, r, D, out);
    }
  }
}

/** Rows here and there: asked for together, they come from memory together. */
const FETCHED_TOGETHER: usize = 16;
const CACHE_LINE: usize = 64;

/** What is read is written where the distance will be, so that no compiler takes the reading for idle. */
function touch(rows: usize, scales: usize, norms: usize, r: usize, D: usize, out: usize): void {
  let bytes: u32 = load<u32>(scales + (r << 2)) + load<u32>(norms + (r << 2));
  const end = rows + r * D + D;
  for (let p = rows + r * D; p < end; p += CACHE_LINE) bytes += <u32>load<u8>(p);
  store<u32>(out, bytes);
}

function measure(
  shorts: usize,
  queryScale: f64,
  queryNorm: f64,
  rows: usize,
  scales: usize,
  norms: usize,
  bases: usize,
  i: usize,
  r: usize,
  D: usize,
  out: usize,
): void {
  const product = productWithBytes(shorts, rows + r * D, D);
  const scale = 2 * queryScale * <f64>load<f32>(scales + (r << 2));
  const base = bases === 0 ? queryNorm : queryNorm + <f64>load<f32>(bases + (i << 2));
  const distance = <f32>(base + <f64>load<f32>(norms + (r << 2)) - scale * <f64>product);
  store<f32>(out + (i << 2), distance > 0 ? distance : 0);
}

function productWithBytes(q: usize, r: usize, D: usize): i32 {
  const end = r + D;
  const end8 = r + (D & ~7);
  const end32 = r + (D & ~31);
  let a = i32x4.splat(0);
  let b = i32x4.splat(0);
  let c = i32x4.splat(0);
  let d = i32x4.splat(0);
  if (r < end32) {
    do {
      a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load(q), v128.load_ext<i8>(r)));
      b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load(q, 16), v128.load_ext<i8>(r, 8)));
      c = i32x4.add(c, i32x4.dot_i16x8_s(v128.load(q, 32), v128.load_ext<i8>(r, 16)));
      d = i32x4.add(d, i32x4.dot_i16x8_s(v128.load(q, 48), v128.load_ext<i8>(r, 24)));
      q += 64;
      r += 32;
    } while (r < end32);
  }
  for (; r < end8; r += 8, q += 16) a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load(q), v128.load_ext<i8>(r)));
  const sum = i32x4.add(i32x4.add(a, b), i32x4.add(c, d));
  const pairs = i32x4.add(sum, v128.shuffle<i32>(sum, sum, 2, 3, 0, 1));
  let product = i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
  for (; r < end; r++, q += 2) product += <i32>load<i16>(q) * <i32>load<i8>(r);
  return product;
}
