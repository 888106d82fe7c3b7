// Filters by where the files of photos lie: in a folder, on a drive that is at hand.
import { relative, resolve, sep } from 'node:path';
import type Database from 'better-sqlite3';
import { type Condition, idIn } from './filter-condition.ts';
import { isInside } from './roots.ts';

/** @param path of a folder: a photo passes when one of its files lies there or below, or when it lies above their root */
export function folderCondition(database: Database.Database, path: string): Condition {
  const wanted = resolve(path);
  const roots = database.prepare<[], { id: number; path: string }>('SELECT id, path FROM root').all();
  const selects = roots.flatMap(({ id, path: root }): Condition[] => {
    if (isInside(root, wanted)) return [{ sql: 'root_id = ?', parameters: [id] }];
    if (!isInside(wanted, root)) return [];
    const folder = relative(root, wanted).split(sep).join('/');
    return [
      { sql: 'root_id = ? AND folder = ?', parameters: [id, folder] },
      // '0' is the character after '/': everything below is one range of the index.
      { sql: 'root_id = ? AND folder >= ? AND folder < ?', parameters: [id, `${folder}/`, `${folder}0`] },
    ];
  });
  if (selects.length === 0) return { sql: 'FALSE', parameters: [] };
  return idIn({
    sql: selects.map(({ sql }) => `SELECT photo_id FROM file WHERE ${sql}`).join(' UNION ALL '),
    parameters: selects.flatMap(({ parameters }) => parameters),
  });
}

/** Most photos are: those are listed that have files only on drives that are away. */
export function onlineCondition(): Condition {
  return {
    sql: `photo.id NOT IN (SELECT photo_id FROM file AS away JOIN root ON root.id = away.root_id
        WHERE root.state = 'offline' AND photo_id IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM file JOIN root ON root.id = file.root_id
          WHERE file.photo_id = away.photo_id AND root.state = 'online'))`,
    parameters: [],
  };
}
