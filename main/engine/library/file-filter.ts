// Filters by where the files of photos lie: in a folder, on a drive that is at hand.
import { relative, resolve, sep } from 'node:path';
import type Database from 'better-sqlite3';
import type { Condition } from './filter-condition.ts';
import { isInside } from './roots.ts';

/**
 * Photos of which a file lies in the folder, or below it, or in a root that lies below it: some more than once.
 * @param path of the folder
 */
export function selectInFolder(database: Database.Database, path: string): Condition {
  const selects = rangesOfFolder(database, path);
  return {
    sql: ['FALSE', ...selects.map(({ sql }) => sql)]
      .map((sql) => `SELECT photo_id FROM located_file WHERE ${sql}`)
      .join(' UNION ALL '),
    parameters: selects.flatMap(({ parameters }) => parameters),
  };
}

/** Conditions on rows of `located_file`: each is one range of the index of folders, and no file is in two of them. */
export function rangesOfFolder(database: Database.Database, path: string): Condition[] {
  const wanted = resolve(path);
  const roots = database.prepare<[], { id: number; path: string }>('SELECT id, path FROM root').all();
  return roots.flatMap(({ id, path: root }): Condition[] => {
    if (isInside(root, wanted)) return [{ sql: 'root_id = ?', parameters: [id] }];
    if (!isInside(wanted, root)) return [];
    const folder = relative(root, wanted).split(sep).join('/');
    return [
      { sql: 'root_id = ? AND folder = ?', parameters: [id, folder] },
      // '0' is the character after '/': everything below is one range of the index.
      { sql: 'root_id = ? AND folder >= ? AND folder < ?', parameters: [id, `${folder}/`, `${folder}0`] },
    ];
  });
}

/** The roots that a folder is or lies above, when it lies in no other; null when a part of a root is meant. */
export function wholeRoots(database: Database.Database, path: string): number[] | null {
  const wanted = resolve(path);
  const roots = database.prepare<[], { id: number; path: string }>('SELECT id, path FROM root').all();
  if (roots.some(({ path: root }) => root !== wanted && isInside(wanted, root))) return null;
  return roots.filter(({ path: root }) => isInside(root, wanted)).map(({ id }) => id);
}

export function onlineRoots(database: Database.Database): number[] {
  return database.prepare<[], number>(`SELECT id FROM root WHERE state = 'online'`).pluck().all();
}
