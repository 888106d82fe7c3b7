// Differing bits of codes, word by word.
import { countBits } from '../count-bits.ts';
import type { Views } from './views.ts';

export function hammingDistances(
  { words: memory, floats }: Views,
  query: number,
  codes: number,
  count: number,
  words: number,
  out: number,
): void {
  const [q, c, o] = [query >>> 2, codes >>> 2, out >>> 2];
  for (let i = 0; i < count; i++) {
    let distance = 0;
    for (let j = 0; j < words; j++) distance += countBits(memory[q + j]! ^ memory[c + i * words + j]!);
    floats[o + i] = distance;
  }
}
