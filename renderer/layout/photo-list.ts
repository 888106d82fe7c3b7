// A list of photos in order, as walls and the viewer go through it: an array, or a list too long to have all photos at hand.

export interface PhotoList<Photo> {
  readonly length: number;
  at(index: number): Photo | undefined;
  /** Width by height, where it is known without the photo. */
  aspectAt?(index: number): number;
  /** The id of a photo, where it is known without the photo. */
  idAt?(index: number): number | undefined;
  /** Where a photo stands, -1 when it does not, where that is known without all photos. */
  placeOf?(id: number): number;
  /** These are about to be shown: what is not at hand is fetched. */
  want?(first: number, end: number): void;
}

export function placeIn(photos: PhotoList<{ id: number }>, id: number): number {
  if (photos.placeOf) return photos.placeOf(id);
  for (let place = 0; place < photos.length; place++) if (photos.at(place)?.id === id) return place;
  return -1;
}
