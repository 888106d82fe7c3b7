// Rows of the table `file`: the places where photos were found, and how far reading them has come.
// The state of a row is all there is to resume from: pending rows are what is left to do.
import { join } from 'node:path';
import type Database from 'better-sqlite3';

/** A file as the scanner saw it. */
export interface FoundFile {
  name: string;
  size: number;
  /** Milliseconds since 1970, with their fraction. */
  modifiedAt: number;
}

export interface KnownFile extends FoundFile {
  id: number;
}

export interface PendingFile extends KnownFile {
  rootId: number;
  path: string;
}

export interface FolderChange {
  added: FoundFile[];
  changed: KnownFile[];
  /** Row ids. */
  removed: number[];
}

export class Files {
  private readonly database: Database.Database;

  constructor(database: Database.Database) {
    this.database = database;
  }

  inFolder(rootId: number, folder: string): KnownFile[] {
    return this.database
      .prepare<[number, string], KnownFile>(
        'SELECT id, name, size, modified_at AS modifiedAt FROM file WHERE root_id = ? AND folder = ?',
      )
      .all(rootId, folder);
  }

  /** Folders with files, relative to the root. */
  foldersOf(rootId: number): string[] {
    return this.database
      .prepare<[number], string>('SELECT DISTINCT folder FROM file WHERE root_id = ?')
      .pluck()
      .all(rootId);
  }

  hasAny(rootId: number): boolean {
    return this.database.prepare('SELECT 1 FROM file WHERE root_id = ? LIMIT 1').get(rootId) !== undefined;
  }

  /** A changed file keeps its photo until its new content is known. */
  apply(rootId: number, folder: string, { added, changed, removed }: FolderChange): void {
    const insert = this.database.prepare(
      `INSERT INTO file (root_id, folder, name, size, modified_at, state) VALUES (?, ?, ?, ?, ?, 'pending')`,
    );
    const update = this.database.prepare(`UPDATE file SET size = ?, modified_at = ?, state = 'pending' WHERE id = ?`);
    const forget = this.database.prepare('DELETE FROM file WHERE id = ?');
    this.database.transaction(() => {
      for (const file of added) insert.run(rootId, folder, file.name, file.size, file.modifiedAt);
      for (const file of changed) update.run(file.size, file.modifiedAt, file.id);
      for (const id of removed) forget.run(id);
    })();
  }

  removeFolder(rootId: number, folder: string): number {
    return this.database.prepare('DELETE FROM file WHERE root_id = ? AND folder = ?').run(rootId, folder).changes;
  }

  /** Files left to read, newest first; those of offline roots wait. */
  pending(limit: number): PendingFile[] {
    return this.database
      .prepare<[number], Omit<PendingFile, 'path'> & { rootPath: string; folder: string }>(
        `SELECT file.id, root_id AS rootId, root.path AS rootPath, folder, file.name, size, modified_at AS modifiedAt
         FROM file JOIN root ON root.id = root_id
         WHERE file.state = 'pending' AND root.state = 'online'
         ORDER BY modified_at DESC LIMIT ?`,
      )
      .all(limit)
      .map(({ rootPath, folder, ...file }) => ({ ...file, path: join(rootPath, folder, file.name) }));
  }

  pendingCount(): number {
    return this.database
      .prepare<[], number>(
        `SELECT count(*) FROM file JOIN root ON root.id = root_id
         WHERE file.state = 'pending' AND root.state = 'online'`,
      )
      .pluck()
      .get()!;
  }

  retryFailures(): void {
    this.database.prepare(`UPDATE file SET state = 'pending' WHERE state = 'failed'`).run();
  }
}
