// One engine per library. The lock is an exclusive SQLite transaction on a file of its own: the system lets go of it when
// the process ends, however it ends, so there is no stale lock, and no reused process id can be taken for its holder.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { LikenessError } from '../api/errors.ts';

export class LibraryLock {
  private readonly path: string;
  private readonly holderPath: string;
  private database: Database.Database | null = null;

  constructor(folder: string) {
    this.path = join(folder, 'engine.lock');
    this.holderPath = join(folder, 'engine.pid');
  }

  /** @throws LikenessError `library-in-use` */
  acquire(): void {
    const database = new Database(this.path, { timeout: 0 });
    try {
      // In memory: the lock file never gets a content, so nothing of it can be damaged.
      database.pragma('journal_mode = MEMORY');
      database.exec('BEGIN EXCLUSIVE');
    } catch (thrown) {
      database.close();
      if ((thrown as { code?: unknown }).code === 'SQLITE_BUSY') throw this.inUse();
      throw thrown;
    }
    writeFileSync(this.holderPath, String(process.pid));
    this.database = database;
  }

  release(): void {
    if (!this.database) return;
    rmSync(this.holderPath, { force: true });
    this.database.close();
    this.database = null;
  }

  private inUse(): LikenessError {
    return new LikenessError(
      'library-in-use',
      `This library is already open in another Likeness${this.holder()}. ` +
        'Use that window, or quit it first; another library can be chosen with --library.',
    );
  }

  private holder(): string {
    try {
      return ` (process ${readFileSync(this.holderPath, 'utf8')})`;
    } catch {
      return ''; // only words in a message: the lock itself does not need them
    }
  }
}
