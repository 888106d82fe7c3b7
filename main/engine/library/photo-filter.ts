// Which photos pass the filters of a search, as a bitmap that the scan carries along: sets of photos out of the indexes of
// places, words and folders and the bitmaps of whole roots, and one statement over the columns of photos.
import type Database from 'better-sqlite3';
import { IdSet } from '../../../core/index.ts';
import type { PhotoFilter } from '../api/filter-schemas.ts';
import { onlineRoots, selectInFolder, wholeRoots } from './file-filter.ts';
import { type Condition, idIn } from './filter-condition.ts';
import { addIds } from './id-list.ts';
import { selectInCircle } from './place-filter.ts';
import { rootMembersOf } from './root-members.ts';

/** Up to so many photos of the sets are looked up in their rows; with more, all that pass by columns are listed. */
const usualFew = 20_000;
const mostCommonFormat = 'jpeg';

/** A photo that no file shows waits to be forgotten; there are few. */
const isShown: Condition = { sql: 'photo.id NOT IN (SELECT id FROM photo WHERE file_count = 0)', parameters: [] };

/** Cost: at a million photos some hundredths of a second for each hundred thousand that a condition passes. */
export function readPhotoIdsPassing(database: Database.Database, filter: PhotoFilter, fewPhotos = usualFew): IdSet {
  const sets = readSets(database, filter);
  if (!hasRowConditions(filter)) sets.push(rootMembersOf(database).photosIn());
  const [found, ...others] = sets;
  if (!found) return readByRows(database, filter);
  for (const set of others) found.intersect(set);
  if (!hasRowConditions(filter)) return found;
  if (found.size <= fewPhotos) return readIds(database, selectAmong(found, filter));
  found.intersect(readByRows(database, filter));
  return found;
}

export function countPhotosPassing(database: Database.Database, filter: PhotoFilter): number {
  const { near, text, folder, online } = filter;
  const isOfRows = near === undefined && text === undefined && folder === undefined && online !== true;
  if (!isOfRows || !hasRowConditions(filter)) return readPhotoIdsPassing(database, filter).size;
  const { sql, parameters } = selectByRows(filter);
  return database.prepare<(string | number)[], number>(`SELECT count(*) FROM (${sql})`).pluck().get(...parameters)!; // prettier-ignore
}

/** What is found without the rows of photos. */
function readSets(database: Database.Database, { near, text, folder, online }: PhotoFilter): IdSet[] {
  const sets: IdSet[] = [];
  if (near) sets.push(readIds(database, selectInCircle(near)));
  if (text !== undefined) sets.push(readIds(database, selectWithWords(text)));
  if (folder !== undefined) sets.push(readFolder(database, folder));
  if (online === true) sets.push(rootMembersOf(database).photosIn(onlineRoots(database)));
  return sets;
}

function readFolder(database: Database.Database, folder: string): IdSet {
  const roots = wholeRoots(database, folder);
  return roots ? rootMembersOf(database).photosIn(roots) : readIds(database, selectInFolder(database, folder));
}

function hasRowConditions({ after, before, camera, lens, rating, format }: PhotoFilter): boolean {
  return [after, before, camera, lens, rating, format].some((value) => value !== undefined);
}

/** Most photos are of one format, so the others are listed and left out. */
function readByRows(database: Database.Database, filter: PhotoFilter): IdSet {
  const { format, ...others } = filter;
  if (format !== mostCommonFormat) return readIds(database, selectByRows(filter));
  const ids = hasRowConditions(others) ? readIds(database, selectByRows(others)) : rootMembersOf(database).photosIn();
  const isOther = { sql: 'format <> ?', parameters: [format] };
  ids.subtract(readIds(database, selectOfKinds([isOther], [dateCondition(filter)])));
  return ids;
}

/**
 * By the columns alone, whose indexes carry the date too: no row is touched. The plan is written out, because SQLite cannot know
 * how many photos each condition leaves.
 */
function selectByRows(filter: PhotoFilter): Condition {
  const date = dateCondition(filter);
  const kinds = kindConditions(filter);
  const ratings = ratingConditions(filter);
  if (kinds.length === 0) {
    const index = ratings.length > 0 ? 'photo_by_rating' : 'photo_by_time';
    return select(`photo INDEXED BY ${index}`, [...ratings, date, isShown]);
  }
  const narrower = ratings.map((rating) => idIn(select('photo INDEXED BY photo_by_rating', [rating, date])));
  return selectOfKinds(kinds, [date, ...narrower, isShown]);
}

/** Type, camera and lens have one index: a range of it for each kind of photo that passes. */
function selectOfKinds(kinds: readonly Condition[], conditions: readonly Condition[]): Condition {
  const passing = kinds.map(({ sql }) => `(${sql})`).join(' AND ');
  const { sql, parameters } = select(
    `(SELECT format AS kind_format, camera_id AS kind_camera, lens_id AS kind_lens FROM photo_kind WHERE ${passing})
     CROSS JOIN photo INDEXED BY photo_by_kind
       ON photo.format = kind_format AND photo.camera_id IS kind_camera AND photo.lens_id IS kind_lens`,
    conditions,
  );
  return { sql, parameters: [...kinds.flatMap((kind) => kind.parameters), ...parameters] };
}

function selectAmong(ids: IdSet, filter: PhotoFilter): Condition {
  const isListed = idIn({ sql: 'SELECT value FROM json_each(?)', parameters: [JSON.stringify([...ids])] });
  return select('photo NOT INDEXED', [
    isListed,
    ...kindConditions(filter),
    ...ratingConditions(filter),
    dateCondition(filter),
    isShown,
  ]);
}

function select(from: string, conditions: readonly Condition[]): Condition {
  return {
    sql: `SELECT photo.id FROM ${from} WHERE ${conditions.map(({ sql }) => `(${sql})`).join(' AND ')}`,
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
}

function dateCondition({ after, before }: PhotoFilter): Condition {
  return {
    sql: 'taken_at >= ? AND taken_at < ?',
    parameters: [after ?? Number.MIN_SAFE_INTEGER, before ?? Number.MAX_SAFE_INTEGER],
  };
}

function kindConditions({ camera, lens, format }: PhotoFilter): Condition[] {
  const conditions: Condition[] = [];
  if (camera !== undefined) conditions.push(deviceCondition('camera', camera));
  if (lens !== undefined) conditions.push(deviceCondition('lens', lens));
  if (format !== undefined) conditions.push({ sql: 'format = ?', parameters: [format] });
  return conditions;
}

function ratingConditions({ rating }: PhotoFilter): Condition[] {
  return rating === undefined ? [] : [{ sql: 'rating >= ?', parameters: [rating] }];
}

/** Any part of the name, in any case of its letters. */
function deviceCondition(kind: 'camera' | 'lens', part: string): Condition {
  return {
    sql: `${kind}_id IN (SELECT id FROM device WHERE kind = ? AND name LIKE ? ESCAPE '\\')`,
    parameters: [kind, `%${part.replace(/[\\%_]/g, String.raw`\$&`)}%`],
  };
}

/** Every word begins one of the photo's words; the letters and numbers of unicode61, as the words are kept. */
function selectWithWords(text: string): Condition {
  const words = text.normalize('NFC').match(/[\p{L}\p{N}\p{Co}]+/gu) ?? [];
  if (words.length === 0) return { sql: 'SELECT id FROM photo WHERE FALSE', parameters: [] };
  const pattern = words.map((word) => `"${word}"*`).join(' AND ');
  return { sql: 'SELECT rowid FROM photo_text WHERE photo_text MATCH ?', parameters: [pattern] };
}

function readIds(database: Database.Database, { sql, parameters }: Condition): IdSet {
  const text = database
    .prepare<(string | number)[], Uint8Array | null>(
      `WITH passing (id) AS (${sql}) SELECT CAST(group_concat(id) AS BLOB) FROM passing`,
    )
    .pluck()
    .get(...parameters);
  const ids = new IdSet();
  addIds(ids, text ?? null);
  return ids;
}
