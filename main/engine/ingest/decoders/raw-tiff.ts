// RAW formats that are TIFF inside: CR2, NEF, ARW, DNG, ORF, RW2 and their kin.
// (DNG 1.7, chapter 4; the others as described by ExifTool's tag tables)
import { exifTags, withExif } from './exif-segment.ts';
import { jpegStarts, type PixelSize, readJpegSize } from './jpeg-size.ts';
import { largestPreview, type Preview, type RawPhoto, rawSize } from './raw-photo.ts';
import { numbersOf, textOf, type TiffDirectory, TiffFile } from './tiff-directories.ts';

const tags = {
  width: 256,
  height: 257,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  stripBytes: 279,
  jpegTables: 347,
  jpegOffset: 513,
  jpegBytes: 514,
  panasonicJpeg: 0x002e,
  pixelWidth: 0xa002,
  pixelHeight: 0xa003,
  dngVersion: 0xc612,
};
/** The pixels of a sensor behind its colour filters, and the same made linear. */
const sensorPhotometrics = new Set([32803, 34892]);
const jpegCompressions = new Set([6, 7]);
/** A preview smaller than this is a thumbnail: a better one may lie where only the maker's notes say (Olympus, Pentax). */
const enoughPixels = 640;

const formatsByMake: [RegExp, string][] = [
  [/^nikon/i, 'nef'],
  [/^sony/i, 'arw'],
  [/^(pentax|ricoh)/i, 'pef'],
  [/^samsung/i, 'srw'],
];

/** @returns null for a TIFF that is a picture itself. @throws LikenessError `picture-damaged` */
export function openTiffRaw(bytes: Uint8Array, kind: 'tiff' | 'orf' | 'rw2'): RawPhoto | null {
  const file = new TiffFile(bytes);
  const directories = file.directories();
  const main = directories[0];
  const format = main && formatOf(bytes, kind, directories);
  if (!format) return null;
  const preview = findPreview(bytes, directories, format);
  const exif = file.directoryOf(main, exifTags.exif);
  const gps = file.directoryOf(main, exifTags.gps);
  const sizes = [...directories.map(storedSize), ...(exif ? [pixelSize(exif)] : [])];
  return { format, jpeg: withExif(preview.jpeg, { main, exif, gps }), size: rawSize(sizes, preview.size) };
}

function formatOf(bytes: Uint8Array, kind: 'tiff' | 'orf' | 'rw2', directories: TiffDirectory[]): string | null {
  if (kind !== 'tiff') return kind;
  if (bytes[8] === 0x43 && bytes[9] === 0x52) return 'cr2'; // 'CR' after the header
  if (directories[0]!.fields.has(tags.dngVersion)) return 'dng';
  if (!directories.some((directory) => sensorPhotometrics.has(numbersOf(directory, tags.photometric)[0] ?? 0)))
    return null;
  const make = textOf(directories[0]!, exifTags.make);
  return formatsByMake.find(([pattern]) => pattern.test(make))?.[1] ?? 'raw';
}

function findPreview(bytes: Uint8Array, directories: TiffDirectory[], format: string): Preview {
  const declared = directories.flatMap((directory) => declaredPreviews(bytes, directory));
  // A DNG declares all its previews; other JPEGs in it may be tiles of the RAW picture.
  if (format === 'dng' || declared.some(isLarge)) return largestPreview(declared);
  return largestPreview([...declared, ...jpegStarts(bytes).map((start) => bytes.subarray(start))]);
}

function isLarge(jpeg: Uint8Array): boolean {
  const { width, height } = readJpegSize(jpeg) ?? { width: 0, height: 0 };
  return Math.max(width, height) >= enoughPixels;
}

function declaredPreviews(bytes: Uint8Array, directory: TiffDirectory): Uint8Array[] {
  const cut = (start?: number, length?: number): Uint8Array[] =>
    start !== undefined && length !== undefined ? [bytes.subarray(start, start + length)] : [];
  const strips = numbersOf(directory, tags.stripOffsets);
  const isJpeg = jpegCompressions.has(numbersOf(directory, tags.compression)[0] ?? 0);
  const isWhole = strips.length === 1 && !directory.fields.has(tags.jpegTables);
  const panasonic = directory.fields.get(tags.panasonicJpeg);
  return [
    ...cut(numbersOf(directory, tags.jpegOffset)[0], numbersOf(directory, tags.jpegBytes)[0]),
    ...(isJpeg && isWhole ? cut(strips[0], numbersOf(directory, tags.stripBytes)[0]) : []),
    ...(panasonic ? [panasonic.data] : []),
  ];
}

function storedSize(directory: TiffDirectory): PixelSize {
  return { width: numbersOf(directory, tags.width)[0] ?? 0, height: numbersOf(directory, tags.height)[0] ?? 0 };
}

function pixelSize(exif: TiffDirectory): PixelSize {
  return { width: numbersOf(exif, tags.pixelWidth)[0] ?? 0, height: numbersOf(exif, tags.pixelHeight)[0] ?? 0 };
}
