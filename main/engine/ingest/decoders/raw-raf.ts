// Fujifilm's RAF: its header says where the JPEG lies, which has the EXIF of the photo in itself.
// (as described by ExifTool's FujiFilm tables)
import { largestPreview, type RawPhoto, rawSize } from './raw-photo.ts';
import type { PixelSize } from './jpeg-size.ts';

const jpegPlace = 84;
const recordsPlace = 92;
const croppedSize = 0x0111;
const mostRecords = 255;

/** @throws LikenessError `picture-damaged` */
export function openRaf(bytes: Uint8Array): RawPhoto {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isWhole = bytes.length >= recordsPlace + 4;
  const start = isWhole ? view.getUint32(jpegPlace) : 0;
  const length = isWhole ? view.getUint32(jpegPlace + 4) : 0;
  const preview = largestPreview([bytes.subarray(start, start + length)]);
  return { format: 'raf', jpeg: preview.jpeg, size: rawSize(recordedSizes(view), preview.size) };
}

/** Records of tag, length and data, about the RAW picture. */
function recordedSizes(view: DataView): PixelSize[] {
  const start = view.getUint32(recordsPlace);
  const count = start + 4 <= view.byteLength ? Math.min(mostRecords, view.getUint32(start)) : 0;
  let place = start + 4;
  for (let i = 0; i < count && place + 8 <= view.byteLength; i++) {
    if (view.getUint16(place) === croppedSize)
      return [{ height: view.getUint16(place + 4), width: view.getUint16(place + 6) }];
    place += 4 + view.getUint16(place + 2);
  }
  return [];
}
