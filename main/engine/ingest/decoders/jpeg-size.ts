// Finds JPEGs inside other files and tells their size without decoding. (ITU-T T.81, annex B)

export interface PixelSize {
  width: number;
  height: number;
}

/** Bounds for files made to keep a reader busy; real ones have a few dozen of each. */
const mostSegments = 500;
const mostStarts = 1000;

/** Null unless a JPEG of the common kinds begins here: RAW data may be a lossless JPEG, which no decoder of pictures reads. */
export function readJpegSize(bytes: Uint8Array): PixelSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let place = 2, segments = 0; place + 9 <= bytes.length && segments < mostSegments; segments++) {
    const marker = bytes[place + 1]!;
    if (bytes[place] !== 0xff) return null;
    if (marker === 0xff) {
      place++; // a fill byte
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xc2) {
      const [height, width] = [view.getUint16(place + 5), view.getUint16(place + 7)];
      return width > 0 && height > 0 ? { width, height } : null;
    }
    const isTable = marker === 0xc4 || marker === 0xcc || marker === 0xdb || marker === 0xdd || marker >= 0xe0;
    const length = view.getUint16(place + 2);
    if (!isTable || length < 2) return null;
    place += 2 + length;
  }
  return null;
}

/** Places where a JPEG seems to begin. Cost: one look at every byte. */
export function jpegStarts(bytes: Uint8Array): number[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const signature = Buffer.from([0xff, 0xd8, 0xff]);
  const starts: number[] = [];
  for (let place = buffer.indexOf(signature); place >= 0 && starts.length < mostStarts;) {
    starts.push(place);
    place = buffer.indexOf(signature, place + signature.length);
  }
  return starts;
}
