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
  records: usize,
  addresses: usize,
  bases: usize,
  count: usize,
  D: usize,
  out: usize,
): void {
  const stride = HEADER_BYTES + ((D + 3) & ~3);
  const end = out + (count << 2);
  if (addresses === 0) {
    for (; out < end; out += 4, records += stride) measure(shorts, queryScale, queryNorm, records, D, out);
    return;
  }
  while (out < end) {
    const last = min<usize>(out + (FETCHED_TOGETHER << 2), end);
    for (let o = out, a = addresses; o < last; o += 4, a += 4) touch(<usize>load<u32>(a), stride, o);
    for (; out < last; out += 4, addresses += 4, bases += 4) {
      measure(shorts, queryScale, queryNorm + <f64>load<f32>(bases), <usize>load<u32>(addresses), D, out);
    }
  }
}

/** Layout of a record: ../byte-records.ts. */
const HEADER_BYTES: usize = 8;
/** Records here and there: asked for together, they come from memory together. */
const FETCHED_TOGETHER: usize = 16;
const CACHE_LINE: usize = 64;

/** What is read is written where the distance will be, so that no compiler takes the reading for idle. */
function touch(record: usize, length: usize, out: usize): void {
  const end = record + length;
  let bytes: u32 = load<u8>(end - 1);
  for (; record < end; record += CACHE_LINE) bytes += <u32>load<u8>(record);
  store<u32>(out, bytes);
}

function measure(shorts: usize, queryScale: f64, base: f64, record: usize, D: usize, out: usize): void {
  const product = productWithBytes(shorts, record + HEADER_BYTES, D);
  const scale = 2 * queryScale * <f64>load<f32>(record);
  const distance = <f32>(base + <f64>load<f32>(record, 4) - scale * <f64>product);
  store<f32>(out, distance > 0 ? distance : 0);
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
