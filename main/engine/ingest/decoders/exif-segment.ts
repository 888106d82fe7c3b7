// What a RAW file says about its photo, as an EXIF segment before the JPEG inside it: from there on, time, place, camera and
// orientation are read as of any photo. (Exif 2.32, section 4.5; the segment: ITU-T T.81, annex B.2.4.6)
import type { TiffDirectory } from './tiff-directories.ts';
import { encodeDirectory, longField, type TiffField, tiffHeader } from './tiff-fields.ts';

export interface PhotoDirectories {
  main: TiffDirectory;
  exif: TiffDirectory | undefined;
  gps: TiffDirectory | undefined;
}

export const exifTags = { make: 0x010f, model: 0x0110, orientation: 0x0112, exif: 0x8769, gps: 0x8825 } as const;

/** Of the main directory only these, for the others tell how the RAW data is stored: also time, artist, rating, copyright. */
const mainTags = new Set<number>([exifTags.make, exifTags.model, exifTags.orientation, 0x0132, 0x013b, 0x4746, 0x8298]);
/** Point to places in the RAW file: maker's notes, interoperability. */
const pointers = new Set([0x927c, 0xa005]);
const longestValue = 256;
const longestSegment = 0xffff - 2;

/** The JPEG with the segment in front of its own, which readers then pass by. */
export function withExif(jpeg: Uint8Array, directories: PhotoDirectories): Uint8Array {
  const segment = encodeSegment(directories);
  if (segment.length > longestSegment) return jpeg; // no camera writes so much
  const head = Buffer.alloc(6);
  head.writeUInt32BE(0xffd8ffe1);
  head.writeUInt16BE(segment.length + 2, 4);
  return Buffer.concat([head, segment, jpeg.subarray(2)]);
}

function encodeSegment({ main, exif, gps }: PhotoDirectories): Uint8Array {
  const { isLittleEndian } = main;
  const header = tiffHeader(isLittleEndian);
  const mainFields = short(main).filter(({ tag }) => mainTags.has(tag));
  const encodeMain = (exifPlace: number, gpsPlace: number): Uint8Array => {
    const places = [
      ...(exif ? [longField(exifTags.exif, [exifPlace], isLittleEndian)] : []),
      ...(gps ? [longField(exifTags.gps, [gpsPlace], isLittleEndian)] : []),
    ];
    return encodeDirectory([...mainFields, ...places], header.length, isLittleEndian);
  };
  const exifPlace = header.length + encodeMain(0, 0).length;
  const exifBytes = exif ? encodeDirectory(short(exif), exifPlace, isLittleEndian) : new Uint8Array();
  const gpsPlace = exifPlace + exifBytes.length;
  const gpsBytes = gps ? encodeDirectory(short(gps), gpsPlace, isLittleEndian) : new Uint8Array();
  return Buffer.concat([Buffer.from('Exif\0\0'), header, encodeMain(exifPlace, gpsPlace), exifBytes, gpsBytes]);
}

function short({ fields }: TiffDirectory): TiffField[] {
  return [...fields.values()].filter(({ tag, data }) => data.length <= longestValue && !pointers.has(tag));
}
