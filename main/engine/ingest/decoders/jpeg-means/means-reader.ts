// Reads a JPEG at an eighth of its sides: one pixel for each block, the mean of its own, as libjpeg makes it, but in half of
// its time, because the symbols of most coefficients are only passed by, several at a time. The work is done in WebAssembly.
import { type JpegComponent, type JpegHeader, readJpegHeader } from './jpeg-header.ts';
import { LookupCache } from './lookups.ts';
import { quarterWeights } from './quarter-weights.ts';

export interface MeanPicture {
  width: number;
  height: number;
  /** RGB, 8 bits each; to be copied before the next is read. */
  data: Uint8Array;
}

interface Exports {
  memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readScan(scan: number): number;
  toRgb(scan: number, width: number, height: number, shiftX: number, shiftY: number, out: number): void;
}

/** The little of it that is used here; it is not among the types of Node. */
declare const WebAssembly: {
  instantiate(code: Uint8Array): Promise<{ instance: { exports: unknown } }>;
};

const pageBytes = 65_536;
/** A block that is not sound is read on behind the data before that is noticed, and copying writes 16 bytes too many. */
const slackBytes = 1024;
const scanFields = 8;
const componentFields = 11;

export class MeansReader {
  private readonly wasm: Exports;
  private readonly lookups = new LookupCache();
  private top = 0;
  /** Addresses of the lookups of this file. */
  private readonly laid = new Map<Uint16Array | Int32Array, number>();

  private constructor(wasm: Exports) {
    this.wasm = wasm;
  }

  /** @param code build/kernels/jpeg-means.wasm */
  static async load(code: Uint8Array): Promise<MeansReader> {
    const { instance } = await WebAssembly.instantiate(code);
    return new MeansReader(instance.exports as Exports);
  }

  get heapBytes(): number {
    return this.wasm.memory.buffer.byteLength;
  }

  /** Null where it is a JPEG of another kind, or damaged: that is for a decoder of all of them to say. */
  read(file: Uint8Array): MeanPicture | null {
    const header = readJpegHeader(file);
    if (!header || Math.min(header.width, header.height) < 8) return null;
    this.top = pageBytes; // below lie the module's own data
    this.laid.clear();
    const scan = this.lay(new Uint32Array(scanFields + componentFields * header.components.length));
    const fields = this.scanFields(header, file, scan + 4 * scanFields);
    new Uint32Array(this.wasm.memory.buffer, scan, fields.length).set(fields);
    return this.wasm.readScan(scan) ? this.colour(header, scan) : null;
  }

  private scanFields(header: JpegHeader, file: Uint8Array, components: number): number[] {
    const { width, height, restartInterval, dataStart } = header;
    const { across, down } = header.components[0]!;
    const mcusAcross = Math.ceil(width / (8 * across));
    const mcusDown = Math.ceil(height / (8 * down));
    const fields = header.components.map((component) => this.componentFields(component, header, mcusAcross, mcusDown));
    const data = file.subarray(dataStart);
    const source = this.lay(data);
    const unstuffed = this.take(data.length + slackBytes);
    const sizes = [mcusAcross, mcusDown, restartInterval, source, source + data.length, unstuffed];
    return [...sizes, header.components.length, components, ...fields.flat()];
  }

  private componentFields(
    component: JpegComponent,
    { components }: JpegHeader,
    mcusAcross: number,
    mcusDown: number,
  ): number[] {
    const { across, down, quantisers } = component;
    const isQuartered = component !== components[0] && areQuartered(components[0]!);
    const samples = isQuartered ? 2 : 1;
    const stride = mcusAcross * across * samples;
    const plane = this.take(stride * mcusDown * down * samples);
    const dc = this.lookups.of(component.dc);
    const ac = this.lookups.of(component.ac);
    return [
      ...[across, down, Number(isQuartered), plane, stride, quantisers[0]!],
      ...[this.layOnce(dc.symbols), this.layOnce(ac.symbols), this.layOnce(isQuartered ? ac.values : ac.skips)],
      ...[isQuartered ? this.lay(quarterWeights(quantisers)) : 0, 0],
    ];
  }

  private colour({ width, height, components }: JpegHeader, scan: number): MeanPicture {
    // As libvips cuts off what blocks at the edges hold beside the picture.
    const size = { width: Math.floor(width / 8), height: Math.floor(height / 8) };
    const [luminance] = components;
    const isQuartered = areQuartered(luminance!);
    const bytes = 3 * size.width * size.height;
    const out = this.take(bytes);
    const shiftX = isQuartered ? 0 : luminance!.across - 1;
    const shiftY = isQuartered ? 0 : luminance!.down - 1;
    this.wasm.toRgb(scan, size.width, size.height, shiftX, shiftY, out);
    return { ...size, data: new Uint8Array(this.wasm.memory.buffer, out, bytes) };
  }

  /** Puts a copy into the memory. @returns its address */
  private lay(data: Uint8Array | Uint16Array | Int32Array | Uint32Array): number {
    const address = this.take(data.byteLength);
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    new Uint8Array(this.wasm.memory.buffer, address, bytes.length).set(bytes);
    return address;
  }

  /** Components may have codes in common. */
  private layOnce(lookup: Uint16Array | Int32Array): number {
    const address = this.laid.get(lookup) ?? this.lay(lookup);
    this.laid.set(lookup, address);
    return address;
  }

  private take(bytes: number): number {
    const address = this.top;
    this.top += Math.ceil(bytes / 16) * 16;
    const { memory } = this.wasm;
    const missing = this.top + slackBytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    return address;
  }
}

/** Colours of half the samples both ways: libjpeg makes four pixels of each of their blocks, as many as there are of light. */
function areQuartered({ across, down }: JpegComponent): boolean {
  return across === 2 && down === 2;
}
