// The scan of codes of bits, word by word.
import { countBits } from '../count-bits.ts';
import { isAllowed, offerTo, thresholdOf } from './heap.ts';
import type { Views } from './views.ts';

export function scanBits(
  views: Views,
  query: number,
  codes: number,
  ids: number,
  count: number,
  words: number,
  allowed: number,
  heap: number,
): void {
  const { words: memory } = views;
  const q = query >>> 2;
  let threshold = thresholdOf(views, heap);
  for (let i = 0, c = codes >>> 2; i < count; i++, c += words) {
    let distance = 0;
    for (let j = 0; j < words; j++) distance += countBits(memory[q + j]! ^ memory[c + j]!);
    if (distance > threshold) continue;
    const id = ids === 0 ? i : memory[(ids >>> 2) + i]!;
    if (isAllowed(views, allowed, id)) threshold = offerTo(views, heap, distance, id);
  }
}
