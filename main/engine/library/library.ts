// The library folder: its lock and its SQLite file. Opening makes what is missing, checks what is there and migrates it.
import { statSync } from 'node:fs';
import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { LikenessError } from '../api/errors.ts';
import { removeOldBackups } from './backups.ts';
import { choosePageSize, compact } from './compact.ts';
import { Checkpoints } from './checkpoints.ts';
import { LibraryLock } from './library-lock.ts';
import { migrate } from './migrate.ts';

const busyTimeoutMs = 5000;
/** What opening reads, and is small even in a large library. */
const tablesForOpening = ['root', 'model', 'generation', 'code_block'];

export class Library {
  readonly folder: string;
  private readonly lock: LibraryLock;
  private readonly checkedWholeUpTo: number;
  private open: Database.Database | null = null;
  private checkpoints: Checkpoints | null = null;

  /** @param options.checkedWholeUpTo bytes of a file that is checked from end to end whenever it is opened */
  constructor(folder: string, options: { checkedWholeUpTo?: number } = {}) {
    this.folder = folder;
    this.checkedWholeUpTo = options.checkedWholeUpTo ?? 64 * 2 ** 20; // a tenth of a second
    this.lock = new LibraryLock(folder);
  }

  get database(): Database.Database {
    if (!this.open) throw new LikenessError('internal', 'The library is not open.');
    return this.open;
  }

  /**
   * @throws LikenessError `library-in-use`, `library-damaged`, `library-newer`, `folder-unreadable` (no right to write there),
   * `disk-full`
   */
  async start(): Promise<void> {
    await makeFolder(this.folder);
    this.lock.acquire();
    try {
      this.open = this.openDatabase();
      this.checkpoints = new Checkpoints(this.open);
    } catch (thrown) {
      this.lock.release();
      throw thrown;
    }
  }

  stop(): void {
    this.checkpoints?.stop();
    this.checkpoints = null;
    this.open?.close();
    this.open = null;
    this.lock.release();
  }

  private openDatabase(): Database.Database {
    const path = join(this.folder, 'library.sqlite');
    const database = new Database(path, { timeout: busyTimeoutMs });
    try {
      checkIntegrity(database, { whole: statSync(path).size <= this.checkedWholeUpTo });
      if (isNew(database)) choosePageSize(database);
      database.pragma('journal_mode = WAL');
      // In WAL mode NORMAL keeps every committed transaction when the process dies (kill -9), and keeps the file sound when
      // the power fails; FULL would only save the last moments before a power failure, which are read again anyway.
      database.pragma('synchronous = NORMAL');
      database.pragma('foreign_keys = ON');
      const backups = join(this.folder, 'backups');
      migrate(database, { backups });
      removeOldBackups(backups);
      compact(database);
      return database;
    } catch (thrown) {
      database.close();
      throw isDamage(thrown) ? damaged(path, thrown) : thrown;
    }
  }
}

function isNew(database: Database.Database): boolean {
  return database.pragma('page_count', { simple: true }) === 0;
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw thrown;
    throw new LikenessError(
      'folder-unreadable',
      `The library folder ${folder} cannot be made or written to (${code ?? String(thrown)}). Choose another one with --library.`,
      { cause: thrown },
    );
  }
}

/**
 * Page structure and record order, without comparing every index entry: milliseconds where `integrity_check` needs seconds.
 * Of a large library only the tables that opening depends on are checked; a damaged page in the others is met when it is
 * read, or by `verify`.
 */
function checkIntegrity(database: Database.Database, { whole }: { whole: boolean }): void {
  if (whole) return expectOk(database.pragma('quick_check(1)', { simple: true }));
  const tables = database.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all();
  for (const table of tables) {
    if (tablesForOpening.includes(table)) expectOk(database.pragma(`quick_check('${table}')`, { simple: true }));
  }
}

function expectOk(report: unknown): void {
  if (report !== 'ok') throw Object.assign(new Error(String(report)), { code: 'SQLITE_CORRUPT' });
}

function isDamage(thrown: unknown): boolean {
  const code = String((thrown as { code?: unknown }).code);
  return code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB');
}

function damaged(path: string, cause: unknown): LikenessError {
  return new LikenessError(
    'library-damaged',
    `The library file ${path} is damaged. Your photos are untouched: move this file away and add your photo folders again, ` +
      'or put a copy from the folder "backups" beside it, if there is one, in its place.',
    { cause },
  );
}
