// Folders inside a photo folder that lie on another volume. When such a volume is away, its mount point is an empty folder, and
// the photos that were in it are not deleted; nor are they for what another volume shows there.
import type Database from 'better-sqlite3';

export class MountedFolders {
  private readonly database: Database.Database;

  constructor(database: Database.Database) {
    this.database = database;
  }

  /** Relative to the root, as in the rows of files; each with the identity of its volume, null where that is unknown. */
  of(rootId: number): Map<string, string | null> {
    const rows = this.database
      .prepare<[number], { folder: string; volume: string | null }>(
        'SELECT folder, volume FROM mounted_folder WHERE root_id = ?',
      )
      .all(rootId);
    return new Map(rows.map(({ folder, volume }) => [folder, volume]));
  }

  set(rootId: number, folder: string, volume: string | null): void {
    this.database
      .prepare('INSERT OR REPLACE INTO mounted_folder (root_id, folder, volume) VALUES (?, ?, ?)')
      .run(rootId, folder, volume);
  }

  remove(rootId: number, folder: string): void {
    this.database.prepare('DELETE FROM mounted_folder WHERE root_id = ? AND folder = ?').run(rootId, folder);
  }
}
