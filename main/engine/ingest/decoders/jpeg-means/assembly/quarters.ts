// The means of a block's four quarters, from sums of its coefficients. Whole numbers, rounded where libjpeg rounds them.
// (jpeg_idct_2x2 in jidctred.c; which coefficient goes into which sum: ../quarter-weights.ts)

/** Sums of columns 1, 3, 5, 7, and 0: first their even parts, then their odd ones. */
const SUMS: usize = memory.data(64, 16);
const ODD: usize = 32;
const COLUMN_ZERO: usize = 16;

// Notation: CONST_BITS = 13 and PASS1_BITS = 2 as there.
const DOWN_BITS: i32 = 13 - 2 + 2;
const ACROSS_BITS: i32 = 13 + 2 + 3 + 2;

export function clearSums(): void {
  const zero = i32x4.splat(0);
  v128.store(SUMS, zero);
  v128.store(SUMS, zero, 16);
  v128.store(SUMS, zero, 32);
  v128.store(SUMS, zero, 48);
}

/** @param weight address of the coefficient's factor and its sum's offset */
export function addToSums(value: i32, weight: usize): void {
  const sum = SUMS + load<u32>(weight, 4);
  store<i32>(sum, load<i32>(sum) + value * load<i32>(weight));
}

export function storeQuarters(out: usize, stride: u32): void {
  const even = v128.load(SUMS);
  const odd = v128.load(SUMS, ODD);
  const evenZero = load<i32>(SUMS, COLUMN_ZERO);
  const oddZero = load<i32>(SUMS, ODD + COLUMN_ZERO);
  storeRow(i32x4.add(even, odd), evenZero + oddZero, out);
  storeRow(i32x4.sub(even, odd), evenZero - oddZero, out + stride);
}

function storeRow(columns: v128, zero: i32, out: usize): void {
  const half = 1 << (DOWN_BITS - 1);
  const rounded = i32x4.shr_s(i32x4.add(columns, i32x4.splat(half)), DOWN_BITS);
  const parts = i32x4.mul(rounded, i32x4(29692, -10426, 6967, -5906));
  const pairs = i32x4.add(parts, i32x4.shuffle(parts, parts, 2, 3, 0, 1));
  const odd = i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
  const even = (((zero + half) >> DOWN_BITS) << 15) + (1 << (ACROSS_BITS - 1)) + (128 << ACROSS_BITS);
  store<u8>(out, levelOf(even + odd));
  store<u8>(out, levelOf(even - odd), 1);
}

function levelOf(sum: i32): u8 {
  return <u8>min<i32>(255, max<i32>(0, sum >> ACROSS_BITS));
}
