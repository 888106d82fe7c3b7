// A copy of the library before its schema changes: `backups/library-schema-VERSION-TIME.sqlite`, kept for a month.
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';

const keptForMs = 30 * 24 * 3600 * 1000;

/** @param version of the schema that the copy has */
export function backUp(database: Database.Database, folder: string, version: number): void {
  mkdirSync(folder, { recursive: true });
  const stamp = new Date().toISOString().replaceAll(':', '-');
  const path = join(folder, `library-schema-${version}-${stamp}.sqlite`);
  // Under its name only when it is whole: the disk may become full, or the engine be killed.
  const unfinished = `${path}.part`;
  database.prepare('VACUUM INTO ?').run(unfinished);
  renameSync(unfinished, path);
}

/** Removes copies that are older than a month, and what was never finished; by then the library has long proved itself. */
export function removeOldBackups(folder: string, now = Date.now()): void {
  for (const path of listFolder(folder)) {
    if (path.endsWith('.part') || now - statSync(path).mtimeMs > keptForMs) rmSync(path);
  }
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return []; // there never was a backup
    throw thrown;
  }
}
