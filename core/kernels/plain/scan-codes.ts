// The scan of 8-bit codes: the loop that an IVFADC search spends its time in.
import { isAllowed, offerTo, thresholdOf } from './heap.ts';
import type { Views } from './views.ts';

export function scanCodes(
  views: Views,
  codes: number,
  ids: number,
  count: number,
  m: number,
  table: number,
  ksub: number,
  additions: number,
  factors: number,
  base: number,
  offset: number,
  allowed: number,
  heap: number,
): void {
  const { bytes, floats, words } = views;
  const sumOf = m % 8 === 0 ? sumByEights : sumOneByOne;
  let threshold = thresholdOf(views, heap);
  for (let i = 0; i < count; i++) {
    const sum = base + sumOf(bytes, codes + i * m, floats, table >>> 2, m, ksub);
    const scaled = factors === 0 ? sum : floats[(factors >>> 2) + i]! * sum;
    const distance = Math.fround(offset + (additions === 0 ? 0 : floats[(additions >>> 2) + i]!) + scaled);
    // The distance decides before the filter is asked: few codes pass it, and the filter's bit may be a cache miss.
    if (!(distance <= threshold)) continue;
    const id = ids === 0 ? i : words[(ids >>> 2) + i]!;
    if (isAllowed(views, allowed, id)) threshold = offerTo(views, heap, distance, id);
  }
}

// Notation: p place of the code, t start of a part's row in the table.
function sumOneByOne(bytes: Uint8Array, p: number, floats: Float32Array, t: number, m: number, ksub: number): number {
  let sum = 0;
  for (let j = 0; j < m; j++, t += ksub) sum += floats[t + bytes[p + j]!]!;
  return sum;
}

// Eight look-ups a turn in four running sums that do not wait for one another.
function sumByEights(bytes: Uint8Array, p: number, floats: Float32Array, t: number, m: number, ksub: number): number {
  const k4 = 4 * ksub;
  const end = p + m;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (; p < end; p += 8, t += 8 * ksub) {
    const t1 = t + ksub;
    const t2 = t1 + ksub;
    const t3 = t2 + ksub;
    s0 += floats[t + bytes[p]!]! + floats[t + k4 + bytes[p + 4]!]!;
    s1 += floats[t1 + bytes[p + 1]!]! + floats[t1 + k4 + bytes[p + 5]!]!;
    s2 += floats[t2 + bytes[p + 2]!]! + floats[t2 + k4 + bytes[p + 6]!]!;
    s3 += floats[t3 + bytes[p + 3]!]! + floats[t3 + k4 + bytes[p + 7]!]!;
  }
  return s0 + s1 + (s2 + s3);
}
