// A library as 014-folder-learning.sql left it, with something in every table, brought to where the same takes less room: nothing is lost,
// nothing that was damaged becomes sound, and what the old schema forbade is still forbidden.
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fromBytes, PRINT_LENGTH, Random, toBytes } from '../../../../core/index.ts';
import { CopyRows } from '../../../../main/engine/duplicates/copy-rows.ts';
import { FeatureStore } from '../../../../main/engine/index/feature-store.ts';
import { Catalogue } from '../../../../main/engine/library/catalogue.ts';
import { featureChecksum } from '../../../../main/engine/library/feature-checksum.ts';
import { migrate } from '../../../../main/engine/library/migrate.ts';
import { temporaryFolder } from '../photo-fixture.ts';

const migrations = join(import.meta.dirname, '../../../../main/engine/library/migrations');
const random = new Random(14);
const photoCount = 40;
const noise = (length: number): Buffer => Buffer.from(Uint8Array.from({ length }, () => random.integer(256)));
const prints = Array.from({ length: photoCount + 1 }, () => noise(PRINT_LENGTH));
const hashes = Array.from({ length: photoCount + 1 }, () => noise(32));
const features = Array.from({ length: photoCount + 1 }, () =>
  toBytes(Float32Array.from({ length: 512 }, () => random.normal())),
);
const damagedId = 7;

let database: Database.Database;
let folder: string;
let before: Record<string, unknown[]>;

/** What people see of it and what they did, however it is kept. */
const kept = {
  photo: `SELECT id, hex(content_hash), format, width, height, taken_at, latitude, longitude, colour, taken_offset, taken_from,
    camera_id, lens_id, rating, orientation, title, description, keywords, metadata_due, file_count, place_id FROM photo ORDER BY id`,
  device: 'SELECT * FROM device ORDER BY id',
  root: 'SELECT * FROM root ORDER BY id',
  failure: 'SELECT * FROM failure ORDER BY file_id',
  pair: 'SELECT * FROM copy_pair ORDER BY first_id',
  apart: 'SELECT * FROM not_copies',
  past: 'SELECT * FROM past_query',
  picture: 'SELECT * FROM past_picture',
  place: 'SELECT id, south FROM photo_place ORDER BY id',
  summer: `SELECT rowid FROM photo_text WHERE photo_text MATCH 'summer' ORDER BY rowid`,
  lesson: 'SELECT * FROM folder_code',
  tally: `SELECT * FROM tally WHERE name IN ('photo', 'failure', 'copies')`,
};

beforeEach(() => {
  folder = temporaryFolder();
  const steps = join(folder, 'steps');
  mkdirSync(steps);
  for (const name of readdirSync(migrations).sort().slice(0, 14))
    copyFileSync(join(migrations, name), join(steps, name));
  database = new Database(join(folder, 'library.sqlite'));
  database.pragma('foreign_keys = ON');
  migrate(database, { backups: join(folder, 'backups'), folder: steps });
  fill();
  before = readAll();
});
afterEach(() => database.close());

function fill(): void {
  database.exec(`INSERT INTO model (id, sha256, name, is_answering) VALUES (1, 'one', 'one', 1), (2, 'two', 'two', 0);
    INSERT INTO root (id, path, name, added_at) VALUES (1, '/photos', 'Photos', 0), (2, '/drive', 'Drive', 0);
    INSERT INTO device VALUES (1, 'camera', 'Canon EOS 5D'), (2, 'lens', 'EF 50mm')`);
  const addPhoto = database.prepare(
    `INSERT INTO photo (id, content_hash, format, width, height, taken_at, taken_offset, taken_from, latitude, longitude, camera_id,
       lens_id, rating, orientation, title, colour, print, copies_due, metadata_due)
     VALUES (?, ?, ?, 40, 30, ?, 60, 'exif', ?, ?, ?, ?, ?, 6, ?, 255, ?, ?, 0)`,
  );
  const addFile = database.prepare(
    `INSERT INTO file (root_id, folder, name, size, modified_at, state, photo_id, sidecar, sidecar_modified_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addFeature = database.prepare('INSERT INTO feature VALUES (?, ?, ?, ?, ?, ?)');
  for (let id = 1; id <= photoCount + 1; id++) {
    const isOdd = id % 2 === 1;
    const place = isOdd ? [47.3, 8.5] : [null, null];
    addPhoto.run(id, hashes[id - 1], isOdd ? 'jpeg' : 'heic', 1000 * id, ...place, isOdd ? 1 : null, isOdd ? 2 : null, id % 6 || null, isOdd ? 'Été' : null, prints[id - 1], id > 10 ? 1 : 0); // prettier-ignore
    addFile.run(1 + (id % 2), isOdd ? 'Summer/2015' : '', `${id}.jpg`, id, id + 0.25, 'ready', id, isOdd ? `${id}.xmp` : null, isOdd ? 5.5 : null); // prettier-ignore
    const { scale, components } = features[id - 1]!;
    const row = { photo_id: id, model_id: 1, scale, data: Buffer.from(components.buffer) };
    const checksum = featureChecksum(row);
    addFeature.run(id, 1, scale, row.data, id === 3 ? 1 : 0, id === damagedId ? checksum ^ 1 : checksum);
  }
  addFile.run(1, 'Copies', 'again.jpg', 3, 1, 'ready', 3, null, null);
  addFile.run(1, 'Summer/2015', 'broken.jpg', 9, 1, 'failed', null, null, null);
  addFile.run(2, 'Summer/2015', 'new.jpg', 9, 1, 'pending', null, null, null);
  database.exec(`INSERT INTO failure SELECT id, 'c', 'm', 0, 'd' FROM file WHERE state = 'failed';
    INSERT INTO copy_pair VALUES (1, 2, 'near-copy', 'first', 0.5, 0, 0, 0.9);
    INSERT INTO not_copies VALUES (x'01', x'02', 0);
    INSERT INTO folder_code VALUES (5, x'01');
    INSERT INTO past_query VALUES (1, 0, 'q', '{}');
    INSERT INTO past_picture VALUES (1, 1, 0, 'like', NULL, 'a', 5, NULL);
    DELETE FROM photo WHERE id = ${photoCount + 1}`);
}

function readAll(): Record<string, unknown[]> {
  return Object.fromEntries(Object.entries(kept).map(([name, sql]) => [name, database.prepare(sql).all()]));
}

function bringUp(): void {
  migrate(database, { backups: join(folder, 'backups') });
}

const filesOf = (table: string): unknown[] =>
  database
    .prepare(
      `SELECT id, root_id, folder, name, size, modified_at, state, photo_id, sidecar, sidecar_modified_at FROM ${table} ORDER BY id`,
    )
    .all();

it('keeps every row that was there', () => {
  const files = filesOf('file');
  bringUp();
  expect(readAll()).toEqual(before);
  expect(filesOf('located_file')).toEqual(files);
  expect(database.prepare('SELECT count(*) FROM folder').pluck().get()).toBe(4);
  expect(database.pragma('foreign_key_check')).toEqual([]);
  expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(readdirSync(join(folder, 'backups'))).toHaveLength(1);
});

it('keeps every bit of features and prints, and believes no damaged feature', () => {
  bringUp();
  const store = new FeatureStore(database, 1);
  const stored = new Catalogue(database).prints(store.ids());
  for (let id = 1; id <= photoCount; id++) {
    expect(stored.get(id)).toEqual(new Uint8Array(prints[id - 1]!));
    expect(store.read(id)).toEqual(id === damagedId ? null : fromBytes(features[id - 1]!));
  }
  expect(store.damagedIds()).toEqual([damagedId]);
  expect(store.tally()).toEqual({ count: photoCount, idSum: (photoCount * (photoCount + 1)) / 2 });
  expect(new FeatureStore(database, 2).tally()).toEqual({ count: 0, idSum: 0 });
  expect(database.prepare('SELECT id & 0xffffffff FROM feature WHERE is_provisional = 1').pluck().all()).toEqual([3]);
});

it('goes on looking for copies where it was', () => {
  bringUp();
  const rows = new CopyRows(database);
  expect(rows.dueCount()).toBe(photoCount - 10);
  expect(rows.due(2).map(({ id }) => id)).toEqual([11, 12]);
  rows.store([], 12);
  expect(rows.due(1).map(({ id }) => id)).toEqual([13]);
  expect(rows.dueCount()).toBe(photoCount - 12);
  database.exec('DELETE FROM photo WHERE id IN (4, 20)');
  expect(rows.dueCount()).toBe(photoCount - 13);
});

it('finds by type, camera, lens and rating what their columns say', () => {
  bringUp();
  const catalogue = new Catalogue(database);
  for (const [filter, condition] of [
    [{ camera: 'eos' }, 'camera_id = 1'],
    [{ lens: '50mm', rating: 3 }, 'lens_id = 2 AND rating >= 3'],
    [{ format: 'heic' }, `format = 'heic'`],
    [{ format: 'jpeg', after: 9000 }, `format = 'jpeg' AND taken_at >= 9000`],
    [{ text: 'ete canon' }, 'camera_id = 1'],
  ] as const) {
    const ids = database.prepare<[], number>(`SELECT id FROM photo WHERE ${condition} ORDER BY id`).pluck().all();
    expect(ids.length).toBeGreaterThan(0);
    expect([...catalogue.photoIdsPassing(filter)]).toEqual(ids);
  }
});

it('goes on giving no id twice, no content two photos, and no feature to no photo', () => {
  bringUp();
  const insert = `INSERT INTO photo (content_hash, format, width, height, taken_at, colour, print) VALUES (?, 'jpeg', 1, 1, 0, 0, x'00')`;
  expect(database.prepare(insert).run(noise(32)).lastInsertRowid).toBe(photoCount + 2);
  expect(() => database.prepare(insert).run(hashes[4])).toThrow(/UNIQUE/);
  expect(() => new FeatureStore(database, 1).write(999, features[0]!)).toThrow(/FOREIGN KEY/);
  database.exec('DELETE FROM root WHERE id = 1');
  expect(database.prepare('SELECT count(*) FROM located_file WHERE root_id = 1').pluck().get()).toBe(0);
  database.exec('DELETE FROM photo WHERE id = 5');
  expect(new FeatureStore(database, 1).read(5)).toBeNull();
  expect(database.prepare('SELECT count(*) FROM past_query').pluck().get()).toBe(0);
});
