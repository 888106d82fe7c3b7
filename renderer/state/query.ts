// What is shown to search with: a picture from outside, a path that the engine reads itself, or a photo of the library.
import type { PhotoSummary, QueryPicture } from '../../main/engine/api/schemas.ts';
import { queryPictureOf, thumbnailOf } from '../pictures.ts';

export type Query =
  | { source: 'file'; name: string; file: File; address: string; picture: QueryPicture | null }
  | { source: 'path'; name: string; path: string; picture: QueryPicture | null }
  | { source: 'photo'; name: string; photo: PhotoSummary };

export function queryOfFile(file: File, name: string): Query {
  // The page shows the picture from its own memory at once, before the engine has seen it.
  return { source: 'file', name, file, address: URL.createObjectURL(file), picture: null };
}

export function queryOfPath(path: string): Query {
  return { source: 'path', name: path.split(/[\\/]/).at(-1) ?? path, path, picture: null };
}

export function queryOfPhoto(photo: PhotoSummary): Query {
  return { source: 'photo', name: photo.name, photo };
}

/** Where the page finds the picture, the surest address first. Null while only the engine could read it and has not yet. */
export function addressesOf(query: Query): string[] {
  if (query.source === 'photo') return [thumbnailOf(query.photo)];
  const fromEngine = query.picture === null ? [] : [queryPictureOf(query.picture)];
  return query.source === 'file' ? [query.address, ...fromEngine] : fromEngine;
}

/** Gives back the memory of a query that can no longer be returned to. */
export function releaseQuery(query: Query | null): void {
  if (query?.source === 'file') URL.revokeObjectURL(query.address);
}
