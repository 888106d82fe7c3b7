// The library by date, newest first, page by page. The cursor names the last photo of a page, so photos that come or go
// meanwhile neither repeat nor hide others.
import type Database from 'better-sqlite3';
import { LikenessError } from '../api/errors.ts';
import type { TimelinePage } from '../api/schemas.ts';
import { type PhotoRow, summaryColumns, toSummary } from './photo-summary.ts';

/** @throws LikenessError `usage` when the cursor is not one of ours. Cost: one index range of `limit` photos. */
export function readTimelinePage(
  database: Database.Database,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): TimelinePage {
  const [takenAt, id] = cursor === undefined ? [Number.MAX_SAFE_INTEGER, 0] : parseCursor(cursor);
  const rows = database
    .prepare<[number, number, number], PhotoRow>(
      `SELECT ${summaryColumns}
       FROM (SELECT * FROM photo WHERE (taken_at, id) < (?, ?) AND file_count > 0
             ORDER BY taken_at DESC, id DESC LIMIT ?) AS photo
       JOIN file ON file.photo_id = photo.id JOIN root ON root.id = file.root_id
       GROUP BY photo.id ORDER BY photo.taken_at DESC, photo.id DESC`,
    )
    .all(takenAt, id, limit + 1);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    photos: page.map(toSummary),
    nextCursor: last ? `${last.takenAt}.${last.id}` : null,
    totalCount: readPhotoCount(database),
  };
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
