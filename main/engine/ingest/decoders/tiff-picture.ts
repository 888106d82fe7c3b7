// Bare pixels on their way into sharp, as an uncompressed TIFF: sharp takes raw pixels too, but no colour profile with them.
// (TIFF 6.0, sections 3 to 6 and 18; the profile's tag: ICC.1:2010, annex B.4)
import { encodeDirectory, longField, shortField, type TiffField, tiffHeader, tiffTypes } from './tiff-fields.ts';

export interface PictureShape {
  width: number;
  height: number;
  /** RGB, or RGB and alpha; 8 bits each. */
  channels: 3 | 4;
  isPremultiplied?: boolean;
  /** As EXIF numbers them. */
  orientation?: number | undefined;
  /** ICC. */
  profile?: Uint8Array | undefined;
}

export interface TiffPicture {
  bytes: Uint8Array<ArrayBuffer>;
  /** Where the pixels belong in it, row by row without gaps. */
  pixels: Uint8Array<ArrayBuffer>;
}

/** A reader holds one strip at a time. */
const rowsPerStrip = 64;

/** The file, with its pixels still black. */
export function makeTiffPicture(shape: PictureShape): TiffPicture {
  const header = tiffHeader(true);
  const rowBytes = shape.width * shape.channels;
  const firstRows = Array.from({ length: Math.ceil(shape.height / rowsPerStrip) }, (_, i) => i * rowsPerStrip);
  const stripBytes = firstRows.map((row) => rowBytes * Math.min(rowsPerStrip, shape.height - row));
  const encode = (pixelsStart: number): Uint8Array => {
    const offsets = firstRows.map((row) => pixelsStart + row * rowBytes);
    return encodeDirectory(listFields(shape, offsets, stripBytes), header.length, true);
  };
  const pixelsStart = header.length + encode(0).length;
  const bytes = new Uint8Array(pixelsStart + shape.height * rowBytes);
  bytes.set(header);
  bytes.set(encode(pixelsStart), header.length);
  return { bytes, pixels: bytes.subarray(pixelsStart) };
}

function listFields(shape: PictureShape, stripOffsets: number[], stripBytes: number[]): TiffField[] {
  const { width, height, channels, isPremultiplied, orientation, profile } = shape;
  const fields = [
    longField(256, [width], true),
    longField(257, [height], true),
    shortField(258, new Array<number>(channels).fill(8), true), // bits a sample
    shortField(259, [1], true), // no compression
    shortField(262, [2], true), // RGB
    longField(273, stripOffsets, true),
    shortField(277, [channels], true),
    longField(278, [rowsPerStrip], true),
    longField(279, stripBytes, true),
  ];
  if (channels === 4) fields.push(shortField(338, [isPremultiplied ? 1 : 2], true));
  if (orientation) fields.push(shortField(274, [orientation], true));
  if (profile) fields.push({ tag: 34675, type: tiffTypes.undefined, count: profile.length, data: profile });
  return fields;
}
