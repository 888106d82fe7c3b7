// The tree of folders: each file is counted once on its way down, and names that begin alike are not mixed up.
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { readSubfolders } from '../../../../main/engine/library/folder-tree.ts';
import { migrate } from '../../../../main/engine/library/migrate.ts';

const database = new Database(':memory:');
migrate(database, { backups: '' });
database.exec(
  `INSERT INTO root (id, path, name, added_at) VALUES (1, '/photos', 'photos', 0), (2, '/photos 2', 'other', 0)`,
);
const folders = ['', 'Trip', 'Trip/a', 'Trip/a/b', 'Trip 2', 'Trip0', 'Alps/10', 'Alps/9', '東京'];
folders.forEach((folder, i) => {
  const insert = database.prepare(`INSERT INTO located_file (root_id, folder, name, size, modified_at, state) VALUES (?, ?, ?, 1, 0, 'pending')`); // prettier-ignore
  insert.run(1, folder, `${i}.jpg`);
  insert.run(2, 'Elsewhere', `${i}.jpg`);
});

const read = (path: string) => readSubfolders(database, path).map(({ name, fileCount, hasFolders }) => [name, fileCount, hasFolders]); // prettier-ignore

it('lists the folders directly inside, with all that lies below them', () => {
  expect(read('/photos')).toEqual([
    ['Alps', 2, true],
    ['Trip', 3, true],
    ['Trip 2', 1, false],
    ['Trip0', 1, false],
    ['東京', 1, false],
  ]);
  expect(read('/photos/Trip')).toEqual([['a', 2, true]]);
  expect(read('/photos/Alps')).toEqual([
    ['9', 1, false],
    ['10', 1, false],
  ]);
});

it('keeps to the root that the folder lies in', () => {
  expect(read('/photos 2')).toEqual([['Elsewhere', 9, false]]);
  expect(read('/elsewhere')).toEqual([]);
  expect(read('/photos/Trip/a/b')).toEqual([]);
});
