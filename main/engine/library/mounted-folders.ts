// Folders inside a photo folder that lie on another volume. When such a volume is away, its mount point is an empty folder, and
// the photos that were in it are not deleted.
import type Database from 'better-sqlite3';

export class MountedFolders {
  private readonly database: Database.Database;

  constructor(database: Database.Database) {
    this.database = database;
  }

  /** Relative to the root, as in the rows of files. */
  of(rootId: number): Set<string> {
    const select = this.database.prepare<[number], string>('SELECT folder FROM mounted_folder WHERE root_id = ?');
    return new Set(select.pluck().all(rootId));
  }

  add(rootId: number, folder: string): void {
    this.database.prepare('INSERT OR IGNORE INTO mounted_folder (root_id, folder) VALUES (?, ?)').run(rootId, folder);
  }

  remove(rootId: number, folder: string): void {
    this.database.prepare('DELETE FROM mounted_folder WHERE root_id = ? AND folder = ?').run(rootId, folder);
  }
}
