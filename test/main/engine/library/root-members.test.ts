// The bitmaps of roots are what the rows say, whatever is added, moved and removed, by this connection or by another.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { Random } from '../../../../core/index.ts';
import { Library } from '../../../../main/engine/library/library.ts';
import { type RootMembers, rootMembersOf } from '../../../../main/engine/library/root-members.ts';
import { temporaryFolder } from '../photo-fixture.ts';

const photoCount = 200;

async function openLibrary(): Promise<Database.Database> {
  const library = new Library(join(temporaryFolder(), 'library'));
  await library.start();
  onTestFinished(() => library.stop());
  const { database } = library;
  for (const id of [1, 2, 3]) {
    database.prepare('INSERT INTO root (id, path, name, added_at) VALUES (?, ?, ?, 0)').run(id, `/${id}`, `${id}`);
  }
  const addPhoto = database.prepare(
    `INSERT INTO photo (id, content_hash, format, width, height, taken_at, colour, print) VALUES (?, ?, 'jpeg', 1, 1, 0, 0, x'00')`,
  );
  for (let id = 1; id <= photoCount; id++) addPhoto.run(id, Buffer.from(String(id)));
  return database;
}

function addFile(database: Database.Database, i: number, rootId: number, photoId: number | null): void {
  database
    .prepare(
      `INSERT INTO located_file (root_id, folder, name, size, modified_at, state, photo_id) VALUES (?, '', ?, 1, 0, 'ready', ?)`,
    )
    .run(rootId, `${i}.jpg`, photoId);
}

function expectAsRows(members: RootMembers, database: Database.Database): void {
  const select = database
    .prepare<[string], number>(
      `SELECT DISTINCT photo_id FROM located_file WHERE photo_id IS NOT NULL AND root_id IN (SELECT value FROM json_each(?))
       ORDER BY photo_id`,
    )
    .pluck();
  for (const rootIds of [[1], [2], [1, 3], [], [4]]) {
    expect([...members.photosIn(rootIds)]).toEqual(select.all(JSON.stringify(rootIds)));
  }
  expect([...members.photosIn()]).toEqual(select.all('[1, 2, 3, 4]'));
}

it('follows what this connection changes, also when it is undone', async () => {
  const database = await openLibrary();
  const members = rootMembersOf(database);
  const random = new Random(3);
  const anyFile = '(SELECT id FROM file ORDER BY random() LIMIT 1)';
  expectAsRows(members, database);
  const changes = [
    (i: number) => addFile(database, i, 1 + random.integer(3), 1 + random.integer(photoCount)),
    (i: number) => addFile(database, i, 1 + random.integer(3), null),
    () => database.exec(`UPDATE file SET photo_id = ${1 + random.integer(photoCount)} WHERE id = ${anyFile}`),
    () => database.exec(`UPDATE file SET photo_id = NULL WHERE id = ${anyFile}`),
    () => database.exec(`DELETE FROM file WHERE id = ${anyFile}`),
    () => database.exec(`BEGIN; DELETE FROM folder WHERE root_id = 1; ROLLBACK`),
  ];
  for (let i = 0; i < 400; i++) {
    (i < 100 ? changes[0]! : changes[random.integer(changes.length)]!)(i);
    if (i % 40 === 39) expectAsRows(members, database);
  }
  database.exec('DELETE FROM photo WHERE id % 7 = 0');
  expectAsRows(members, database);
  database.exec('DELETE FROM root WHERE id = 2');
  expectAsRows(members, database);
});

it('follows what another connection changes', async () => {
  const database = await openLibrary();
  const members = rootMembersOf(database);
  addFile(database, 1, 1, 1);
  expectAsRows(members, database);
  const other = new Database(database.name);
  addFile(other, 2, 2, 2);
  addFile(other, 3, 1, 3);
  other.close();
  expectAsRows(members, database);
  addFile(database, 4, 1, 4);
  expectAsRows(members, database);
});

it('is the same when files change while it is read in the background', async () => {
  const database = await openLibrary();
  const members = rootMembersOf(database);
  for (let i = 0; i < 150; i++) addFile(database, i, 1 + (i % 3), i + 1);
  // Ids far apart: several turns.
  database.exec('UPDATE file SET id = id + 30000 WHERE id % 2 = 0; UPDATE file SET id = id + 50000 WHERE id % 5 = 0');
  const reading = members.prepare(new AbortController().signal);
  database.exec('DELETE FROM file WHERE photo_id % 4 = 0; UPDATE file SET photo_id = 160 WHERE photo_id = 3');
  await reading;
  expectAsRows(members, database);
});
