// Writes directories of TIFF fields: for the pictures and EXIF blocks that are handed to sharp. (TIFF 6.0, section 2)

/** The bytes of one value of each type: BYTE, ASCII, SHORT, LONG, RATIONAL, SBYTE, UNDEFINED, SSHORT, SLONG, SRATIONAL, FLOAT, DOUBLE, IFD. */
const bytesOfType = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

export const tiffTypes = { short: 3, long: 4, undefined: 7 } as const;

export interface TiffField {
  tag: number;
  type: number;
  count: number;
  /** The values in the byte order of the file. */
  data: Uint8Array;
}

/** @returns 0 for a type that TIFF does not know */
export function bytesOfTiffType(type: number): number {
  return bytesOfType[type] ?? 0;
}

export function shortField(tag: number, values: number[], isLittleEndian: boolean): TiffField {
  const view = new DataView(new ArrayBuffer(2 * values.length));
  values.forEach((value, i) => view.setUint16(2 * i, value, isLittleEndian));
  return { tag, type: tiffTypes.short, count: values.length, data: new Uint8Array(view.buffer) };
}

export function longField(tag: number, values: number[], isLittleEndian: boolean): TiffField {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => view.setUint32(4 * i, value, isLittleEndian));
  return { tag, type: tiffTypes.long, count: values.length, data: new Uint8Array(view.buffer) };
}

/** The eight bytes before the first directory, which follows them. */
export function tiffHeader(isLittleEndian: boolean): Uint8Array {
  return Uint8Array.from(isLittleEndian ? [0x49, 0x49, 42, 0, 8, 0, 0, 0] : [0x4d, 0x4d, 0, 42, 0, 0, 0, 8]);
}

/** A directory that says it is the last, and its values. @param offset where in the file it will stand */
export function encodeDirectory(fields: TiffField[], offset: number, isLittleEndian: boolean): Uint8Array {
  const sorted = fields.toSorted((a, b) => a.tag - b.tag); // readers may rely on it
  let place = 2 + 12 * sorted.length + 4;
  const bytes = new Uint8Array(sorted.reduce((sum, { data }) => sum + outsideBytes(data), place));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, sorted.length, isLittleEndian);
  for (const [i, { tag, type, count, data }] of sorted.entries()) {
    const entry = 2 + 12 * i;
    view.setUint16(entry, tag, isLittleEndian);
    view.setUint16(entry + 2, type, isLittleEndian);
    view.setUint32(entry + 4, count, isLittleEndian);
    if (data.length <= 4) bytes.set(data, entry + 8);
    else {
      view.setUint32(entry + 8, offset + place, isLittleEndian);
      bytes.set(data, place);
      place += outsideBytes(data);
    }
  }
  return bytes;
}

/** Values of up to four bytes stand in their entry; others behind the directory, each at an even place. */
function outsideBytes({ length }: Uint8Array): number {
  return length <= 4 ? 0 : length + (length % 2);
}
