// Reads the directories of TIFF files, which most RAW formats and all EXIF blocks are. Nothing in the file is believed: what
// points outside of it, or in circles, is passed by. (TIFF 6.0, section 2; sub-directories: TIFF technical note 1)
import { bytesOfTiffType, type TiffField, tiffTypes } from './tiff-fields.ts';

export interface TiffDirectory {
  isLittleEndian: boolean;
  fields: Map<number, TiffField>;
}

const subDirectories = 330;
const mostDirectories = 64;
const mostFields = 1000;
const ifdType = 13;

export class TiffFile {
  readonly isLittleEndian: boolean;
  private readonly bytes: Uint8Array;
  private readonly view: DataView;

  /** @param bytes beginning with the byte order mark; offsets count from there */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.isLittleEndian = bytes[0] === 0x49;
  }

  /** Those of the chain, each followed by its sub-directories. */
  directories(): TiffDirectory[] {
    const found: TiffDirectory[] = [];
    const seen = new Set<number>();
    const waiting = [this.long(4) ?? 0];
    for (let offset = waiting.pop(); offset !== undefined; offset = waiting.pop()) {
      if (seen.has(offset) || found.length === mostDirectories) continue;
      seen.add(offset);
      const directory = this.directoryAt(offset);
      if (!directory) continue;
      found.push(directory);
      const next = this.long(offset + 2 + 12 * (this.short(offset) ?? 0));
      waiting.push(
        ...(next ? [next] : []),
        ...numbersOf(directory, subDirectories).slice(0, mostDirectories).toReversed(),
      );
    }
    return found;
  }

  /** The directory that a field of another points to, such as EXIF's and GPS's. */
  directoryOf(directory: TiffDirectory, tag: number): TiffDirectory | undefined {
    const offset = numbersOf(directory, tag)[0];
    return offset === undefined ? undefined : this.directoryAt(offset);
  }

  private directoryAt(offset: number): TiffDirectory | undefined {
    const count = offset < 8 ? undefined : this.short(offset);
    if (count === undefined || count === 0 || count > mostFields) return undefined;
    const fields = new Map<number, TiffField>();
    for (let i = 0; i < count; i++) {
      const field = this.fieldAt(offset + 2 + 12 * i);
      if (field) fields.set(field.tag, field);
    }
    return { isLittleEndian: this.isLittleEndian, fields };
  }

  private fieldAt(entry: number): TiffField | undefined {
    if (entry + 12 > this.bytes.length) return undefined;
    const type = this.short(entry + 2)!;
    const count = this.long(entry + 4)!;
    const size = count * bytesOfTiffType(type);
    const start = size <= 4 ? entry + 8 : this.long(entry + 8)!;
    if (size === 0 || start + size > this.bytes.length) return undefined;
    return { tag: this.short(entry)!, type, count, data: this.bytes.subarray(start, start + size) };
  }

  private short(offset: number): number | undefined {
    return offset + 2 <= this.bytes.length ? this.view.getUint16(offset, this.isLittleEndian) : undefined;
  }

  private long(offset: number): number | undefined {
    return offset + 4 <= this.bytes.length ? this.view.getUint32(offset, this.isLittleEndian) : undefined;
  }
}

/** The values of a field of whole numbers; none when it is absent or of another type. */
export function numbersOf({ fields, isLittleEndian }: TiffDirectory, tag: number): number[] {
  const field = fields.get(tag);
  if (!field) return [];
  const { type, data } = field;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (type === tiffTypes.short)
    return Array.from({ length: data.length >> 1 }, (_, i) => view.getUint16(2 * i, isLittleEndian));
  if (type === tiffTypes.long || type === ifdType)
    return Array.from({ length: data.length >> 2 }, (_, i) => view.getUint32(4 * i, isLittleEndian));
  return [];
}

/** The text of an ASCII field, '' when there is none. */
export function textOf({ fields }: TiffDirectory, tag: number): string {
  const data = fields.get(tag)?.data.subarray(0, 256) ?? [];
  return String.fromCharCode(...data)
    .split('\0')[0]!
    .trim();
}
