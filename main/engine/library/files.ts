// Rows of the table `file`, with their folder the view `located_file`: the places where photos were found, and how far reading them has come.
// The state of a row is all there is to resume from: pending rows are what is left to do.
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Sidecar } from '../metadata/sidecars.ts';
import { rangesOfFolder } from './file-filter.ts';
import type { Condition } from './filter-condition.ts';
import { SizesMet } from './sizes-met.ts';

/** A file as the scanner saw it. */
export interface FoundFile {
  name: string;
  size: number;
  /** Milliseconds since 1970, with their fraction. */
  modifiedAt: number;
  sidecar: Sidecar | null;
}

export interface KnownFile extends FoundFile {
  id: number;
}

export interface PendingFile extends Omit<KnownFile, 'sidecar'> {
  rootId: number;
  path: string;
  sidecarPath: string | null;
  sidecarModifiedAt: number | null;
}

export interface FolderChange {
  added: FoundFile[];
  /** Only the case of letters in the name is another: the same file, which need not be hashed to know that. */
  renamed: KnownFile[];
  changed: KnownFile[];
  /** Only the sidecar is another one, or gone. */
  annotated: KnownFile[];
  /** Row ids. */
  removed: number[];
}

interface FileRow extends Omit<KnownFile, 'sidecar'> {
  sidecar: string | null;
  sidecarModifiedAt: number | null;
}

interface PendingRow extends Omit<PendingFile, 'path' | 'sidecarPath'> {
  rootPath: string;
  folder: string;
  sidecar: string | null;
}

export class Files {
  private readonly database: Database.Database;
  private readonly sizes: SizesMet;
  /** Looked at by the person; null when there is none, or nothing in it is left to read. */
  private shownFolder: string | null = null;
  private readonly selectMayBeKnown;

  constructor(database: Database.Database) {
    this.database = database;
    this.sizes = new SizesMet(database);
    this.selectMayBeKnown = database
      .prepare<[number], 0 | 1>(
        `SELECT EXISTS (SELECT 1 FROM file WHERE id = ? AND photo_id IS NOT NULL)
           OR EXISTS (SELECT 1 FROM photo WHERE file_count = 0)`,
      )
      .pluck();
  }

  inFolder(rootId: number, folder: string): KnownFile[] {
    return this.database
      .prepare<[number, string], FileRow>(
        `SELECT id, name, size, modified_at AS modifiedAt, sidecar, sidecar_modified_at AS sidecarModifiedAt
         FROM located_file WHERE root_id = ? AND folder = ?`,
      )
      .all(rootId, folder)
      .map(({ sidecar, sidecarModifiedAt, ...file }) => ({
        ...file,
        sidecar: sidecar === null ? null : { name: sidecar, modifiedAt: sidecarModifiedAt! },
      }));
  }

  /** Folders with files, relative to the root. */
  foldersOf(rootId: number): string[] {
    return this.database
      .prepare<[number], string>(
        'SELECT path FROM folder WHERE root_id = ? AND EXISTS (SELECT 1 FROM file WHERE folder_id = folder.id)',
      )
      .pluck()
      .all(rootId);
  }

  /** Some of the root's files, from both ends of the order by folder. Cost: two index ranges. */
  sample(rootId: number, count: number): { folder: string; name: string; size: number }[] {
    const half = (order: 'ASC' | 'DESC'): { folder: string; name: string; size: number }[] =>
      this.database
        .prepare<[number, number], { folder: string; name: string; size: number }>(
          `SELECT folder, name, size FROM located_file WHERE root_id = ? ORDER BY folder ${order}, id ${order} LIMIT ?`,
        )
        .all(rootId, Math.ceil(count / 2));
    return [...half('ASC'), ...half('DESC')];
  }

  hasAny(rootId: number): boolean {
    return this.database.prepare('SELECT 1 FROM located_file WHERE root_id = ? LIMIT 1').get(rootId) !== undefined;
  }

  /** A changed file keeps its photo until its new content is known. */
  apply(rootId: number, folder: string, { added, renamed, changed, annotated, removed }: FolderChange): void {
    const insert = this.database.prepare(
      `INSERT INTO located_file (root_id, folder, name, size, modified_at, state, sidecar, sidecar_modified_at)
       VALUES (?, ?, ?, ?, ?, 'pending', ?, ?)`,
    );
    const annotate = this.database.prepare(`UPDATE file SET sidecar = ?, sidecar_modified_at = ? WHERE id = ?`);
    const beside = ({ sidecar }: FoundFile): [string | null, number | null] => [
      sidecar?.name ?? null,
      sidecar?.modifiedAt ?? null,
    ];
    const update = this.database.prepare(`UPDATE file SET size = ?, modified_at = ?, state = 'pending' WHERE id = ?`);
    const sizeOf = this.database.prepare<[number], number>('SELECT size FROM file WHERE id = ?').pluck();
    const rename = this.database.prepare('UPDATE file SET name = ? WHERE id = ?');
    const forget = this.database.prepare('DELETE FROM file WHERE id = ?');
    for (const id of [...changed.map((file) => file.id), ...removed]) this.sizes.noteDeparted(sizeOf.get(id)!);
    this.database.transaction(() => {
      for (const file of added) {
        insert.run(rootId, folder, file.name, file.size, file.modifiedAt, ...beside(file));
      }
      for (const file of renamed) rename.run(file.name, file.id);
      for (const file of changed) update.run(file.size, file.modifiedAt, file.id);
      for (const file of [...changed, ...annotated]) annotate.run(...beside(file), file.id);
      for (const id of removed) forget.run(id);
      this.forgetEmptyFolder(rootId, folder);
    })();
    for (const { size } of [...added, ...changed]) this.sizes.note(size);
  }

  removeFolder(rootId: number, folder: string): number {
    return this.database.transaction(() => {
      const sizes = this.database
        .prepare<[number, string], number>(
          'DELETE FROM file WHERE folder_id = (SELECT id FROM folder WHERE root_id = ? AND path = ?) RETURNING size',
        )
        .pluck()
        .all(rootId, folder);
      this.forgetEmptyFolder(rootId, folder);
      for (const size of sizes) this.sizes.noteDeparted(size);
      return sizes.length;
    })();
  }

  /** The row of this folder, if no file lies in it any more. */
  private forgetEmptyFolder(rootId: number, folder: string): void {
    this.database
      .prepare(
        `DELETE FROM folder WHERE root_id = ? AND path = ? AND NOT EXISTS (SELECT 1 FROM file WHERE folder_id = folder.id)`,
      )
      .run(rootId, folder);
  }

  /** The folder that the page shows: what is left to read in it and below goes first. */
  showFolder(path: string | null): void {
    this.shownFolder = path;
  }

  /** Files left to read, newest first, those of the shown folder before all others; those of offline roots wait. */
  pending(limit: number): PendingFile[] {
    const shown = this.shownFolder === null ? [] : this.pendingIn(this.shownFolder, limit);
    if (shown.length === 0) this.shownFolder = null;
    if (shown.length === limit) return shown;
    const ids = new Set(shown.map(({ id }) => id));
    const newest = this.readPending({ sql: `file.state = 'pending'`, parameters: [] }, limit);
    return [...shown, ...newest.filter(({ id }) => !ids.has(id))].slice(0, limit);
  }

  /** Cost: a walk over the files of the folder; for a whole root, over those left to read. */
  private pendingIn(folder: string, limit: number): PendingFile[] {
    return rangesOfFolder(this.database, folder)
      .flatMap(({ sql, parameters }) => {
        // A sign keeps SQLite from the longer way: over all that is pending, or over all folders of a root.
        const narrowed = sql.includes('folder')
          ? `+file.state = 'pending' AND ${sql}`
          : `file.state = 'pending' AND +${sql}`;
        return this.readPending({ sql: narrowed, parameters }, limit);
      })
      .sort((a, b) => b.modifiedAt - a.modifiedAt)
      .slice(0, limit);
  }

  private readPending({ sql, parameters }: Condition, limit: number): PendingFile[] {
    return this.database
      .prepare<unknown[], PendingRow>(
        `SELECT file.id, root_id AS rootId, root.path AS rootPath, folder, file.name, size, modified_at AS modifiedAt,
           sidecar, sidecar_modified_at AS sidecarModifiedAt
         FROM located_file AS file JOIN root ON root.id = root_id
         WHERE ${sql} AND root.state = 'online'
         ORDER BY modified_at DESC LIMIT ?`,
      )
      .all(...parameters, limit)
      .map(({ rootPath, folder, sidecar, ...file }) => ({
        ...file,
        path: join(rootPath, folder, file.name),
        sidecarPath: sidecar === null ? null : join(rootPath, folder, sidecar),
      }));
  }

  pendingCount(): number {
    return this.database
      .prepare<[], number>(`SELECT coalesce(sum(pending_count), 0) FROM root WHERE state = 'online'`)
      .pluck()
      .get()!;
  }

  /**
   * Whether a file of so many bytes was met before, so that its content may be that of a photo; or of any size, while there are
   * photos whose file is gone, perhaps since before the engine was started.
   */
  mayBeKnown({ id, size }: Pick<KnownFile, 'id' | 'size'>): boolean {
    return this.sizes.wereSeveral(size) || this.selectMayBeKnown.get(id) === 1;
  }

  retryFailures(): void {
    this.database.prepare(`UPDATE file SET state = 'pending' WHERE state = 'failed'`).run();
  }

  /** What other decoders than these could not read. */
  retryFailuresOfOthers(decoderVersion: string): void {
    this.database
      .prepare(
        `UPDATE file SET state = 'pending'
         WHERE state = 'failed' AND id IN (SELECT file_id FROM failure WHERE decoder <> ?)`,
      )
      .run(decoderVersion);
  }
}
