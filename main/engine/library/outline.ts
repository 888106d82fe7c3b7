// The library by date as an outline: which photos, on which days, in which proportions. A page lays out a million photos by it
// before it has asked for one of them.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import type { IdSet } from '../../../core/index.ts';
import type { PhotoFilter } from '../api/filter-schemas.ts';
import type { OutlinePart } from '../api/photo-schemas.ts';
import { readPhotoIdsPassing } from './photo-filter.ts';

export interface OutlineOptions {
  filter?: PhotoFilter | undefined;
  /** Photos looked at before others get their turn; the first part is smaller, so that a screen is there at once. */
  photosPerTurn?: number | undefined;
}

/** Some hundredths of a second. */
const usualTurn = 10_000;
const firstTurn = 1000;
/** So few that pass are looked up by themselves; for more, all dates are walked along. */
const fewPhotos = 5000;

interface OutlineRow {
  id: number;
  takenAt: number;
  width: number;
  height: number;
}

const columns = 'id, taken_at AS takenAt, width, height';
const newestFirst = 'ORDER BY taken_at DESC, id DESC';

/** Newest first. Photos that come or go meanwhile may be missing or too many: the status tells of them, and it is asked again. */
export async function* readOutline(
  database: Database.Database,
  { filter, photosPerTurn = usualTurn }: OutlineOptions,
  signal?: AbortSignal,
): AsyncGenerator<OutlinePart> {
  const days = new Days();
  const passing = filter && Object.keys(filter).length > 0 ? readPhotoIdsPassing(database, filter) : null;
  if (passing && passing.size <= fewPhotos) {
    yield toPart(readFew(database, passing), days);
    return;
  }
  const next = database.prepare<number[], OutlineRow>(
    `SELECT ${columns} FROM photo INDEXED BY photo_by_time
     WHERE (taken_at, id) < (?, ?) AND taken_at >= ? AND file_count > 0 ${newestFirst} LIMIT ?`,
  );
  const { after = Number.MIN_SAFE_INTEGER, before = Number.MAX_SAFE_INTEGER } = filter ?? {};
  let position = { takenAt: before, id: 0 };
  for (let limit = Math.min(firstTurn, photosPerTurn); !signal?.aborted; limit = photosPerTurn) {
    const rows = next.all(position.takenAt, position.id, after, limit);
    const last = rows.at(-1);
    if (last) position = last;
    yield toPart(passing ? rows.filter(({ id }) => passing.has(id)) : rows, days);
    if (rows.length < limit) return;
    await nextTurn();
  }
}

function readFew(database: Database.Database, ids: IdSet): OutlineRow[] {
  return database
    .prepare<[string], OutlineRow>(
      `SELECT ${columns} FROM photo NOT INDEXED WHERE id IN (SELECT value FROM json_each(?)) ${newestFirst}`,
    )
    .all(JSON.stringify([...ids]));
}

function toPart(rows: readonly OutlineRow[], days: Days): OutlinePart {
  const ids = new Uint32Array(rows.length);
  const aspects = new Uint16Array(rows.length);
  const part: OutlinePart = { days: [], ids: '', aspects: '' };
  rows.forEach(({ id, takenAt, width, height }, i) => {
    ids[i] = id;
    aspects[i] = height > 0 ? Math.min(65_535, Math.max(1, Math.round((1000 * width) / height))) : 1000;
    const day = days.startOf(takenAt);
    const last = part.days.at(-1);
    if (last?.start === day) last.count++;
    else part.days.push({ start: day, time: takenAt, count: 1 });
  });
  return { ...part, ids: toBase64(ids), aspects: toBase64(aspects) };
}

/** By the clock of this computer. Photos come by date, so most lie on the day of the one before. */
class Days {
  private start = 0;
  private end = 0;

  startOf(time: number): number {
    if (time >= this.start && time < this.end) return this.start;
    const date = new Date(time);
    const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
    this.start = new Date(year, month, day).getTime();
    this.end = new Date(year, month, day + 1).getTime();
    return this.start;
  }
}

/** Little-endian, as every computer that this runs on has them. */
function toBase64({ buffer, byteLength }: Uint32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>): string {
  return Buffer.from(buffer, 0, byteLength).toString('base64');
}
