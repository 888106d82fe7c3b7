// What the page shows as counts is kept by triggers: after any changes it must be what counting gives.
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { Random } from '../../../../core/index.ts';
import { Catalogue } from '../../../../main/engine/library/catalogue.ts';
import { Library } from '../../../../main/engine/library/library.ts';
import { temporaryFolder } from '../photo-fixture.ts';

async function openDatabase(): Promise<Database.Database> {
  const library = new Library(join(temporaryFolder(), 'library'));
  await library.start();
  onTestFinished(() => library.stop());
  return library.database;
}

function counted(database: Database.Database, sql: string): unknown {
  return database.prepare(sql).raw().all();
}

it('kept counts stay what counting gives, whatever is added, changed, moved and removed', async () => {
  const database = await openDatabase();
  const random = new Random(7);
  const pick = <T>(values: readonly T[]): T => values[random.integer(values.length)]!;
  for (const name of ['a', 'b']) {
    database.prepare('INSERT INTO root (path, name, added_at) VALUES (?, ?, 0)').run(`/${name}`, name);
  }
  const changes = [
    (i: number) =>
      database
        .prepare(
          `INSERT INTO photo (content_hash, format, width, height, taken_at, colour, print) VALUES (?, 'jpeg', 1, 1, 0, 0, x'00')`,
        )
        .run(Buffer.from(String(i))),
    (i: number) =>
      database
        .prepare(
          `INSERT INTO located_file (root_id, folder, name, size, modified_at, state, photo_id)
          VALUES (?, '', ?, 1, 0, ?, (SELECT id FROM photo ORDER BY random() LIMIT 1))`,
        )
        .run(pick([1, 2]), String(i), pick(['pending', 'ready'])),
    () =>
      database
        .prepare(
          `UPDATE file SET state = ?, photo_id = ${pick(['NULL', '(SELECT max(id) FROM photo)'])}
          WHERE id = (SELECT id FROM file ORDER BY random() LIMIT 1)`,
        )
        .run(pick(['pending', 'ready', 'failed'])),
    () =>
      database.exec(`INSERT OR IGNORE INTO failure (file_id, code, message, tried_at)
        SELECT id, 'c', 'm', 0 FROM file ORDER BY random() LIMIT 1`),
    () => database.exec('DELETE FROM file WHERE id = (SELECT id FROM file ORDER BY random() LIMIT 1)'),
    () => database.exec('DELETE FROM photo WHERE id = (SELECT id FROM photo ORDER BY random() LIMIT 1)'),
  ];
  for (let i = 0; i < 600; i++) (i < 60 ? changes[i % 2]! : pick(changes))(i);

  expect(counted(database, 'SELECT id, file_count FROM photo ORDER BY id')).toEqual(
    counted(database, 'SELECT id, (SELECT count(*) FROM file WHERE photo_id = photo.id) FROM photo ORDER BY id'),
  );
  expect(counted(database, 'SELECT photo_count, pending_count, new_count FROM root ORDER BY id')).toEqual(
    counted(
      database,
      `SELECT count(photo_id), sum(state = 'pending'), sum(state = 'pending' AND photo_id IS NULL)
       FROM located_file GROUP BY root_id ORDER BY root_id`,
    ),
  );
  const [[shown, unread, failures]] = counted(
    database,
    `SELECT (SELECT count(DISTINCT photo_id) FROM file), (SELECT count(*) FROM file WHERE state = 'pending' AND photo_id IS NULL),
       (SELECT count(*) FROM failure)`,
  ) as [[number, number, number]];
  expect(new Catalogue(database).counts()).toEqual({ photoCount: shown + unread, failureCount: failures });
  expect(failures).toBeGreaterThan(0);

  database.exec('DELETE FROM root WHERE id = 1');
  expect(counted(database, 'SELECT sum(file_count) FROM photo')).toEqual(
    counted(database, 'SELECT count(photo_id) FROM file'),
  );
});
