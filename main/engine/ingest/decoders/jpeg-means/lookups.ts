// What the next bits of a JPEG's scan mean, looked up by many of them at once. The first bit is the lowest (assembly/unstuff.ts).
import type { HuffmanCode } from './jpeg-header.ts';

export interface Lookups {
  symbols: Uint16Array;
  skips: Uint16Array;
  values: Int32Array;
}

/** Skips by so many bits: their table, 8 kB, stays in a processor's nearest cache. */
const skipBits = 12;
/** Values by fewer, for their table to be no larger. */
const valueBits = 11;
const valueShift = 16;
/** Two skips take no more bits than the reader has at hand. */
const mostSkipped = 27;
/** An entry: six bits for the bits taken, eight for the coefficients passed, above them a value. */
const passedShift = 6;
const endOfBlock = 128;
/** Of an entry that tells nothing: more than any block has, so that the reader looks again. */
const passedUnknown = 255;
const lastCoefficient = 63;
const mostKept = 16;

/** Cameras write the same codes into all their files: those met last are kept. */
export class LookupCache {
  private readonly kept = new Map<string, Lookups>();

  of(code: HuffmanCode): Lookups {
    const key = Buffer.concat([code.counts, code.symbols]).toString('latin1');
    let lookups = this.kept.get(key);
    if (!lookups) {
      const symbols = symbolLookup(code);
      lookups = { symbols, skips: skipLookup(symbols), values: valueLookup(symbols) };
      if (this.kept.size === mostKept) this.kept.clear();
      this.kept.set(key, lookups);
    }
    return lookups;
  }
}

/** By 16 bits: the length of the code above the symbol that it stands for; 0 where no code begins so. */
function symbolLookup({ counts, symbols }: HuffmanCode): Uint16Array {
  const lookup = new Uint16Array(1 << 16);
  let code = 0;
  let index = 0;
  for (let length = 1; length <= 16; length++, code <<= 1) {
    for (let n = 0; n < counts[length - 1]!; n++, code++) {
      const entry = (length << 8) | symbols[index++]!;
      for (let i = reversed(code, length); i < lookup.length; i += 1 << length) lookup[i] = entry;
    }
  }
  return lookup;
}

/** By 12 bits: as many whole symbols as begin in them, with their values, up to the block's end. */
function skipLookup(symbols: Uint16Array): Uint16Array {
  const lookup = new Uint16Array(1 << skipBits);
  for (let bits = 0; bits < lookup.length; bits++) {
    let taken = 0;
    let passed = 0;
    while (taken < skipBits && passed < endOfBlock) {
      const symbol = symbols[bits >> taken]!;
      const [length, size] = [symbol >> 8, symbol & 15];
      const more = coefficientsOf(symbol);
      // Bits that are not known may not decide which code it is; those of a value may be any.
      if (more === 0 || taken + length > skipBits || taken + length + size > mostSkipped) break;
      if (more < endOfBlock && passed + more > lastCoefficient) break;
      taken += length + size;
      passed += more;
    }
    lookup[bits] = taken === 0 ? passedUnknown << passedShift : (passed << passedShift) | taken;
  }
  return lookup;
}

/** By 11 bits: one symbol and its value, as read from its bits; 0 where that takes more. */
function valueLookup(symbols: Uint16Array): Int32Array {
  const lookup = new Int32Array(1 << valueBits);
  for (let bits = 0; bits < lookup.length; bits++) {
    const symbol = symbols[bits]!;
    const [length, size] = [symbol >> 8, symbol & 15];
    const passed = coefficientsOf(symbol);
    if (passed === 0 || length + size > valueBits) continue;
    const magnitude = reversed(bits >> length, size);
    const value = size > 0 && magnitude < 1 << (size - 1) ? magnitude - (1 << size) + 1 : magnitude;
    lookup[bits] = (value << valueShift) | (passed << passedShift) | (length + size);
  }
  return lookup;
}

/** 0 where the symbol means nothing in a sequential scan. */
function coefficientsOf(symbol: number): number {
  const run = (symbol >> 4) & 15;
  if (symbol >> 8 === 0) return 0;
  if ((symbol & 15) !== 0) return run + 1;
  return run === 15 ? 16 : run === 0 ? endOfBlock : 0;
}

/** The lowest bits the other way round. */
function reversed(bits: number, count: number): number {
  let turned = 0;
  for (let i = 0; i < count; i++) turned = (turned << 1) | ((bits >> i) & 1);
  return turned;
}
