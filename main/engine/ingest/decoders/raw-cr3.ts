// Canon's CR3, a file of boxes: EXIF in CMT1, CMT2 and CMT4, one JPEG in PRVW and a larger one as the sample of a track.
// (as described in github.com/lclevy/canon_cr3)
import { withExif } from './exif-segment.ts';
import { type Box, findBox, readBoxes } from './iso-boxes.ts';
import { largestPreview, type RawPhoto, rawSize } from './raw-photo.ts';
import { numbersOf, type TiffDirectory, TiffFile } from './tiff-directories.ts';

const uuidBytes = 16;
/** Before the boxes of the preview stand eight bytes more. */
const previewHeadBytes = 24;
const sizeTags = { width: 256, height: 257 };

/** @throws LikenessError `picture-damaged` */
export function openCr3(bytes: Uint8Array): RawPhoto {
  const boxes = readBoxes(bytes);
  const movie = readBoxes(findBox(boxes, 'moov') ?? new Uint8Array());
  const metadata = inUuids(movie, uuidBytes);
  const preview = largestPreview([...inlineJpegs(boxes), ...trackJpegs(bytes, movie)]);
  const main = firstDirectory(findBox(metadata, 'CMT1'));
  if (!main) return { format: 'cr3', jpeg: preview.jpeg, size: undefined };
  const exif = firstDirectory(findBox(metadata, 'CMT2'));
  const gps = firstDirectory(findBox(metadata, 'CMT4'));
  const size = { width: numbersOf(main, sizeTags.width)[0] ?? 0, height: numbersOf(main, sizeTags.height)[0] ?? 0 };
  return { format: 'cr3', jpeg: withExif(preview.jpeg, { main, exif, gps }), size: rawSize([size], preview.size) };
}

function inUuids(boxes: Box[], headBytes: number): Box[] {
  return boxes.filter(({ type }) => type === 'uuid').flatMap(({ content }) => readBoxes(content.subarray(headBytes)));
}

function inlineJpegs(boxes: Box[]): Uint8Array[] {
  return inUuids(boxes, previewHeadBytes)
    .filter(({ type }) => type === 'PRVW')
    .map(({ content }) => content.subarray(Buffer.from(content).indexOf('ffd8ff', 'hex')));
}

/** The first sample of each track; those that are RAW data are no JPEGs. */
function trackJpegs(bytes: Uint8Array, movie: Box[]): Uint8Array[] {
  const tables = movie
    .filter(({ type }) => type === 'trak')
    .map(({ content }) =>
      ['mdia', 'minf', 'stbl'].reduce((box, type) => findBox(readBoxes(box), type) ?? none, content),
    );
  return tables.flatMap((table) => {
    const boxes = readBoxes(table);
    const start = firstOffset(findBox(boxes, 'co64'), findBox(boxes, 'stco'));
    return start === undefined ? [] : [bytes.subarray(start)];
  });
}

const none = new Uint8Array();

function firstOffset(long: Uint8Array | undefined, short: Uint8Array | undefined): number | undefined {
  if (long && long.length >= 16) return Number(new DataView(long.buffer, long.byteOffset).getBigUint64(8));
  if (short && short.length >= 12) return new DataView(short.buffer, short.byteOffset).getUint32(8);
  return undefined;
}

function firstDirectory(block: Uint8Array | undefined): TiffDirectory | undefined {
  return block && new TiffFile(block).directories()[0];
}
