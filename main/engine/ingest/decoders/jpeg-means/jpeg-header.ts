// Reads what stands before the scan of a JPEG, where it is of the one kind that is read here: baseline, 8 bits, YCbCr, all in
// one scan. Everything else is left to sharp. (ITU-T T.81, annex B)
import type { PixelSize } from '../jpeg-size.ts';

export interface HuffmanCode {
  /** How many codes there are of 1, 2, ... 16 bits. */
  counts: Uint8Array;
  /** What they stand for, in the order of the codes. */
  symbols: Uint8Array;
}

export interface JpegComponent {
  /** Blocks in an MCU. */
  across: number;
  down: number;
  /** 64 factors, in zigzag order. */
  quantisers: Uint16Array;
  dc: HuffmanCode;
  ac: HuffmanCode;
}

export interface JpegHeader extends PixelSize {
  /** Luminance, then the two of colour. */
  components: JpegComponent[];
  /** In MCUs; 0 where there are none. */
  restartInterval: number;
  /** Offset of the first byte of data. */
  dataStart: number;
}

interface Frame extends PixelSize {
  components: { id: number; across: number; down: number; table: number }[];
}

const mostSegments = 500;
const markers = { baseline: 0xc0, extended: 0xc1, huffman: 0xc4, quantisers: 0xdb, restart: 0xdd, scan: 0xda } as const;

/** Null where the file is of another kind, or not sound. */
export function readJpegHeader(file: Uint8Array): JpegHeader | null {
  return file[0] === 0xff && file[1] === 0xd8 ? new HeaderReader().read(file) : null;
}

class HeaderReader {
  private readonly quantisers = new Map<number, Uint16Array>();
  private readonly codes = new Map<number, HuffmanCode>();
  private frame: Frame | null = null;
  private restartInterval = 0;
  private isJfif = false;
  private adobeTransform: number | null = null;

  read(file: Uint8Array): JpegHeader | null {
    for (let place = 2, segments = 0; place + 4 <= file.length && segments < mostSegments; segments++) {
      if (file[place] !== 0xff) return null;
      const marker = file[place + 1]!;
      if (marker === 0xff) {
        place++; // a fill byte
        continue;
      }
      const end = place + 2 + ((file[place + 2]! << 8) | file[place + 3]!);
      if (end > file.length) return null;
      const segment = file.subarray(place + 4, end);
      if (marker === markers.scan) return this.header(segment, end);
      if (!this.take(marker, segment)) return null;
      place = end;
    }
    return null;
  }

  /** Whether a picture with such a segment may still be read. */
  private take(marker: number, segment: Uint8Array): boolean {
    switch (marker) {
      case markers.baseline:
      case markers.extended:
        return this.takeFrame(segment);
      case markers.huffman:
        return this.takeCodes(segment);
      case markers.quantisers:
        return this.takeQuantisers(segment);
      case markers.restart:
        this.restartInterval = (segment[0]! << 8) | segment[1]!;
        return segment.length === 2;
      case 0xe0:
        this.isJfif ||= startsWith(segment, 'JFIF\0');
        return true;
      case 0xee:
        if (startsWith(segment, 'Adobe') && segment.length >= 12) this.adobeTransform = segment[11]!;
        return true;
      default:
        return marker > 0xe0; // of applications, comments
    }
  }

  private takeFrame(segment: Uint8Array): boolean {
    const [precision, h1, h0, w1, w0, count] = segment;
    if (this.frame || segment.length !== 15 || precision !== 8 || count !== 3) return false;
    const components = [6, 9, 12].map((at) => ({
      id: segment[at]!,
      across: segment[at + 1]! >> 4,
      down: segment[at + 1]! & 15,
      table: segment[at + 2]!,
    }));
    this.frame = { width: (w1! << 8) | w0!, height: (h1! << 8) | h0!, components };
    const [luminance, ...colours] = components;
    const isWhole = colours.every(({ across, down }) => across === 1 && down === 1);
    const isCommon = [1, 2].includes(luminance!.across) && [1, 2].includes(luminance!.down);
    return isWhole && isCommon && this.frame.width > 0 && this.frame.height > 0;
  }

  private takeQuantisers(segment: Uint8Array): boolean {
    for (let place = 0; place < segment.length;) {
      const isWide = segment[place]! >> 4 === 1;
      const length = isWide ? 128 : 64;
      const values = segment.subarray(place + 1, place + 1 + length);
      if (values.length < length) return false;
      const factors = Uint16Array.from({ length: 64 }, (_, i) =>
        isWide ? (values[2 * i]! << 8) | values[2 * i + 1]! : values[i]!,
      );
      this.quantisers.set(segment[place]! & 15, factors);
      place += 1 + length;
    }
    return true;
  }

  /** Kept under class (0 of DC, 16 of AC) and number. */
  private takeCodes(segment: Uint8Array): boolean {
    for (let place = 0; place < segment.length;) {
      const counts = segment.slice(place + 1, place + 17);
      const length = counts.reduce((sum, count) => sum + count, 0);
      const symbols = segment.slice(place + 17, place + 17 + length);
      if (counts.length < 16 || symbols.length < length || !isCode(counts)) return false;
      this.codes.set(segment[place]!, { counts, symbols });
      place += 17 + length;
    }
    return true;
  }

  private header(segment: Uint8Array, dataStart: number): JpegHeader | null {
    const { frame, restartInterval } = this;
    if (!frame || segment[0] !== 3 || segment.length !== 10 || !this.isYcbcr(frame)) return null;
    const components: JpegComponent[] = [];
    for (const [i, { id, across, down, table }] of frame.components.entries()) {
      const tables = segment[2 + 2 * i]!;
      const quantisers = this.quantisers.get(table);
      const dc = this.codes.get(tables >> 4);
      const ac = this.codes.get(16 + (tables & 15));
      if (segment[1 + 2 * i] !== id || !quantisers || !dc || !ac) return null;
      components.push({ across, down, quantisers, dc, ac });
    }
    return { width: frame.width, height: frame.height, components, restartInterval, dataStart };
  }

  /** As libjpeg guesses it. (default_decompress_parms in jdapimin.c) */
  private isYcbcr({ components }: Frame): boolean {
    if (this.isJfif) return true;
    if (this.adobeTransform !== null) return this.adobeTransform !== 0;
    return String.fromCharCode(...components.map(({ id }) => id)) !== 'RGB';
  }
}

function startsWith(segment: Uint8Array, text: string): boolean {
  return Buffer.from(segment.subarray(0, text.length)).toString('latin1') === text;
}

/** Whether there are words enough for so many codes of each length. */
function isCode(counts: Uint8Array): boolean {
  let free = 1;
  return counts.every((count) => (free = 2 * free - count) >= 0);
}
