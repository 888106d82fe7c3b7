// Symbols of a Huffman code: the length of the code word above the run of zeros and the size of the value; 0 is none. Bits are
// read from the second lowest of a word on. (ITU-T T.81, F.1.2 and F.2.2)
import { turned } from './unstuff';

/** Passed where a block ends before its last coefficient. */
export const END_OF_BLOCK: u32 = 128;
export const COEFFICIENTS: u32 = 64;

const SHORT_BITS: u32 = 10;
const SHORT_OFFSET: u64 = ((1 << SHORT_BITS) - 1) << 1;
const LONG_OFFSET: u64 = 0xffff << 1;

/** Every byte with its bits the other way round. */
const TURNED: usize = memory.data(256, 16);
for (let byte: u32 = 0; byte < 256; byte++) {
  store<u8>(TURNED + byte, <u8>i8x16.extract_lane_u(turned(i8x16.splat(<i8>byte)), 0));
}

/** Most codes are short, and their part of the lookup stays in the nearest cache. */
export function symbolAt(symbols: usize, window: u64): u32 {
  const symbol: u32 = load<u16>(symbols + <usize>(window & SHORT_OFFSET));
  return symbol - 1 < (SHORT_BITS << 8) + 255 ? symbol : <u32>load<u16>(symbols + <usize>(window & LONG_OFFSET));
}

export function bitsOf(symbol: u32): u32 {
  return (symbol >> 8) + sizeOf(symbol);
}

export function valueOf(window: u64, size: u32): i32 {
  const low = (<u32>(window >> 1)) & ((1 << size) - 1);
  const turned: u32 =
    (((<u32>load<u8>(TURNED + (low & 255))) << 8) | (<u32>load<u8>(TURNED + (low >> 8)))) >> (16 - size);
  return <i32>turned + ((1 - (1 << size)) & ((low & 1) - 1));
}

/** Coefficients: END_OF_BLOCK where it ends the block, 64 where it means nothing. */
export function passedBy(symbol: u32): u32 {
  const run = (symbol >> 4) & 15;
  if (sizeOf(symbol) !== 0 || run === 15) return run + 1;
  return symbol !== 0 && run === 0 ? END_OF_BLOCK : COEFFICIENTS;
}

export function lengthOf(symbol: u32): u64 {
  return <u64>(symbol >> 8);
}

export function sizeOf(symbol: u32): u32 {
  return symbol & 15;
}
