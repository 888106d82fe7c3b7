// Holds a picture against thumbnails of photos, in the describing process: whether they are copies of one another.
import sharp from 'sharp';
import { compareCopies, COMPARED_SIDE, type CopyEvidence } from '../../../core/describe/compare-copies.ts';
import type { GreyPicture } from '../../../core/describe/summed-area.ts';
import type { CompareOptions, PictureSource } from './describe-protocol.ts';

/** One answer a thumbnail, null for those that cannot be read. */
export async function compareWithThumbnails({ first, others }: CompareOptions): Promise<(CopyEvidence[] | null)[]> {
  const asking = await toComparedGrey(first);
  const answers: (CopyEvidence[] | null)[] = [];
  for (const { path, orientation } of others) {
    const other = await toComparedGrey({ path }).catch(() => null);
    answers.push(other === null ? null : compareCopies(asking, other, orientation));
  }
  return answers;
}

async function toComparedGrey(source: PictureSource): Promise<GreyPicture> {
  const { data, info } = await sharp('path' in source ? source.path : source.bytes)
    .resize(COMPARED_SIDE, COMPARED_SIDE, { fit: 'inside', kernel: 'cubic' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}
