// A library as the first version of the schema wrote it, one row a code, and as every later version left it, opened by this one:
// the same answers, a copy of what was there, and nothing left of the old table.
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fromBytes, InvertedFile, IvfadcSearcher, parseGeneration, toBytes } from '../../../../core/index.ts';
import { CopyRows } from '../../../../main/engine/duplicates/copy-rows.ts';
import { removeOldBackups } from '../../../../main/engine/library/backups.ts';
import { Catalogue } from '../../../../main/engine/library/catalogue.ts';
import { migrate } from '../../../../main/engine/library/migrate.ts';
import { codeCount, IndexFixture, makeFeatures, model } from '../index/index-fixture.ts';

const migrations = join(import.meta.dirname, '../../../../main/engine/library/migrations');
const migrationNames = readdirSync(migrations).sort();
const features = makeFeatures(300, 3);

let fixture: IndexFixture;
beforeEach(() => {
  fixture = new IndexFixture();
});
afterEach(() => fixture.remove());

/** Writes a library with the first schema; gives what searches its codes as that version did. */
function writeFirstLibrary(): IvfadcSearcher {
  const steps = join(fixture.folder, 'first');
  mkdirSync(steps);
  copyFileSync(join(migrations, '001-first.sql'), join(steps, '001-first.sql'));
  const database = new Database(join(fixture.folder, 'library.sqlite'));
  migrate(database, { backups: join(fixture.folder, 'backups'), folder: steps });
  const data = readFileSync(join(fixture.resources, 'codebooks', 'starting-generation.bin'));
  const generation = parseGeneration(data);
  const searcher = new IvfadcSearcher(new InvertedFile(generation));
  database.prepare('INSERT INTO model (id, sha256, name) VALUES (1, ?, ?)').run(model.sha256, model.name);
  database.prepare(`INSERT INTO generation VALUES (1, 'starting', 1, ?, 0, 0, 1, 0)`).run(data);
  const addPhoto = database.prepare(
    `INSERT INTO photo (id, content_hash, format, width, height, taken_at, colour, print) VALUES (?, ?, 'jpeg', 4, 3, 0, 0, x'00')`,
  );
  const addFeature = database.prepare('INSERT INTO feature VALUES (?, 1, ?, ?)');
  const addCode = database.prepare('INSERT INTO code VALUES (1, ?, ?, ?)');
  database.transaction(() => {
    features.forEach((feature, i) => {
      const photoId = 10 + 3 * i;
      const bytes = toBytes(feature);
      const code = generation.encode(fromBytes(bytes));
      addPhoto.run(photoId, randomBytes(32));
      addFeature.run(photoId, bytes.scale, Buffer.from(bytes.components.buffer));
      addCode.run(photoId, code.cell, code.code);
      searcher.invertedFile.add(photoId, code);
    });
  })();
  database.close();
  return searcher;
}

it('a library of the first version gives the same answers', async () => {
  const before = writeFirstLibrary();
  const { index, database } = await fixture.openIndex();
  expect(database.pragma('user_version', { simple: true })).toBeGreaterThanOrEqual(2);
  expect(database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'code'`).get()).toBeUndefined();
  expect(codeCount(database)).toBe(features.length);
  for (const query of makeFeatures(20, 99)) {
    const { ids, distances } = before.search(query, { k: 50 });
    const now = index.search(query, { k: 50 });
    expect([...now.ids]).toEqual([...ids]);
    distances.forEach((distance, i) => expect(now.distances[i]).toBeCloseTo(distance, 5));
  }
});

/** Brings the library to an earlier version of the schema, as that version did. */
function migrateTo(version: number): void {
  const steps = join(fixture.folder, 'steps');
  mkdirSync(steps);
  for (const name of migrationNames.slice(0, version)) copyFileSync(join(migrations, name), join(steps, name));
  const database = new Database(join(fixture.folder, 'library.sqlite'));
  migrate(database, { backups: join(fixture.folder, 'backups'), folder: steps });
  expect(database.pragma('user_version', { simple: true })).toBe(version);
  database.close();
}

it.each(migrationNames.map((name, i) => [name, i + 1] as const))(
  'a library as %s left it keeps every feature, of the model that answers',
  async (_, version) => {
    const before = writeFirstLibrary();
    migrateTo(version);
    const { index, database } = await fixture.openIndex();
    expect(index.checkCodes()).toMatchObject({ damagedFeatureIds: [], uncodedCount: 0, strayCount: 0 });
    expect(database.prepare('SELECT sha256, is_answering FROM model').all()).toEqual([
      { sha256: model.sha256, is_answering: 1 },
    ]);
    expect(database.prepare('SELECT DISTINCT id >> 32 AS model_id, is_provisional FROM feature').all()).toEqual([
      { model_id: 1, is_provisional: 0 },
    ]);
    features.forEach((feature, i) => expect(index.feature(10 + 3 * i)).toEqual(fromBytes(toBytes(feature))));
    for (const query of makeFeatures(5, 7)) {
      expect([...index.search(query, { k: 20 }).ids]).toEqual([...before.search(query, { k: 20 }).ids]);
    }
    expect(new CopyRows(database).dueCount()).toBe(features.length); // the first search for copies looks at all
    expect(database.pragma('foreign_key_check')).toEqual([]);
  },
);

it('a copy of it is kept for a month', async () => {
  writeFirstLibrary();
  await fixture.openIndex();
  const backups = join(fixture.folder, 'backups');
  const [name] = readdirSync(backups);
  expect(name).toMatch(/^library-schema-1-\d{4}-\d\d-\d\dT.*\.sqlite$/);
  const copy = new Database(join(backups, name!), { readonly: true });
  expect(copy.prepare('SELECT count(*) FROM code').pluck().get()).toBe(features.length);
  copy.close();

  const day = 24 * 3600 * 1000;
  writeFileSync(join(backups, `${name}.part`), 'cut short');
  removeOldBackups(backups, Date.now() + 29 * day);
  expect(readdirSync(backups)).toEqual([name]);
  utimesSync(join(backups, name!), new Date(), new Date(Date.now() - 31 * day));
  removeOldBackups(backups);
  expect(readdirSync(backups)).toEqual([]);
  rmSync(backups, { recursive: true });
  removeOldBackups(backups); // there never was one
});

it('what the first version knew of photos is kept, found by filters, and due to be read again', async () => {
  writeFirstLibrary();
  const path = join(fixture.folder, 'library.sqlite');
  const old = new Database(path);
  old.exec(`UPDATE photo SET camera = 'Canon EOS 5D', latitude = 48.86, longitude = 2.35, taken_at = 1000 WHERE id <= 40;
    INSERT INTO root (id, path, name, added_at) VALUES (1, '/photos', 'photos', 0);
    INSERT INTO file (root_id, folder, name, size, modified_at, state, photo_id)
      SELECT 1, 'Été', 'IMG_' || id || '.jpg', 1, 0, 'ready', id FROM photo`);
  old.close();
  const { database } = await fixture.openIndex();
  const catalogue = new Catalogue(database);
  const known = features.map((_, i) => 10 + 3 * i).filter((id) => id <= 40);
  expect(catalogue.countPassing({ camera: 'eos' })).toBe(known.length);
  expect(catalogue.countPassing({ near: { latitude: 48.86, longitude: 2.35, kilometres: 1 } })).toBe(known.length);
  expect(catalogue.countPassing({ text: 'ete canon' })).toBe(known.length);
  expect(catalogue.countPassing({ text: 'img ete' })).toBe(features.length);
  expect(catalogue.details(10)).toMatchObject({
    camera: 'Canon EOS 5D',
    takenAt: 1000,
    takenFrom: 'file',
    rating: null,
  });
  expect(database.prepare('SELECT count(*) FROM photo WHERE metadata_due = 1').pluck().get()).toBe(features.length);
});
