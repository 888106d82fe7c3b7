// Holds a picture against thumbnails of photos, in the describing process: whether they are copies of one another.
import sharp from 'sharp';
import { compareCopies, COMPARED_SIDE } from '../../../core/describe/compare-copies.ts';
import type { GreyPicture } from '../../../core/describe/summed-area.ts';
import type { CompareOptions, ComparedPictures, PictureSource } from './describe-protocol.ts';

/** Pixels a side of the pictures whose colours are compared: a cast or the lack of colour shows at any size. */
const TINTED_SIDE = 8;

interface Compared {
  readonly grey: GreyPicture;
  /** RGB, 8 x 8 pixels. */
  readonly tints: Uint8Array;
}

/** One answer a thumbnail, null for those that cannot be read. */
export async function compareWithThumbnails(options: CompareOptions): Promise<(ComparedPictures | null)[]> {
  const first = await open(options.first);
  const answers: (ComparedPictures | null)[] = [];
  for (const { path, orientation } of options.others) {
    const other = await open({ path }).catch(() => null);
    answers.push(
      other && {
        ways: compareCopies(first.grey, other.grey, orientation),
        colourChange: colourChange(first.tints, other.tints),
      },
    );
  }
  return answers;
}

async function open(source: PictureSource): Promise<Compared> {
  const { data, info } = await sharp('path' in source ? source.path : source.bytes)
    .resize(COMPARED_SIDE, COMPARED_SIDE, { fit: 'inside', kernel: 'cubic' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const opened = sharp(data, { raw: { width, height, channels } });
  const [grey, tints] = await Promise.all([
    opened.clone().toColourspace('b-w').raw().toBuffer(),
    opened.clone().resize(TINTED_SIDE, TINTED_SIDE, { fit: 'fill' }).raw().toBuffer(),
  ]);
  return { grey: { width, height, data: grey }, tints };
}

/** Mean change of red and of blue against green, in levels: brightness does not count. */
function colourChange(first: Uint8Array, second: Uint8Array): number {
  let sum = 0;
  for (let p = 0; p < first.length; p += 3) {
    const red = first[p]! - first[p + 1]! - (second[p]! - second[p + 1]!);
    const blue = first[p + 2]! - first[p + 1]! - (second[p + 2]! - second[p + 1]!);
    sum += (Math.abs(red) + Math.abs(blue)) / 2;
  }
  return sum / (first.length / 3);
}
