// Blocks of 8 x 8 pixels, read for their means alone: of most coefficients nothing is wanted but where they end. The lookups
// (../lookups.ts) tell of as many whole symbols as the next twelve bits hold, or of one with its value.
import { Component } from './layout';
import { addToSums, clearSums, storeQuarters } from './quarters';
import { bitsOf, COEFFICIENTS, END_OF_BLOCK, lengthOf, passedBy, sizeOf, symbolAt, valueOf } from './symbols';

/**
 * The next bits, from the second lowest: so masked, they are an offset into a lookup. How many there are, one more, the lowest
 * six bits of `held` say; those above them say nothing.
 */
let bits: u64 = 0;
let held: u32 = 0;
/** Where the bits after them lie. */
let place: usize = 0;

const SKIP_OFFSET: u64 = ((1 << 12) - 1) << 1;
const VALUE_OFFSET: u64 = ((1 << 11) - 1) << 1;
/** In an entry of a lookup: six bits for the bits taken, eight for the coefficients passed, and, of values, the value. */
const PASSED_SHIFT: u32 = 6;
const PASSED: u32 = 255;
const VALUE_SHIFT: i32 = 16;

export function startReading(source: usize): void {
  bits = 0;
  held = 1;
  place = source;
}

/** The first bit that was not taken, counted from address 0. */
export function bitPlace(): u64 {
  return ((<u64>place) << 3) - <u64>((held & 63) - 1);
}

/** The mean of all pixels of each of the MCU's blocks. Returns false where the data are not sound. */
export function readMeans(component: Component, x: u32, y: u32): bool {
  const skips = component.acLookup;
  const quantiser = component.quantiser;
  let window = bits;
  let left = held;
  let from = place;
  let dc = component.predicted;
  let row = component.plane + y * component.down * component.stride + x * component.across;
  for (let down = component.down; down > 0; down--, row += component.stride) {
    for (let out = row; out < row + component.across; out++) {
      window |= load<u64>(from) << (<u64>left);
      from += advance(left);
      left |= 56;
      const difference = symbolAt(component.dcSymbols, window);
      if (difference === 0) return false;
      dc += valueOf(window >> lengthOf(difference), sizeOf(difference));
      window >>= <u64>bitsOf(difference);
      left -= bitsOf(difference);
      store<u8>(out, <u8>min<i32>(255, max<i32>(0, ((dc * quantiser + 4) >> 3) + 128)));
      let k: u32 = 1;
      for (;;) {
        let before: u64;
        let entry: u32;
        do {
          window |= load<u64>(from) << (<u64>left);
          from += advance(left);
          left |= 56;
          before = window;
          entry = load<u16>(skips + <usize>(window & SKIP_OFFSET));
          window >>= <u64>entry;
          left -= entry;
          k += entry >> PASSED_SHIFT;
          if (k >= COEFFICIENTS) break;
          before = window;
          entry = load<u16>(skips + <usize>(window & SKIP_OFFSET));
          window >>= <u64>entry;
          left -= entry;
          k += entry >> PASSED_SHIFT;
        } while (k < COEFFICIENTS);
        if (k === COEFFICIENTS || k - END_OF_BLOCK < COEFFICIENTS) break;
        // That was more than this block's, or a code of more than twelve bits: one symbol by itself.
        left += entry;
        k -= entry >> PASSED_SHIFT;
        window = before | (load<u64>(from) << (<u64>left));
        from += advance(left);
        left |= 56;
        const symbol = symbolAt(component.acSymbols, window);
        k += passedBy(symbol);
        if (k > COEFFICIENTS && k < END_OF_BLOCK) return false;
        window >>= <u64>bitsOf(symbol);
        left -= bitsOf(symbol);
        if (k >= COEFFICIENTS) break;
      }
    }
  }
  bits = window;
  held = left;
  place = from;
  component.predicted = dc;
  return true;
}

/** The means of the quarters of the MCU's one block, as libjpeg makes two pixels by two of it. */
export function readQuarters(component: Component, x: u32, y: u32): bool {
  const weights = component.weights;
  const values = component.acLookup;
  let window = bits | (load<u64>(place) << (<u64>held));
  let from = place + advance(held);
  let left = held | 56;
  const difference = symbolAt(component.dcSymbols, window);
  if (difference === 0) return false;
  const dc = component.predicted + valueOf(window >> lengthOf(difference), sizeOf(difference));
  component.predicted = dc;
  window >>= <u64>bitsOf(difference);
  left -= bitsOf(difference);
  clearSums();
  addToSums(dc, weights);
  for (let k: u32 = 1; k < COEFFICIENTS;) {
    window |= load<u64>(from) << (<u64>left);
    from += advance(left);
    left |= 56;
    let entry = load<i32>(values + ((<usize>(window & VALUE_OFFSET)) << 1));
    if (entry === 0) entry = longEntry(component.acSymbols, window);
    if (entry === 0) return false;
    window >>= <u64>entry;
    left -= <u32>entry;
    k += ((<u32>entry) >> PASSED_SHIFT) & PASSED;
    if (k > COEFFICIENTS) {
      if (k < END_OF_BLOCK) return false;
      break;
    }
    addToSums(entry >> VALUE_SHIFT, weights + ((k - 1) << 3));
  }
  bits = window;
  held = left;
  place = from;
  storeQuarters(component.plane + 2 * (y * component.stride + x), component.stride);
  return true;
}

/** Bytes to go on by, where the bits at hand are filled up to 56 and more. */
function advance(left: u32): usize {
  return 7 - ((left >> 3) & 7);
}

/** As the lookup of values would have it, were it longer; 0 where nothing sound follows. */
function longEntry(symbols: usize, window: u64): i32 {
  const symbol = symbolAt(symbols, window);
  const passed = passedBy(symbol);
  if (passed === COEFFICIENTS) return 0;
  const value = valueOf(window >> lengthOf(symbol), sizeOf(symbol));
  return (value << VALUE_SHIFT) | (<i32>((passed << PASSED_SHIFT) | bitsOf(symbol)));
}
