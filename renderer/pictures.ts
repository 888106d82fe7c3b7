// Where the host serves pictures. Only ids stand in an address, never a path.
import type { CheckedPicture } from '../main/engine/api/duplicate-schemas.ts';
import type { PhotoSummary } from '../main/engine/api/photo-schemas.ts';
import type { QueryPicture } from '../main/engine/api/search-schemas.ts';

/** The small picture of a photo, its longer side 512 pixels at most. */
export const thumbnailOf = (photo: Pick<PhotoSummary, 'id'>) => `/photos/${photo.id}/thumbnail`;

/** The photo itself, or a rendering of it where a browser cannot show its format. */
export const pictureOf = (photo: Pick<PhotoSummary, 'id'>) => `/photos/${photo.id}/picture`;

/** The bytes of the photo's file as they are, for whoever takes it out of the page. */
export const originalOf = (photo: Pick<PhotoSummary, 'id'>) => `/photos/${photo.id}/original`;

/** A picture from outside that was searched with before; small. */
export const pastPictureOf = (picture: { id: number }) => `/history/${picture.id}/picture`;

/** The small picture of a file that a check found to be new. */
export const checkedPictureOf = (picture: CheckedPicture) => `/checked/${picture.id}/thumbnail`;

/** The picture that was shown to search with. */
export const queryPictureOf = (picture: Pick<QueryPicture, 'id'>) =>
  `/queries/${encodeURIComponent(picture.id)}/picture`;
