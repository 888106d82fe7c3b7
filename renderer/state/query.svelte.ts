// What is shown to search with: a picture from outside, a path that the engine reads itself, or a photo of the library.
import type { PhotoSummary } from '../../main/engine/api/photo-schemas.ts';
import type { QueryPicture } from '../../main/engine/api/search-schemas.ts';
import { pastPictureOf, pictureOf, queryPictureOf, thumbnailOf } from '../pictures.ts';

export class FileQuery {
  readonly source = 'file';
  readonly name: string;
  readonly file: File;
  /** The page shows the picture from its own memory at once, before the engine has seen it. */
  readonly address: string;
  /** The engine's name for it, once it has it. */
  picture: QueryPicture | null = $state.raw(null);

  constructor(file: File, name: string) {
    this.file = file;
    this.name = name;
    this.address = URL.createObjectURL(file);
  }
}

export class PathQuery {
  readonly source = 'path';
  readonly name: string;
  readonly path: string;
  picture: QueryPicture | null = $state.raw(null);

  constructor(path: string) {
    this.path = path;
    this.name = path.split(/[\\/]/).at(-1) ?? path;
  }
}

export class PhotoQuery {
  readonly source = 'photo';
  readonly name: string;
  readonly photo: PhotoSummary;

  constructor(photo: PhotoSummary) {
    this.photo = photo;
    this.name = photo.name;
  }
}

/** A picture from outside that was searched with before: the engine kept it small. */
export class PastPictureQuery {
  readonly source = 'past';
  readonly name: string;
  /** Of the past picture. */
  readonly id: number;
  picture: QueryPicture | null = $state.raw(null);

  constructor(id: number, name: string) {
    this.id = id;
    this.name = name;
  }
}

export type Query = FileQuery | PathQuery | PhotoQuery | PastPictureQuery;

/** Where the page finds the picture, the quickest address first; none while only the engine could read it and has not yet. */
export function addressesOf(query: Query): string[] {
  if (query.source === 'photo') return [thumbnailOf(query.photo)];
  const fromEngine = query.picture === null ? [] : [queryPictureOf(query.picture)];
  if (query.source === 'past') return [pastPictureOf(query), ...fromEngine];
  return query.source === 'file' ? [query.address, ...fromEngine] : fromEngine;
}

/** The same for showing it large: a photo whose drive is away has only its thumbnail. */
export function largeAddressesOf(query: Query): string[] {
  return query.source === 'photo' ? [pictureOf(query.photo), thumbnailOf(query.photo)] : addressesOf(query);
}

/** Gives back the memory of a query that can no longer be returned to. */
export function releaseQuery(query: Query): void {
  if (query.source === 'file') URL.revokeObjectURL(query.address);
}
