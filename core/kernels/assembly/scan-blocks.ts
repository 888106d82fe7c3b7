// The scan of 4-bit codes: one instruction looks a part of 16 vectors up in a row of the table.
// Source: André, Kermarrec, Le Scouarnec, "Quicker ADC", TPAMI 2021.
import { isAllowed, offerTo, thresholdOf } from './heap';
import { lookUp } from './vectors';

export function scanBlocks(
  blocks: usize,
  ids: usize,
  count: usize,
  M: usize,
  byteTable: usize,
  offset: f64,
  allowed: usize,
  heap: usize,
  first: u32,
): void {
  const scale = <f64>load<f32>(byteTable + (M << 4));
  const bias = offset + <f64>load<f32>(byteTable + (M << 4), 4);
  // A constant would be made anew in every turn of the loop; what depends on an argument stays in its register. M has none
  // of these bits.
  const lowHalf = i8x16.splat(<i8>(15 + (M >> 24)));
  const tableEnd4 = byteTable + ((M & ~3) << 4);
  const tableEnd = byteTable + (M << 4);
  let threshold = thresholdOf(heap);
  let limit = i16x8.splat(largestSum(threshold, scale, bias));
  let block = blocks;
  for (let start: usize = 0; start < count; start += 32) {
    // Sums of the vectors 0 .. 15 (a) and 16 .. 31 (b) of the block: of those at odd places in the odd registers; the
    // others also hold those of their neighbours in their upper bytes, which are taken off at the end.
    let a = i16x8.splat(0);
    let aOdd = i16x8.splat(0);
    let b = i16x8.splat(0);
    let bOdd = i16x8.splat(0);
    let t = byteTable;
    // Four entries of six bits add up within a byte.
    if (t < tableEnd4) {
      do {
        const c0 = v128.load(block);
        const c1 = v128.load(block, 16);
        const c2 = v128.load(block, 32);
        const c3 = v128.load(block, 48);
        const t0 = v128.load(t);
        const t1 = v128.load(t, 16);
        const t2 = v128.load(t, 32);
        const t3 = v128.load(t, 48);
        const low = i8x16.add(
          i8x16.add(lookUp(t0, v128.and(c0, lowHalf)), lookUp(t1, v128.and(c1, lowHalf))),
          i8x16.add(lookUp(t2, v128.and(c2, lowHalf)), lookUp(t3, v128.and(c3, lowHalf))),
        );
        const high = i8x16.add(
          i8x16.add(lookUp(t0, upperHalf(c0, lowHalf)), lookUp(t1, upperHalf(c1, lowHalf))),
          i8x16.add(lookUp(t2, upperHalf(c2, lowHalf)), lookUp(t3, upperHalf(c3, lowHalf))),
        );
        a = i16x8.add(a, low);
        aOdd = i16x8.add(aOdd, i16x8.shr_u(low, 8));
        b = i16x8.add(b, high);
        bOdd = i16x8.add(bOdd, i16x8.shr_u(high, 8));
        block += 64;
        t += 64;
      } while (t < tableEnd4);
    }
    for (; t < tableEnd; t += 16) {
      const c = v128.load(block);
      const low = lookUp(v128.load(t), v128.and(c, lowHalf));
      const high = lookUp(v128.load(t), upperHalf(c, lowHalf));
      a = i16x8.add(a, low);
      aOdd = i16x8.add(aOdd, i16x8.shr_u(low, 8));
      b = i16x8.add(b, high);
      bOdd = i16x8.add(bOdd, i16x8.shr_u(high, 8));
      block += 16;
    }
    a = i16x8.sub(a, i16x8.shl(aOdd, 8));
    b = i16x8.sub(b, i16x8.shl(bOdd, 8));
    const least = i16x8.min_u(i16x8.min_u(a, aOdd), i16x8.min_u(b, bOdd));
    if (i16x8.all_true(i16x8.sub_sat_u(least, limit))) continue;
    threshold = offerBlock(a, aOdd, b, bOdd, start, ids, count, scale, bias, allowed, heap, first, limit, threshold);
    limit = i16x8.splat(largestSum(threshold, scale, bias));
  }
}

function upperHalf(codes: v128, lowHalf: v128): v128 {
  return v128.and(i16x8.shr_u(codes, 4), lowHalf);
}

/** The largest sum whose distance may be within the threshold; the distance itself decides. */
function largestSum(threshold: f32, scale: f64, bias: f64): i16 {
  const sum = (<f64>threshold - bias) / scale + 1;
  return <i16>(<i32>max<f64>(0, min<f64>(65535, sum)));
}

function offerBlock(
  a: v128,
  aOdd: v128,
  b: v128,
  bOdd: v128,
  start: usize,
  ids: usize,
  count: usize,
  scale: f64,
  bias: f64,
  allowed: usize,
  heap: usize,
  first: u32,
  limit: v128,
  threshold: f32,
): f32 {
  // Byte v of the mask: whether vector v may be within the threshold.
  const within = i8x16.narrow_i16x8_s(
    v128.not(i16x8.gt_u(v128.shuffle<i16>(a, aOdd, 0, 8, 1, 9, 2, 10, 3, 11), limit)),
    v128.not(i16x8.gt_u(v128.shuffle<i16>(a, aOdd, 4, 12, 5, 13, 6, 14, 7, 15), limit)),
  );
  const withinUpper = i8x16.narrow_i16x8_s(
    v128.not(i16x8.gt_u(v128.shuffle<i16>(b, bOdd, 0, 8, 1, 9, 2, 10, 3, 11), limit)),
    v128.not(i16x8.gt_u(v128.shuffle<i16>(b, bOdd, 4, 12, 5, 13, 6, 14, 7, 15), limit)),
  );
  let mask: usize = i8x16.bitmask(within) | (i8x16.bitmask(withinUpper) << 16);
  while (mask !== 0) {
    const v: usize = ctz<usize>(mask);
    mask &= mask - 1;
    const position = start + v;
    if (position >= count) break;
    const pair = (v & 15) >> 1;
    const sums = v & 16 ? (v & 1 ? bOdd : b) : v & 1 ? aOdd : a;
    const distance = <f32>(bias + scale * <f64>laneOf(sums, pair));
    if (!(distance <= threshold)) continue;
    const id = ids === 0 ? <u32>position : load<u32>(ids + (position << 2));
    if (isAllowed(allowed, id)) threshold = offerTo(heap, distance, first + <u32>position);
  }
  return threshold;
}

function laneOf(sums: v128, lane: usize): usize {
  const shift = i8x16.add(i8x16.splat(<i8>(lane << 1)), i16x8.splat(256));
  return i16x8.extract_lane_u(i8x16.swizzle(sums, shift), 0);
}
