// The scan of 4-bit codes in blocks, written as what it means: one vector at a time.
import { BLOCK_VECTORS } from '../code-blocks.ts';
import { isAllowed, offerTo, thresholdOf } from './heap.ts';
import type { Views } from './views.ts';

export function scanBlocks(
  views: Views,
  blocks: number,
  ids: number,
  count: number,
  M: number,
  byteTable: number,
  offset: number,
  allowed: number,
  heap: number,
  first: number,
): void {
  const { bytes, floats, words } = views;
  const scale = floats[(byteTable >>> 2) + 4 * M]!;
  const bias = offset + floats[(byteTable >>> 2) + 4 * M + 1]!;
  let threshold = thresholdOf(views, heap);
  for (let i = 0; i < count; i++) {
    const block = blocks + Math.floor(i / BLOCK_VECTORS) * 16 * M;
    const shift = (i & 16) >>> 2;
    let sum = 0;
    for (let j = 0, at = block + (i & 15), t = byteTable; j < M; j++, at += 16, t += 16) {
      sum += bytes[t + ((bytes[at]! >>> shift) & 15)]!;
    }
    const distance = Math.fround(bias + scale * sum);
    if (!(distance <= threshold)) continue;
    const id = ids === 0 ? i : words[(ids >>> 2) + i]!;
    if (isAllowed(views, allowed, id)) threshold = offerTo(views, heap, distance, first + i);
  }
}
