// Grey pictures: blurred, subtracted, and looked through for what stands out among its neighbours.
import { multiplyAdd } from './vectors';

// Notation: r the reach of the weights, w and h the picture's sides; rows are taken sixteen pixels at a time, then four, then one.

export function blurPicture(
  picture: usize,
  width: usize,
  height: usize,
  weights: usize,
  reach: usize,
  scratch: usize,
  out: usize,
): void {
  const row = scratch;
  const middle = scratch + ((width + 2 * reach) << 2);
  for (let y: usize = 0; y < height; y++) {
    padRow(picture + ((y * width) << 2), width, reach, row);
    weigh(row + (reach << 2), 4, weights, reach, width, middle + (((y + reach) * width) << 2));
  }
  for (let i: usize = 1; i <= reach; i++) {
    const above = mirrored(-(<isize>i), height) + reach;
    const below = mirrored(<isize>(height - 1 + i), height) + reach;
    memory.copy(middle + (((reach - i) * width) << 2), middle + ((above * width) << 2), width << 2);
    memory.copy(middle + (((reach + height - 1 + i) * width) << 2), middle + ((below * width) << 2), width << 2);
  }
  for (let y: usize = 0; y < height; y++) {
    weigh(middle + (((y + reach) * width) << 2), width << 2, weights, reach, width, out + ((y * width) << 2));
  }
}

/** Index -1 is 1, and `size` is `size - 2`: the outermost pixel stands once. */
function mirrored(index: isize, size: usize): usize {
  if (size === 1) return 0;
  const period: isize = 2 * (<isize>size - 1);
  const folded: isize = ((index % period) + period) % period;
  return <usize>min<isize>(folded, period - folded);
}

function padRow(from: usize, width: usize, reach: usize, row: usize): void {
  memory.copy(row + (reach << 2), from, width << 2);
  for (let i: usize = 1; i <= reach; i++) {
    store<f32>(row + ((reach - i) << 2), load<f32>(from + (mirrored(-(<isize>i), width) << 2)));
    const right = mirrored(<isize>(width - 1 + i), width);
    store<f32>(row + ((reach + width - 1 + i) << 2), load<f32>(from + (right << 2)));
  }
}

/** out[x] = the weighted sum of the pixels `step` bytes apart on both sides of from[x]. */
function weigh(from: usize, step: usize, weights: usize, reach: usize, width: usize, out: usize): void {
  const end = from + (width << 2);
  const end16 = from + ((width & ~15) << 2);
  const end4 = from + ((width & ~3) << 2);
  for (; from < end16; from += 64, out += 64) {
    let weight = v128.load32_splat(weights);
    let a = f32x4.mul(weight, v128.load(from));
    let b = f32x4.mul(weight, v128.load(from, 16));
    let c = f32x4.mul(weight, v128.load(from, 32));
    let d = f32x4.mul(weight, v128.load(from, 48));
    for (let i: usize = 1, before = from - step, after = from + step; i <= reach; i++, before -= step, after += step) {
      weight = v128.load32_splat(weights + (i << 2));
      a = multiplyAdd(weight, f32x4.add(v128.load(before), v128.load(after)), a);
      b = multiplyAdd(weight, f32x4.add(v128.load(before, 16), v128.load(after, 16)), b);
      c = multiplyAdd(weight, f32x4.add(v128.load(before, 32), v128.load(after, 32)), c);
      d = multiplyAdd(weight, f32x4.add(v128.load(before, 48), v128.load(after, 48)), d);
    }
    v128.store(out, a);
    v128.store(out, b, 16);
    v128.store(out, c, 32);
    v128.store(out, d, 48);
  }
  for (; from < end4; from += 16, out += 16) {
    let a = f32x4.mul(v128.load32_splat(weights), v128.load(from));
    for (let i: usize = 1, before = from - step, after = from + step; i <= reach; i++, before -= step, after += step) {
      a = multiplyAdd(v128.load32_splat(weights + (i << 2)), f32x4.add(v128.load(before), v128.load(after)), a);
    }
    v128.store(out, a);
  }
  for (; from < end; from += 4, out += 4) {
    let sum = load<f32>(weights) * load<f32>(from);
    for (let i: usize = 1, before = from - step, after = from + step; i <= reach; i++, before -= step, after += step) {
      sum += load<f32>(weights + (i << 2)) * (load<f32>(before) + load<f32>(after));
    }
    store<f32>(out, sum);
  }
}

export function subtract(a: usize, b: usize, count: usize, out: usize): void {
  const end = a + (count << 2);
  const end4 = a + ((count & ~3) << 2);
  for (; a < end4; a += 16, b += 16, out += 16) v128.store(out, f32x4.sub(v128.load(a), v128.load(b)));
  for (; a < end; a += 4, b += 4, out += 4) store<f32>(out, load<f32>(a) - load<f32>(b));
}

export function findPeaks(
  below: usize,
  here: usize,
  above: usize,
  width: usize,
  height: usize,
  border: usize,
  floor: f32,
  out: usize,
): usize {
  let count: usize = 0;
  const floors = f32x4.splat(floor);
  for (let y = border; y < height - border; y++) {
    let p = y * width + border;
    const end = y * width + width - border;
    for (; p + 4 <= end; p += 4) {
      const values = v128.load(here + (p << 2));
      let bits = i32x4.bitmask(f32x4.gt(f32x4.abs(values), floors));
      if (!bits) continue;
      bits &= peaksOfFour(here, p, width, values);
      if (bits) bits &= peaksOfFour(below, p, width, values);
      if (bits) bits &= peaksOfFour(above, p, width, values);
      for (; bits; bits &= bits - 1, count++) store<u32>(out + (count << 2), <u32>p + ctz<i32>(bits));
    }
    for (; p < end; p++) {
      const value = load<f32>(here + (p << 2));
      if (!(abs<f32>(value) > floor)) continue;
      if (isPeak(here, p, width, value) && isPeak(below, p, width, value) && isPeak(above, p, width, value)) {
        store<u32>(out + (count++ << 2), <u32>p);
      }
    }
  }
  return count;
}

/** One bit for each of four values beyond which none of the nine pixels around its place lies, on the value's side of zero. */
function peaksOfFour(data: usize, p: usize, width: usize, values: v128): i32 {
  let most = v128.load(data + (p << 2));
  let least = most;
  for (let row = p - width; row <= p + width; row += width) {
    for (let at = data + ((row - 1) << 2), end = at + 12; at < end; at += 4) {
      const neighbours = v128.load(at);
      most = f32x4.pmax(most, neighbours);
      least = f32x4.pmin(least, neighbours);
    }
  }
  const zero = f32x4.splat(0);
  const light = v128.and(f32x4.gt(values, zero), f32x4.le(most, values));
  const dark = v128.and(f32x4.lt(values, zero), f32x4.ge(least, values));
  return i32x4.bitmask(v128.or(light, dark));
}

function isPeak(data: usize, p: usize, width: usize, value: f32): bool {
  const sign: f32 = value > 0 ? 1 : -1;
  for (let row = p - width; row <= p + width; row += width) {
    for (let at = row - 1; at <= row + 1; at++) if (sign * load<f32>(data + (at << 2)) > sign * value) return false;
  }
  return true;
}
