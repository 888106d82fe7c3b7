// Brings a library's schema up to date: numbered SQL files, each in one transaction with its number as `user_version`.
// A released file is never edited; a change is the next number.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { LikenessError } from '../api/errors.ts';
import { backUp } from './backups.ts';
import { addMigrationFunctions } from './migration-functions.ts';

interface Migration {
  version: number;
  sql: string;
}

const ownMigrations = join(import.meta.dirname, 'migrations');

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ version: Number.parseInt(name, 10), sql: readFileSync(join(folder, name), 'utf8') }));
}

/**
 * @param options.backups folder that gets a copy of a library with content before it is changed
 * @throws LikenessError `library-newer`
 */
export function migrate(
  database: Database.Database,
  { backups, folder = ownMigrations }: { backups: string; folder?: string },
): void {
  const migrations = readMigrations(folder);
  const newest = migrations.at(-1)?.version ?? 0;
  const present = database.pragma('user_version', { simple: true }) as number;
  if (present > newest) {
    throw new LikenessError(
      'library-newer',
      `This library was written by a later Likeness (schema ${present}, this one knows ${newest}). ` +
        'Install the newer version again, or choose another library with --library.',
    );
  }
  const missing = migrations.filter(({ version }) => version > present);
  if (missing.length === 0) return;
  if (present > 0) backUp(database, backups, present);
  addMigrationFunctions(database);
  // A table that is made anew is dropped before the new one takes its name: that must not remove the rows that point to it.
  const foreignKeys = database.pragma('foreign_keys', { simple: true }) as number;
  database.pragma('foreign_keys = OFF');
  for (const { version, sql } of missing) {
    database.transaction(() => {
      database.exec(sql);
      database.pragma(`user_version = ${version}`);
    })();
  }
  database.pragma(`foreign_keys = ${foreignKeys}`);
}
