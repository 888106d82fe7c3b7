// Gives room back that a migration left behind, and brings libraries of earlier versions to the page size of today.
import type Database from 'better-sqlite3';

/** Sixteen features fit a page. One of 16 kB, with 33, would make the file 15 bytes a photo smaller, and each commit write twice as much. */
export const pageSize = 8192;

/** Unused pages that are worth writing the whole file anew. */
const unusedShare = 0.2;
const fewPages = 4096;

/** To be called outside of WAL mode before anything is written to a new library. */
export function choosePageSize(database: Database.Database): void {
  database.pragma(`page_size = ${pageSize}`);
}

/**
 * Cost: nothing where nothing is to be gained; otherwise the library is written anew, ten seconds for a million photos, and the
 * disk must have room for it twice. Without that room it stays as it is.
 */
export function compact(database: Database.Database): void {
  const read = (name: string): number => database.pragma(name, { simple: true }) as number;
  const pageCount = read('page_count');
  const unusedCount = read('freelist_count');
  const isLoose = pageCount > fewPages && unusedCount > unusedShare * pageCount;
  if (read('page_size') === pageSize && !isLoose) return;
  database.pragma('journal_mode = DELETE'); // the page size cannot be changed in WAL mode
  try {
    choosePageSize(database);
    database.exec('VACUUM');
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code !== 'SQLITE_FULL') throw thrown;
  } finally {
    database.pragma('journal_mode = WAL');
  }
}
