// The library by date, newest first, page by page. The cursor names the last photo of a page, so photos that come or go
// meanwhile neither repeat nor hide others.
import type Database from 'better-sqlite3';
import { LikenessError } from '../api/errors.ts';
import type { PhotoFilter, TimelinePage } from '../api/schemas.ts';
import type { Condition } from './filter-condition.ts';
import { countPhotosPassing, selectPassing } from './photo-filter.ts';
import { type PhotoRow, summaryColumns, toSummary } from './photo-summary.ts';

export interface TimelineOptions {
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
  limit: number;
  filter?: PhotoFilter | undefined;
}

/** Up to so many passing photos are looked up and sorted; of more, enough are met by going along the dates. */
const fewPhotos = 50_000;

/**
 * @throws LikenessError `usage` when the cursor is not one of ours. Cost: one index range of `limit` photos; with a filter, as
 * much as asking it (photo-filter.ts)
 */
export function readTimelinePage(
  database: Database.Database,
  { cursor, limit, filter }: TimelineOptions,
): TimelinePage {
  const [takenAt, id] = cursor === undefined ? [Number.MAX_SAFE_INTEGER, 0] : parseCursor(cursor);
  const totalCount = filter ? countPhotosPassing(database, filter) : readPhotoCount(database);
  const along: Condition = { sql: 'photo INDEXED BY photo_by_time WHERE file_count > 0', parameters: [] };
  const passing = filter && selectPassing(database, filter);
  const from = passing ? amongPassing(passing, totalCount) : along;
  const rows = database
    .prepare<(string | number)[], PhotoRow>(
      `SELECT ${summaryColumns}
       FROM (SELECT id FROM ${from.sql} AND (taken_at, id) < (?, ?) ORDER BY taken_at DESC, id DESC LIMIT ?)
       JOIN photo USING (id)
       JOIN file ON file.photo_id = photo.id JOIN root ON root.id = file.root_id
       GROUP BY photo.id ORDER BY photo.taken_at DESC, photo.id DESC`,
    )
    .all(...from.parameters, takenAt, id, limit + 1);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    photos: page.map(toSummary),
    nextCursor: last ? `${last.takenAt}.${last.id}` : null,
    totalCount,
  };
}

function amongPassing({ sql, parameters }: Condition, passingCount: number): Condition {
  const table = passingCount <= fewPhotos ? 'photo NOT INDEXED' : 'photo INDEXED BY photo_by_time';
  return { sql: `${table} WHERE id IN (${sql})`, parameters };
}

/** Photos that some file shows: those that wait to be forgotten are few. */
export function readPhotoCount(database: Database.Database): number {
  const sql = `SELECT count - (SELECT count(*) FROM photo WHERE file_count = 0) FROM tally WHERE name = 'photo'`;
  return database.prepare<[], number>(sql).pluck().get()!;
}

function parseCursor(cursor: string): [takenAt: number, id: number] {
  const match = /^(-?\d{1,16})\.(\d{1,16})$/.exec(cursor);
  if (!match) throw new LikenessError('usage', 'This page of the library does not exist; start again from the top.');
  return [Number(match[1]), Number(match[2])];
}
