// The folders inside a folder of the library, each with the files in it and below: the tree that a page opens step by step.
import { join, relative, resolve, sep } from 'node:path';
import type Database from 'better-sqlite3';
import type { Subfolder } from '../api/folder-schemas.ts';
import { isInside } from './roots.ts';

/**
 * By name. A path outside all roots has none.
 * Cost: the index entries of the files in it and below, no rows: some hundredths of a second for a hundred thousand.
 */
export function readSubfolders(database: Database.Database, path: string): Subfolder[] {
  const wanted = resolve(path);
  const roots = database.prepare<[], { id: number; path: string }>('SELECT id, path FROM root').all();
  const root = roots.find(({ path: top }) => isInside(wanted, top));
  if (!root) return [];
  const inside = relative(root.path, wanted).split(sep).join('/');
  const prefix = inside === '' ? '' : `${inside}/`;
  // '0' is the character after '/': everything below is one range of the index.
  const end = inside === '' ? '\u{10FFFF}' : `${inside}0`;
  const rows = database
    .prepare<[number, string, string], { folder: string; count: number }>(
      `SELECT folder, count(*) AS count FROM located_file WHERE root_id = ? AND folder > ? AND folder < ? GROUP BY folder`,
    )
    .all(root.id, prefix, end);
  const found = new Map<string, Subfolder>();
  for (const { folder, count } of rows) {
    const [name = '', ...below] = folder.slice(prefix.length).split('/');
    const known = found.get(name) ?? { name, path: join(wanted, name), fileCount: 0, hasFolders: false };
    known.fileCount += count;
    known.hasFolders ||= below.length > 0;
    found.set(name, known);
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
}
