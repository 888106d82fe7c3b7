// The scan of codes of bits. Scalar popcnt is quicker than SIMD's by bytes; only codes near enough meet a branch of their own.
import { offerPosition, thresholdOf } from './heap';

export function scanBits(
  query: usize,
  codes: usize,
  ids: usize,
  count: usize,
  words: usize,
  allowed: usize,
  heap: usize,
): void {
  const bytes = words << 2;
  let i: usize = 0;
  if (words === 2) i = scanFours(load<u64>(query), codes, ids, count & ~3, allowed, heap);
  let threshold = thresholdOf(heap);
  for (codes += i * bytes; i < count; i++, codes += bytes) {
    const distance = <f32>differingBits(query, codes, bytes);
    if (distance <= threshold) threshold = offerPosition(heap, distance, ids, i, allowed, threshold);
  }
}

/** Codes of 64 bits, four at a time (`count` is a multiple of it). Returns how many were scanned. */
function scanFours(query: u64, codes: usize, ids: usize, count: usize, allowed: usize, heap: usize): usize {
  let i: usize = 0;
  if (count === 0) return i;
  // Distances less the bound, which is the first number that is too far: below zero where one is near enough.
  let bound = boundOf(heap);
  do {
    const a = popcnt<u64>(query ^ load<u64>(codes)) - bound;
    const b = popcnt<u64>(query ^ load<u64>(codes, 8)) - bound;
    const c = popcnt<u64>(query ^ load<u64>(codes, 16)) - bound;
    const d = popcnt<u64>(query ^ load<u64>(codes, 24)) - bound;
    if (<i64>(a | b | (c | d)) < 0) {
      if (<i64>a < 0) offerBits(heap, a + bound, ids, i, allowed);
      if (<i64>b < 0) offerBits(heap, b + bound, ids, i + 1, allowed);
      if (<i64>c < 0) offerBits(heap, c + bound, ids, i + 2, allowed);
      if (<i64>d < 0) offerBits(heap, d + bound, ids, i + 3, allowed);
      bound = boundOf(heap);
    }
    codes += 32;
    i += 4;
  } while (i < count);
  return i;
}

/** One above the distances that may still be kept; of 64 bits none is above 64. */
function boundOf(heap: usize): u64 {
  return <u64>min<f32>(thresholdOf(heap), 64) + 1;
}

function offerBits(heap: usize, distance: u64, ids: usize, position: usize, allowed: usize): void {
  offerPosition(heap, <f32>distance, ids, position, allowed, 0);
}

function differingBits(query: usize, code: usize, bytes: usize): u64 {
  const pairs = bytes & ~7;
  let count: u64 = 0;
  for (let at: usize = 0; at < pairs; at += 8) count += popcnt<u64>(load<u64>(query + at) ^ load<u64>(code + at));
  if (pairs < bytes) count += <u64>popcnt<u32>(load<u32>(query + pairs) ^ load<u32>(code + pairs));
  return count;
}
