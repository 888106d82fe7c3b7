// Grey pictures: blurred, subtracted, and looked through for what stands out among its neighbours; one pixel at a time.
import type { Views } from './views.ts';

export function blurPicture(
  { floats }: Views,
  picture: number,
  width: number,
  height: number,
  weights: number,
  reach: number,
  scratch: number,
  out: number,
): void {
  const [from, kernel, middle, into] = [picture >>> 2, weights >>> 2, scratch >>> 2, out >>> 2];
  for (let y = 0; y < height; y++) {
    weighLine(floats, from + y * width, 1, width, kernel, reach, middle + y * width);
  }
  for (let x = 0; x < width; x++) weighLine(floats, middle + x, width, height, kernel, reach, into + x);
}

/** A row or a column: `count` pixels from `start` on, `step` floats apart, and as far apart in `into`. */
function weighLine(
  floats: Float32Array,
  start: number,
  step: number,
  count: number,
  kernel: number,
  reach: number,
  into: number,
): void {
  for (let i = 0; i < count; i++) {
    let sum = floats[kernel]! * floats[start + i * step]!;
    for (let d = 1; d <= reach; d++) {
      const before = floats[start + mirrored(i - d, count) * step]!;
      const after = floats[start + mirrored(i + d, count) * step]!;
      sum += floats[kernel + d]! * (before + after);
    }
    floats[into + i * step] = sum;
  }
}

/** Index -1 is 1, and `size` is `size - 2`: the outermost pixel stands once. */
function mirrored(index: number, size: number): number {
  if (index >= 0 && index < size) return index;
  if (size === 1) return 0;
  const period = 2 * (size - 1);
  const folded = ((index % period) + period) % period;
  return Math.min(folded, period - folded);
}

export function subtract({ floats }: Views, a: number, b: number, count: number, out: number): void {
  for (let i = 0; i < count; i++) floats[(out >>> 2) + i] = floats[(a >>> 2) + i]! - floats[(b >>> 2) + i]!;
}

export function findPeaks(
  { floats, words }: Views,
  below: number,
  here: number,
  above: number,
  width: number,
  height: number,
  border: number,
  floor: number,
  out: number,
): number {
  let count = 0;
  for (let y = border; y < height - border; y++) {
    for (let p = y * width + border; p < (y + 1) * width - border; p++) {
      const value = floats[(here >>> 2) + p]!;
      if (!(Math.abs(value) > floor)) continue;
      const isMost = [here, below, above].every((level) => isPeak(floats, (level >>> 2) + p, width, value));
      if (isMost) words[(out >>> 2) + count++] = p;
    }
  }
  return count;
}

/** Whether none of the nine pixels around p lies beyond the value, in the direction of its sign. */
function isPeak(floats: Float32Array, p: number, width: number, value: number): boolean {
  const sign = Math.sign(value);
  for (let row = p - width; row <= p + width; row += width) {
    for (let at = row - 1; at <= row + 1; at++) if (sign * floats[at]! > sign * value) return false;
  }
  return true;
}
