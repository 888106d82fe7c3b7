// What a filter could be set to, each with the number of photos that would pass then: asked when a person opens a filter.
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Facet, FacetValue, PhotoFilter } from '../api/filter-schemas.ts';
import { countPhotosPassing } from './photo-filter.ts';

/** More are not looked through by eye; those that most photos pass are kept. */
const mostValues = 200;

/** Which parts of a filter a facet stands for: its counts are of photos that pass all the others. */
const ownParts: Readonly<Record<Facet, readonly (keyof PhotoFilter)[]>> = {
  year: ['after', 'before'],
  folder: ['folder'],
  format: ['format'],
  camera: ['camera'],
  rating: ['rating'],
  online: ['online'],
};

/**
 * Values that at least one photo has, newest year, highest rating or largest number first. Each count is asked exactly as the
 * filter would be, so it never promises what the filter does not keep.
 * Cost: together about one walk over the index entries of all photos for a facet by itself; with other filters set, one
 * asking of them a value.
 */
export function readFacet(database: Database.Database, facet: Facet, filter: PhotoFilter): FacetValue[] {
  const others: PhotoFilter = { ...filter };
  for (const part of ownParts[facet]) delete others[part];
  const values = candidates[facet](database).map(({ value, part }) => ({
    value,
    filter: part,
    count: countPhotosPassing(database, { ...others, ...part }),
  }));
  const present = values.filter(({ count }) => count > 0);
  const isRanked = facet === 'folder' || facet === 'camera' || facet === 'format';
  return (isRanked ? present.sort((a, b) => b.count - a.count) : present).slice(0, mostValues);
}

interface Candidate {
  value: string;
  part: PhotoFilter;
}

const candidates: Readonly<Record<Facet, (database: Database.Database) => Candidate[]>> = {
  year: (database) =>
    listYears(database).map((year) => ({
      value: String(year),
      part: { after: startOfYear(year), before: startOfYear(year + 1) },
    })),
  folder: (database) => listFolders(database).map((path) => ({ value: path, part: { folder: path } })),
  format: (database) => listFormats(database).map((format) => ({ value: format, part: { format } })),
  camera: (database) =>
    database
      .prepare<[], string>(`SELECT name FROM device WHERE kind = 'camera' ORDER BY name`)
      .pluck()
      .all()
      .map((camera) => ({ value: camera, part: { camera } })),
  rating: () => [5, 4, 3, 2, 1].map((rating) => ({ value: String(rating), part: { rating } })),
  online: () => [{ value: 'online', part: { online: true } }],
};

/** By the clock of this computer, as days are. */
function startOfYear(year: number): number {
  return new Date(year, 0).getTime();
}

/** From the newest photo's year to the oldest's, by jumping along the index from year to year. */
function listYears(database: Database.Database): number[] {
  const before = database
    .prepare<[number], number>(
      'SELECT taken_at FROM photo INDEXED BY photo_by_time WHERE taken_at < ? ORDER BY taken_at DESC LIMIT 1',
    )
    .pluck();
  const years: number[] = [];
  for (let time = before.get(Number.MAX_SAFE_INTEGER); time !== undefined;) {
    const year = new Date(time).getFullYear();
    years.push(year);
    time = before.get(startOfYear(year));
  }
  return years;
}

function listFormats(database: Database.Database): string[] {
  return database.prepare<[], string>('SELECT DISTINCT format FROM photo_kind').pluck().all();
}

/** Each root and the folders directly in it, by jumping along the index from folder to folder. */
function listFolders(database: Database.Database): string[] {
  const roots = database.prepare<[], { id: number; path: string }>('SELECT id, path FROM root ORDER BY id').all();
  const after = database
    .prepare<[number, string], string>('SELECT path FROM folder WHERE root_id = ? AND path > ? ORDER BY path LIMIT 1')
    .pluck();
  return roots.flatMap(({ id, path }) => {
    const names = new Set<string>();
    for (let folder = after.get(id, ''); folder !== undefined; folder = after.get(id, folder)) {
      names.add(folder.split('/', 1)[0]!);
    }
    return [path, ...[...names].map((name) => join(path, name))];
  });
}
