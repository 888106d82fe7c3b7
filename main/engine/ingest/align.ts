// Lays a query over photos, in the describing process: the pixels that tell a crop from another shot of the same scene.
import { alignPart, type AlignedPart } from '../../../core/describe/aligned-part.ts';
import type { GreyPicture } from '../../../core/describe/summed-area.ts';
import { toGrey } from './decode.ts';
import type { AlignOptions, PartAgreement } from './describe-protocol.ts';

/** One answer a thumbnail, null for those that cannot be read. */
export async function alignWithThumbnails({ query, thumbnails }: AlignOptions): Promise<(PartAgreement | null)[]> {
  const asking = 'path' in query ? await toGrey(query) : query;
  const photos = await Promise.all(thumbnails.map((path) => toGrey({ path }).catch(() => null)));
  return photos.map((photo) => (photo === null ? null : agree(asking, photo)));
}

/** Agreement that the other way round need not be tried for. */
const CERTAIN = 0.98;

/** The better of both ways: a crop lies in its photo, a photo lies in the screenshot that shows it. */
function agree(query: GreyPicture, photo: GreyPicture): PartAgreement {
  const inPhoto = alignPart(query, photo);
  if (inPhoto.similarity >= CERTAIN) return toAgreement('query', inPhoto);
  const inQuery = alignPart(photo, query);
  return inPhoto.similarity >= inQuery.similarity ? toAgreement('query', inPhoto) : toAgreement('photo', inQuery);
}

function toAgreement(part: PartAgreement['part'], { similarity, width, height }: AlignedPart): PartAgreement {
  return { similarity, part, share: width * height };
}
