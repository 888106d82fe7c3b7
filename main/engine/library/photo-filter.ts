// Which photos pass the filters of a search: by date, place, folder and type. The ids become a bitmap inside the scan.
import { resolve } from 'node:path';
import type Database from 'better-sqlite3';
import { isInside } from './roots.ts';

export interface PhotoFilter {
  /** Milliseconds since 1970, inclusive. */
  after?: number;
  /** Milliseconds since 1970, exclusive. */
  before?: number;
  near?: { latitude: number; longitude: number; kilometres: number };
  /** A photo passes when one of its files lies in this folder or below. */
  folder?: string;
  /** 'jpeg', 'png', 'webp', 'avif', 'gif', 'tiff' */
  format?: string;
}

const earthRadiusKm = 6371;

export function readPhotoIdsPassing(database: Database.Database, filter: PhotoFilter): Set<number> {
  const rows = database
    .prepare<
      [{ after: number; before: number; format: string | null }],
      { id: number; latitude: number | null; longitude: number | null }
    >(
      `SELECT id, latitude, longitude FROM photo
       WHERE taken_at >= @after AND taken_at < @before AND (@format IS NULL OR format = @format)`,
    )
    .all({
      after: filter.after ?? Number.MIN_SAFE_INTEGER,
      before: filter.before ?? Number.MAX_SAFE_INTEGER,
      format: filter.format ?? null,
    });
  const { near } = filter;
  const inFolder = filter.folder === undefined ? undefined : photoIdsIn(database, resolve(filter.folder));
  const passing = rows.filter(
    ({ id, latitude, longitude }) =>
      (!inFolder || inFolder.has(id)) &&
      (!near ||
        (latitude !== null && longitude !== null && kilometres({ latitude, longitude }, near) <= near.kilometres)),
  );
  return new Set(passing.map(({ id }) => id));
}

function photoIdsIn(database: Database.Database, wanted: string): Set<number> {
  const folders = database
    .prepare<[], { rootId: number; rootPath: string; folder: string }>(
      'SELECT DISTINCT root_id AS rootId, root.path AS rootPath, folder FROM file JOIN root ON root.id = root_id',
    )
    .all();
  const select = database
    .prepare<[number, string], number>(
      'SELECT photo_id FROM file WHERE root_id = ? AND folder = ? AND photo_id NOT NULL',
    )
    .pluck();
  const inside = folders.filter(({ rootPath, folder }) => isInside(resolve(rootPath, folder), wanted));
  return new Set(inside.flatMap(({ rootId, folder }) => select.all(rootId, folder)));
}

interface Place {
  latitude: number;
  longitude: number;
}

/** Great-circle distance by the haversine formula, which stays exact for small distances. */
function kilometres(from: Place, to: Place): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (a: number, b: number): number => Math.sin(radians(b - a) / 2) ** 2;
  const chord =
    half(from.latitude, to.latitude) +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * half(from.longitude, to.longitude);
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(chord)));
}
