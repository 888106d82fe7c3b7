// Small whole numbers without loss, in about their entropy: a stored feature and a stored print take less room by it.
// Rice's code (R. F. Rice, Some Practical Universal Noiseless Coding Techniques, JPL 79-22, 1979): what stands above the low k
// bits of a number as so many ones and a zero, then those bits. Made for numbers that fall off as those of a Laplace
// distribution do, it keeps features within two hundredths of their entropy.
import { CoreError } from '../errors.ts';

const MOST_BITS = 8;

/**
 * A byte with k, chosen for the shortest code, then the bits, low first. What is left of the last byte is ones, which are no
 * number, so that the code knows where it ends.
 * @param values signed, one byte each
 * @returns at most 1 + 9 n / 8 bytes, rounded up, for n values. Cost O(n)
 */
export function toRiceCode(values: Int8Array): Uint8Array {
  const k = shortestBy(values);
  const code = new Uint8Array(1 + Math.ceil(bitLength(values, k) / 8));
  code[0] = k;
  let next = 1;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < values.length; i++) {
    const folded = fold(values[i]!);
    for (let rest = folded >> k; rest > 0; rest--) {
      bits |= 1 << held++;
      if (held === 8) {
        code[next++] = bits;
        bits = held = 0;
      }
    }
    bits |= (folded & ((1 << k) - 1)) << (held + 1);
    for (held += k + 1; held >= 8; held -= 8, bits >>= 8) code[next++] = bits;
  }
  if (held > 0) code[next] = bits | (0xff << held);
  return code;
}

/** The values that were given to `toRiceCode`. @throws CoreError `damaged` where the bytes are no such code. Cost O(n) */
export function fromRiceCode(code: Uint8Array): Int8Array {
  const k = code[0] ?? Infinity;
  if (k > MOST_BITS) throw new CoreError('damaged', 'This is not a Rice code.');
  const values = new Int8Array(Math.floor((8 * (code.length - 1)) / (k + 1)));
  const mask = (1 << k) - 1;
  let count = 0;
  let next = 1;
  let bits = 0;
  let held = 0;
  for (;;) {
    let rest = 0;
    for (;;) {
      for (; held <= 23 && next < code.length; held += 8) bits |= code[next++]! << held;
      // Above the bits in hand lie zeros: ones never seem to go on beyond them.
      const ones = 31 - Math.clz32(~bits & (bits + 1));
      rest += ones;
      bits >>= ones;
      held -= ones;
      if (held > 0) break;
      if (next === code.length) return values.slice(0, count);
    }
    for (; held <= 23 && next < code.length; held += 8) bits |= code[next++]! << held;
    const folded = (rest << k) | ((bits >> 1) & mask);
    bits >>= k + 1;
    held -= k + 1;
    if (held < 0) throw new CoreError('damaged', 'This Rice code ends within a number.');
    values[count++] = folded & 1 ? -(folded >> 1) - 1 : folded >> 1;
  }
}

/** The k of the shortest code. Each bit more saves less than the one before, so the first that saves none ends the search. */
function shortestBy(values: Int8Array): number {
  let k = 0;
  for (let length = bitLength(values, 0); k < MOST_BITS; k++) {
    const next = bitLength(values, k + 1);
    if (next >= length) break;
    length = next;
  }
  return k;
}

function bitLength(values: Int8Array, k: number): number {
  let length = (1 + k) * values.length;
  for (let i = 0; i < values.length; i++) length += fold(values[i]!) >> k;
  return length;
}

/** 0, -1, 1, -2, 2 ... become 0, 1, 2, 3, 4. */
function fold(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}
