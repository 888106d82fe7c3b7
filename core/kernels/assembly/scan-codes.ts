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
  const bytes = ksub === 256;
  const eights = m & ~7;
  const row = ksub << 2;
  const tableRest = table + eights * row;
  for (let i: usize = 0; i < count; i++) {
    const end8 = codes + eights;
    const end = codes + m;
    let sum: f32 = 0;
    if (bytes) {
      for (let t = table; codes < end8; codes += 8, t += 8192) sum += sumOfEight(codes, t);
    } else {
      for (let t = table; codes < end8; codes += 8, t += row << 3) sum += sumOfEightRows(codes, t, row);
    }
    for (let t = tableRest; codes < end; codes++, t += row) sum += entry(t, load<u8>(codes));
    sum += base;
    if (factors !== 0) sum *= load<f32>(factors + (i << 2));
    if (additions !== 0) sum += load<f32>(additions + (i << 2));
    sum += offset;
    if (sum <= threshold) threshold = offerPosition(heap, sum, ids, i, allowed, threshold);
  }
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

function sumOfEightRows(p: usize, t: usize, row: usize): f32 {
  const t2 = t + (row << 1);
  const t4 = t2 + (row << 1);
  const t6 = t4 + (row << 1);
  const a = entry(t, load<u8>(p)) + entry(t + row, load<u8>(p, 1));
  const b = entry(t2, load<u8>(p, 2)) + entry(t2 + row, load<u8>(p, 3));
  const c = entry(t4, load<u8>(p, 4)) + entry(t4 + row, load<u8>(p, 5));
  const d = entry(t6, load<u8>(p, 6)) + entry(t6 + row, load<u8>(p, 7));
  return a + b + (c + d);
}
