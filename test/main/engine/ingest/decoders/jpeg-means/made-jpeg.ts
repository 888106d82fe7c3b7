// Writes baseline JPEGs of chance coefficients, in kinds that no encoder at hand makes: all samplings, restart intervals, codes
// of sixteen bits, long runs, last coefficients. (ITU-T T.81, annexes B, C and F)
import { type RandomBelow, randomBelow } from '../spoiling.ts';

export interface MadeJpeg {
  width: number;
  height: number;
  /** Blocks of luminance in an MCU. */
  across: number;
  down: number;
  /** In MCUs. */
  restartInterval?: number;
  /** Of quantisers: 8 or 16 bits each. */
  isWide?: boolean;
  seed?: number;
}

/** Of these lengths, up to a half of all words; the rest is left to codes of 9 and 16 bits. */
const shortLengths = [2, 3, 4, 5, 6, 7, 8];
const codesOfNine = 110;

const dcSymbols = Array.from({ length: 12 }, (_, size) => size);
const acSymbols = [0x00, 0xf0].concat(
  Array.from({ length: 160 }, (_, i) => (Math.floor(i / 10) << 4) | ((i % 10) + 1)),
);

interface Code {
  segment: number[];
  words: Map<number, { word: number; length: number }>;
}

export function makeJpeg({
  width,
  height,
  across,
  down,
  restartInterval = 0,
  isWide = false,
  seed = 1,
}: MadeJpeg): Uint8Array {
  const random = randomBelow(seed);
  const codes = [makeCode(0x00, dcSymbols, random), makeCode(0x10, acSymbols, random), makeCode(0x01, dcSymbols, random), makeCode(0x11, acSymbols, random)]; // prettier-ignore
  const quantisers = Array.from({ length: 64 }, () => 1 + random(3));
  const wide = quantisers.flatMap((factor) => [0, factor]);
  const twoBytes = (value: number): number[] => [value >> 8, value & 255];
  const segment = (marker: number, ...content: number[]): number[] => [
    ...[0xff, marker],
    ...twoBytes(content.length + 2),
    ...content,
  ];
  const mcus = Math.ceil(width / (8 * across)) * Math.ceil(height / (8 * down));
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...segment(0xdb, isWide ? 0x10 : 0, ...(isWide ? wide : quantisers)),
    ...segment(0xc1, 8, ...twoBytes(height), ...twoBytes(width), 3, 1, (across << 4) | down, 0, 2, 0x11, 0, 3, 0x11, 0),
    ...codes.flatMap((code) => segment(0xc4, ...code.segment)),
    ...(restartInterval > 0 ? segment(0xdd, ...twoBytes(restartInterval)) : []),
    ...segment(0xda, 3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0),
    ...writeScan(mcus, restartInterval || mcus, [...new Array<number>(across * down).fill(0), 1, 2], codes, random),
    ...[0xff, 0xd9],
  ]);
}

/** A code word for each symbol, the shortest for no particular ones. */
function makeCode(id: number, symbols: number[], random: RandomBelow): Code {
  const shuffled = symbols.map((symbol) => ({ symbol, at: random(1e6) })).toSorted((a, b) => a.at - b.at);
  const words = new Map<number, { word: number; length: number }>();
  const counts = new Array<number>(16).fill(0);
  let word = 0;
  let last = 0;
  for (const [i, { symbol }] of shuffled.entries()) {
    const length = shortLengths[i] ?? (i < shortLengths.length + codesOfNine ? 9 : 16);
    word <<= last === 0 ? length : length - last;
    words.set(symbol, { word: word++, length });
    counts[length - 1]!++;
    last = length;
  }
  return { segment: [id, ...counts, ...shuffled.map(({ symbol }) => symbol)], words };
}

/** Coefficients small enough for no pixel to leave the range that libjpeg's tables cover. */
function writeScan(
  mcus: number,
  interval: number,
  blocks: number[],
  [dc, ac, dcOfColour, acOfColour]: Code[],
  random: RandomBelow,
): number[] {
  const out = new BitWriter();
  let predicted = [0, 0, 0];
  for (let mcu = 0; mcu < mcus; mcu++) {
    if (mcu > 0 && mcu % interval === 0) {
      out.restart((mcu / interval - 1) % 8);
      predicted = [0, 0, 0];
    }
    for (const component of blocks) {
      const level = random(800) - 400;
      out.symbol(component === 0 ? dc! : dcOfColour!, 0, level - predicted[component]!);
      predicted[component] = level;
      writeCoefficients(out, component === 0 ? ac! : acOfColour!, random);
    }
  }
  out.fill();
  return out.bytes;
}

function writeCoefficients(out: BitWriter, code: Code, random: RandomBelow): void {
  const count = random(8) === 0 ? 63 : random(20);
  let run = 0;
  let place = 1;
  for (; place < 64 && count > 0; place++) {
    const isLast = place === 63 && random(2) === 0;
    if (!isLast && random(63) >= count) {
      run++;
      continue;
    }
    for (; run > 15; run -= 16) out.symbol(code, 0xf0, 0);
    const largest = random(40) === 0 ? 1000 : 1 << random(5);
    const value = (1 + random(largest)) * (random(2) === 0 ? 1 : -1);
    out.symbol(code, run << 4, value);
    run = 0;
  }
  if (run > 0 || count === 0) out.symbol(code, 0x00, 0);
}

class BitWriter {
  readonly bytes: number[] = [];
  private bits = '';

  /** @param upper the symbol without the size of the value */
  symbol(code: Code, upper: number, value: number): void {
    const size = value === 0 ? 0 : 32 - Math.clz32(Math.abs(value));
    const { word, length } = code.words.get(upper | size)!;
    this.put(word, length);
    this.put(value < 0 ? value + (1 << size) - 1 : value, size);
  }

  /** Ends a byte with ones. */
  fill(): void {
    this.put(0xff, (8 - (this.bits.length % 8)) % 8);
  }

  restart(number: number): void {
    this.fill();
    this.bytes.push(0xff, 0xd0 + number);
  }

  private put(value: number, length: number): void {
    for (let bit = length - 1; bit >= 0; bit--) this.bits += (value >> bit) & 1;
    for (; this.bits.length >= 8; this.bits = this.bits.slice(8)) {
      const byte = parseInt(this.bits.slice(0, 8), 2);
      this.bytes.push(...(byte === 0xff ? [byte, 0] : [byte]));
    }
  }
}
