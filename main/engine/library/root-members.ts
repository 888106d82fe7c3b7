// Which photos the files of each root show, as bitmaps in memory: half of a large library passes a filter by drive, and its
// rows would be read for each search. Triggers of the connection note the photos whose files change, which are looked at again.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { IdSet } from '../../../core/index.ts';
import { addIds } from './id-list.ts';

/** Some milliseconds of reading. */
const filesPerTurn = 20_000;
/** Looking at more photos again costs about as much as reading all. */
const mostChanged = 20_000;

const members = new WeakMap<Database.Database, RootMembers>();

/** One a connection: its changes are those that are noted. */
export function rootMembersOf(database: Database.Database): RootMembers {
  let found = members.get(database);
  if (!found) members.set(database, (found = new RootMembers(database)));
  return found;
}

export class RootMembers {
  private readonly database: Database.Database;
  private readonly photosOf = new Map<number, IdSet>();
  private readonly changed = new Set<number>();
  private reading: Generator<void> | null = null;
  private isRead = false;
  /** Tells whether another connection wrote: its changes are not noted. */
  private dataVersion = -1;

  constructor(database: Database.Database) {
    this.database = database;
    database.function('note_photo_of_file', (photoId: number | null) => {
      if (photoId !== null) this.changed.add(photoId);
      return null;
    });
    database.exec(`
      CREATE TEMP TRIGGER members_file_added AFTER INSERT ON main.file BEGIN
        SELECT note_photo_of_file(NEW.photo_id);
      END;
      CREATE TEMP TRIGGER members_file_removed AFTER DELETE ON main.file BEGIN
        SELECT note_photo_of_file(OLD.photo_id);
      END;
      CREATE TEMP TRIGGER members_file_changed AFTER UPDATE OF photo_id, folder_id ON main.file BEGIN
        SELECT note_photo_of_file(OLD.photo_id), note_photo_of_file(NEW.photo_id);
      END`);
  }

  /** Reads what the first filter by drive needs, others get their turn meanwhile. */
  async prepare(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.readOn()) await nextTurn();
  }

  /**
   * Photos that a file of these roots shows, all without roots named. Not to be asked inside a transaction that may be undone.
   * Cost: none that grows with the library but the bits, once it was read.
   */
  photosIn(rootIds?: readonly number[]): IdSet {
    while (this.readOn());
    this.followChanges();
    const photos = new IdSet();
    for (const rootId of rootIds ?? this.photosOf.keys()) {
      const found = this.photosOf.get(rootId);
      if (found) photos.unite(found);
    }
    return photos;
  }

  /** @returns whether there is more to read */
  private readOn(): boolean {
    const dataVersion = this.database.pragma('data_version', { simple: true }) as number;
    if (dataVersion !== this.dataVersion || this.changed.size > mostChanged) {
      this.dataVersion = dataVersion;
      this.changed.clear();
      this.photosOf.clear();
      this.isRead = false;
      this.reading = null;
    }
    if (this.isRead) return false;
    this.reading ??= this.read();
    this.isRead = this.reading.next().done === true;
    return !this.isRead;
  }

  private *read(): Generator<void> {
    const last = this.database.prepare<[], number | null>('SELECT max(id) FROM file').pluck().get() ?? 0;
    const select = this.database.prepare<[number, number], { rootId: number; ids: Uint8Array }>(
      `SELECT root_id AS rootId, CAST(group_concat(photo_id) AS BLOB) AS ids FROM located_file
       WHERE id > ? AND id <= ? AND photo_id IS NOT NULL GROUP BY root_id`,
    );
    for (let from = 0; from < last; from += filesPerTurn) {
      for (const { rootId, ids } of select.all(from, from + filesPerTurn)) addIds(this.of(rootId), ids);
      yield;
    }
  }

  private followChanges(): void {
    if (this.changed.size === 0) return;
    const rootsOf = this.database
      .prepare<[number], number>('SELECT root_id FROM located_file WHERE photo_id = ?')
      .pluck();
    for (const photoId of this.changed) {
      for (const photos of this.photosOf.values()) photos.delete(photoId);
      for (const rootId of rootsOf.all(photoId)) this.of(rootId).add(photoId);
    }
    this.changed.clear();
  }

  private of(rootId: number): IdSet {
    let photos = this.photosOf.get(rootId);
    if (!photos) this.photosOf.set(rootId, (photos = new IdSet()));
    return photos;
  }
}
