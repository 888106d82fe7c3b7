// Files that could not be read, each with its reason: a broken file that leaves no row would be invisible.
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Failure } from '../api/library-schemas.ts';

type FailureRow = Omit<Failure, 'path'> & { rootPath: string; folder: string };

/** Latest first. */
export function readFailures(database: Database.Database): Failure[] {
  return database
    .prepare<[], FailureRow>(
      `SELECT file_id AS fileId, file.name, root.path AS rootPath, folder, code, message, tried_at AS triedAt
       FROM failure CROSS JOIN located_file AS file ON file.id = file_id JOIN root ON root.id = root_id
       ORDER BY tried_at DESC, file_id DESC`,
    )
    .all()
    .map(({ rootPath, folder, ...failure }) => ({ ...failure, path: join(rootPath, folder, failure.name) }));
}
