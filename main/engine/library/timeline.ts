// The library by date, newest first, page by page. The cursor names the last photo of a page, so photos that come or go
// meanwhile neither repeat nor hide others.
import type Database from 'better-sqlite3';
import type { IdSet } from '../../../core/index.ts';
import { LikenessError } from '../api/errors.ts';
import type { PhotoFilter } from '../api/filter-schemas.ts';
import type { TimelinePage } from '../api/photo-schemas.ts';
import { readPhotoIdsPassing } from './photo-filter.ts';
import { type PhotoRow, summaryColumns, toSummary } from './photo-summary.ts';

export interface TimelineOptions {
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
  limit: number;
  filter?: PhotoFilter | undefined;
  /** Photos looked at along the dates before those that pass are sorted instead. */
  mostSteps?: number;
}

/** A hundredth of a second. */
const usualSteps = 30_000;

interface Position {
  takenAt: number;
  id: number;
}

/**
 * @throws LikenessError `usage` when the cursor is not one of ours. Cost: one index range of `limit` photos; with a filter, as
 * much as asking it (photo-filter.ts) and either `mostSteps` index entries or, where photos that pass are far apart, their rows
 */
export function readTimelinePage(
  database: Database.Database,
  { cursor, limit, filter, mostSteps = usualSteps }: TimelineOptions,
): TimelinePage {
  const start = cursor === undefined ? { takenAt: Number.MAX_SAFE_INTEGER, id: 0 } : parseCursor(cursor);
  const { ids, totalCount } = filter
    ? readPassing(database, filter, { start, count: limit + 1, mostSteps })
    : { ids: readNext(database, start, limit + 1), totalCount: readPhotoCount(database) };
  const rows = database
    .prepare<[string], PhotoRow>(
      `SELECT ${summaryColumns}
       FROM json_each(?) AS listed JOIN photo ON photo.id = listed.value
       JOIN located_file AS file ON file.photo_id = photo.id JOIN root ON root.id = file.root_id
       GROUP BY photo.id ORDER BY photo.taken_at DESC, photo.id DESC`,
    )
    .all(JSON.stringify(ids));
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    photos: page.map(toSummary),
    nextCursor: last ? `${last.takenAt}.${last.id}` : null,
    totalCount,
  };
}

const newestFirst = 'ORDER BY taken_at DESC, id DESC';

function readNext(database: Database.Database, { takenAt, id }: Position, count: number): number[] {
  return database
    .prepare<number[], number>(
      `SELECT id FROM photo INDEXED BY photo_by_time WHERE (taken_at, id) < (?, ?) AND file_count > 0 ${newestFirst} LIMIT ?`,
    )
    .pluck()
    .all(takenAt, id, count);
}

interface PageOptions {
  start: Position;
  count: number;
  mostSteps: number;
}

function readPassing(
  database: Database.Database,
  filter: PhotoFilter,
  options: PageOptions,
): { ids: number[]; totalCount: number } {
  const passing = readPhotoIdsPassing(database, filter);
  const likelySteps = (options.count * readPhotoCount(database)) / passing.size;
  const met = likelySteps <= options.mostSteps ? meetPassing(database, passing, filter, options) : null;
  return { ids: met ?? sortPassing(database, passing, options.start, options.count), totalCount: passing.size };
}

/** Goes along the dates; null when photos that pass lie farther away than is worth it. */
function meetPassing(
  database: Database.Database,
  passing: IdSet,
  { after = Number.MIN_SAFE_INTEGER, before = Number.MAX_SAFE_INTEGER }: PhotoFilter,
  { start, count, mostSteps }: PageOptions,
): number[] | null {
  const from = before < start.takenAt ? { takenAt: before, id: 0 } : start;
  const along = database
    .prepare<number[], number>(
      `SELECT id FROM photo INDEXED BY photo_by_time WHERE (taken_at, id) < (?, ?) AND taken_at >= ? ${newestFirst}`,
    )
    .pluck()
    .iterate(from.takenAt, from.id, after);
  const ids: number[] = [];
  let steps = 0;
  for (const id of along) {
    if (passing.has(id)) ids.push(id);
    if (ids.length === count) return ids;
    if (++steps > mostSteps) return null;
  }
  return ids;
}

function sortPassing(database: Database.Database, passing: IdSet, start: Position, count: number): number[] {
  return database
    .prepare<[string, number, number, number], number>(
      `SELECT id FROM photo NOT INDEXED WHERE id IN (SELECT value FROM json_each(?)) AND (taken_at, id) < (?, ?)
       ${newestFirst} LIMIT ?`,
    )
    .pluck()
    .all(JSON.stringify([...passing]), start.takenAt, start.id, count);
}

/** Photos that some file shows: those that wait to be forgotten are few. */
export function readPhotoCount(database: Database.Database): number {
  const sql = `SELECT count - (SELECT count(*) FROM photo WHERE file_count = 0) FROM tally WHERE name = 'photo'`;
  return database.prepare<[], number>(sql).pluck().get()!;
}

function parseCursor(cursor: string): Position {
  const match = /^(-?\d{1,16})\.(\d{1,16})$/.exec(cursor);
  if (!match) throw new LikenessError('usage', 'This page of the library does not exist; start again from the top.');
  return { takenAt: Number(match[1]), id: Number(match[2]) };
}
