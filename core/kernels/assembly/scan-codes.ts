// The scan of 8-bit codes: the loop that an IVFADC search spends its time in.
import { offerPosition, thresholdOf } from './heap';

export function scanCodes(
  codes: usize,
  ids: usize,
  count: usize,
  m: usize,
  table: usize,
  ksub: usize,
  additions: usize,
  factors: usize,
  base: f32,
  offset: f32,
  allowed: usize,
  heap: usize,
): void {
  let threshold = thresholdOf(heap);
  if (ksub === 256 && (m === 8 || m === 16)) {
    for (let i: usize = 0; i < count; i++) {
      let sum = sumOfEight(codes, table);
      if (m === 16) sum += sumOfEight(codes + 8, table + EIGHT_ROWS);
      const distance = weigh(sum, i, additions, factors, base, offset);
      if (distance <= threshold) threshold = offerPosition(heap, distance, ids, i, allowed, threshold);
      codes += m;
    }
    return;
  }
  for (let i: usize = 0; i < count; i++) {
    const sum = ksub === 256 ? sumOfBytes(codes, m, table) : sumOfCodes(codes, m, table, ksub << 2);
    const distance = weigh(sum, i, additions, factors, base, offset);
    if (distance <= threshold) threshold = offerPosition(heap, distance, ids, i, allowed, threshold);
    codes += m;
  }
}

function weigh(sum: f32, i: usize, additions: usize, factors: usize, base: f32, offset: f32): f32 {
  sum += base;
  if (factors !== 0) sum *= load<f32>(factors + (i << 2));
  if (additions !== 0) sum += load<f32>(additions + (i << 2));
  return sum + offset;
}

// Notation: p place of the code, t start of a part's row in the table, row its bytes.
const EIGHT_ROWS: usize = 8 * 1024;

function sumOfBytes(p: usize, m: usize, t: usize): f32 {
  const end = p + m;
  let sum: f32 = 0;
  for (const end8 = p + (m & ~7); p < end8; p += 8, t += EIGHT_ROWS) sum += sumOfEight(p, t);
  for (; p < end; p++, t += 1024) sum += entry(t, load<u8>(p));
  return sum;
}

function sumOfCodes(p: usize, m: usize, t: usize, row: usize): f32 {
  const end = p + m;
  let sum: f32 = 0;
  for (; p < end; p++, t += row) sum += entry(t, load<u8>(p));
  return sum;
}

function entry(row: usize, code: usize): f32 {
  return load<f32>(row + (code << 2));
}

// Rows of 256 floats lie 1024 bytes apart, which the instruction itself can add.
function sumOfEight(p: usize, t: usize): f32 {
  const a = load<f32>(t + ((<usize>load<u8>(p)) << 2)) + load<f32>(t + ((<usize>load<u8>(p, 1)) << 2), 1024);
  const b = load<f32>(t + ((<usize>load<u8>(p, 2)) << 2), 2048) + load<f32>(t + ((<usize>load<u8>(p, 3)) << 2), 3072);
  const c = load<f32>(t + ((<usize>load<u8>(p, 4)) << 2), 4096) + load<f32>(t + ((<usize>load<u8>(p, 5)) << 2), 5120);
  const d = load<f32>(t + ((<usize>load<u8>(p, 6)) << 2), 6144) + load<f32>(t + ((<usize>load<u8>(p, 7)) << 2), 7168);
  return a + b + (c + d);
}
