// Filters over random photos give what plain JavaScript gives; the tables of words and places stay in step with the rows.
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../core/index.ts';
import type { PhotoFilter } from '../../../../main/engine/api/filter-schemas.ts';
import { Catalogue } from '../../../../main/engine/library/catalogue.ts';
import { migrate } from '../../../../main/engine/library/migrate.ts';
import { readPhotoIdsPassing } from '../../../../main/engine/library/photo-filter.ts';

interface Row {
  id: number;
  takenAt: number;
  format: string;
  camera: string;
  lens: string | null;
  rating: number | null;
  place: { latitude: number; longitude: number } | null;
  rootId: number;
  folder: string;
  name: string;
}

const cameras = ['Canon EOS 5D', 'NIKON D70', 'Apple iPhone 12', '100 % Lomo_1'];
const lenses = ['EF 50mm', 'Nikkor 35mm', null];
const folders = ['', 'Ferien', 'Ferien/Köln', 'Ferien Rom', 'Ferien0'];

function makeRows(random: Random, count: number): Row[] {
  const pick = <T>(values: readonly T[]): T => values[random.integer(values.length)]!;
  return Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    takenAt: random.integer(1000),
    format: pick(['jpeg', 'png']),
    camera: pick(cameras),
    lens: pick(lenses),
    rating: pick([null, -1, 1, 3, 5]),
    place: pick([null, { latitude: random.next() * 180 - 90, longitude: random.next() * 360 - 180 }]),
    rootId: pick([1, 2]),
    folder: pick(folders),
    name: `${pick(['IMG', 'Dürer'])}_${i}.jpg`,
  }));
}

function openDatabase(): Database.Database {
  const database = new Database(':memory:');
  database.pragma('foreign_keys = ON');
  migrate(database, { backups: '' });
  database.exec(`INSERT INTO root (id, path, name, added_at) VALUES (1, '/photos', 'photos', 0);
    INSERT INTO root (id, path, name, added_at, state) VALUES (2, '/disk', 'Archive', 0, 'offline')`);
  for (const name of cameras) database.prepare(`INSERT INTO device (kind, name) VALUES ('camera', ?)`).run(name);
  for (const name of lenses) if (name) database.prepare(`INSERT INTO device (kind, name) VALUES ('lens', ?)`).run(name);
  return database;
}

const insertPhoto = `INSERT INTO photo (id, content_hash, format, width, height, taken_at, latitude, longitude, camera_id, lens_id,
    rating, colour, print)
  VALUES (@id, @hash, @format, 4, 3, @takenAt, @latitude, @longitude, (SELECT id FROM device WHERE name = @camera),
    (SELECT id FROM device WHERE name = @lens), @rating, 0, x'00')`;
const insertFile = `INSERT INTO located_file (root_id, folder, name, size, modified_at, state, photo_id)
  VALUES (@rootId, @folder, @name, 1, 0, 'ready', @id)`;

function fill(database: Database.Database, rows: readonly Row[]): void {
  for (const { place, ...row } of rows) {
    const { latitude, longitude } = place ?? { latitude: null, longitude: null };
    database.prepare(insertPhoto).run({ ...row, latitude, longitude, hash: Buffer.from(String(row.id)) });
    database.prepare(insertFile).run(row);
  }
}

function kilometres(a: { latitude: number; longitude: number }, b: { latitude: number; longitude: number }): number {
  const point = ({ latitude, longitude }: typeof a): number[] => {
    const [y, x] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
    return [Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)];
  };
  const [from, to] = [point(a), point(b)];
  return 2 * 6371 * Math.asin(Math.hypot(...from.map((value, i) => value - to[i]!)) / 2);
}

function words(text: string): string[] {
  return (
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function passes(row: Row, filter: PhotoFilter): boolean {
  const { after = -Infinity, before = Infinity, near, folder, format, camera, lens, rating, online, text } = filter;
  const root = row.rootId === 1 ? '/photos' : '/disk';
  const path = [root, row.folder].filter(Boolean).join('/');
  const own = words([row.name, row.folder, row.rootId === 1 ? 'photos' : 'Archive', row.camera, row.lens].join(' '));
  const holds = (name: string | null, part: string): boolean => (name ?? '').toLowerCase().includes(part.toLowerCase());
  return (
    row.takenAt >= after &&
    row.takenAt < before &&
    (!near || (row.place !== null && kilometres(row.place, near) <= near.kilometres)) &&
    (folder === undefined || path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`)) &&
    (format === undefined || row.format === format) &&
    (camera === undefined || holds(row.camera, camera)) &&
    (lens === undefined || holds(row.lens, lens)) &&
    (rating === undefined || (row.rating ?? 0) >= rating) &&
    (online !== true || row.rootId === 1) &&
    (text === undefined || words(text).every((word) => own.some((each) => each.startsWith(word))))
  );
}

describe('filters', () => {
  const random = new Random(5);
  const rows = makeRows(random, 1500);
  const database = openDatabase();
  fill(database, rows);
  const catalogue = new Catalogue(database);
  const pick = <T>(values: readonly T[]): T => values[random.integer(values.length)]!;
  const circle = (): PhotoFilter['near'] => ({
    latitude: pick([0, 48, -89, 90]),
    longitude: pick([2, 179.5, -179]),
    kilometres: pick([50, 1500, 9000]),
  });
  const filters = Array.from({ length: 300 }, (): PhotoFilter => {
    const all: Required<PhotoFilter> = {
      after: random.integer(800),
      before: 200 + random.integer(800),
      near: circle(),
      folder: pick(['/', '/photos', '/photos/Ferien', '/disk/Ferien/Köln', '/elsewhere']),
      format: pick(['png', 'jpeg']),
      camera: pick(['canon', 'iPhone 12', '100 % lomo_', 'D_0', 'e']),
      lens: pick(['50', 'nikkor']),
      rating: pick([1, 3, 5]),
      online: true,
      text: pick(['durer', 'Koln', 'fer köl', 'img 12', 'archive', 'can', '"odd* OR', '!']),
    };
    const names = Object.keys(all).filter(() => random.next() < pick([0.1, 0.3]));
    return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
  });

  it('let pass what plain JavaScript lets pass, and count it', () => {
    let nonEmpty = 0;
    for (const filter of filters) {
      const expected = rows.filter((row) => filter.text !== '!' && passes(row, filter)).map(({ id }) => id);
      const passing = catalogue.photoIdsPassing(filter);
      expect(
        rows.map(({ id }) => id).filter((id) => passing.has(id)),
        JSON.stringify(filter),
      ).toEqual(expected);
      expect([...readPhotoIdsPassing(database, filter, 0)]).toEqual([...passing]);
      expect(passing.size).toBe(expected.length);
      expect(catalogue.countPassing(filter)).toBe(expected.length);
      if (expected.length > 0) nonEmpty++;
    }
    expect(nonEmpty).toBeGreaterThan(100);
  });

  it.each([0, 150, 500, 30_000])(
    'narrow the timeline, page by page, in at most %i steps along the dates',
    (mostSteps) => {
      for (const filter of filters.slice(0, 40)) {
        const expected = rows.filter((row) => filter.text !== '!' && passes(row, filter));
        expected.sort((a, b) => b.takenAt - a.takenAt || b.id - a.id);
        const seen: number[] = [];
        for (let cursor: string | null | undefined; cursor !== null;) {
          const page = catalogue.timeline({ limit: 100, cursor, filter, mostSteps });
          expect(page.totalCount).toBe(expected.length);
          seen.push(...page.photos.map(({ id }) => id));
          cursor = page.nextCursor;
        }
        expect(seen).toEqual(expected.map(({ id }) => id));
      }
    },
  );
});

it('words and places stay in step with the rows, whatever is added, changed and removed', () => {
  const random = new Random(11);
  const database = openDatabase();
  fill(database, makeRows(random, 60));
  const anyPhoto = '(SELECT id FROM photo ORDER BY random() LIMIT 1)';
  const anyFile = '(SELECT id FROM file ORDER BY random() LIMIT 1)';
  const changes = [
    (i: number) =>
      fill(
        database,
        makeRows(random, 1).map((row) => ({ ...row, id: 1000 + i, name: `new_${i}.jpg` })),
      ),
    (i: number) =>
      database.exec(`INSERT INTO located_file (root_id, folder, name, size, modified_at, state, photo_id)
        VALUES (1, 'copies', 'copy${i}.jpg', 1, 0, 'ready', ${anyPhoto})`),
    () => database.exec(`UPDATE file SET photo_id = ${anyPhoto} WHERE id = ${anyFile}`),
    () => database.exec(`UPDATE file SET photo_id = NULL, state = 'pending' WHERE id = ${anyFile}`),
    () => database.exec(`DELETE FROM file WHERE id = ${anyFile}`),
    () => database.exec(`DELETE FROM photo WHERE id = ${anyPhoto}`),
    (i: number) => database.exec(`UPDATE photo SET title = 'title${i}', keywords = NULL WHERE id = ${anyPhoto}`),
    (i: number) => database.exec(`UPDATE photo SET camera_id = 1 + ${i} % 4, lens_id = NULL WHERE id = ${anyPhoto}`),
    () => database.exec(`UPDATE photo SET latitude = 10, longitude = 20 WHERE id = ${anyPhoto}`),
    () => database.exec(`UPDATE photo SET latitude = NULL, longitude = NULL WHERE id = ${anyPhoto}`),
  ];
  for (let i = 0; i < 500; i++) changes[random.integer(changes.length)]!(i);

  const texts = database.prepare<[], { id: number; words: string }>('SELECT id, words FROM photo_words').all();
  const find = database.prepare<[string], number>(
    'SELECT rowid FROM photo_text WHERE photo_text MATCH ? ORDER BY rowid',
  );
  const vocabulary = new Set(texts.flatMap(({ words: text }) => words(text)));
  expect(vocabulary.size).toBeGreaterThan(50);
  for (const word of [...vocabulary, 'title1', 'copies', 'nothing']) {
    const expected = texts.filter(({ words: text }) => words(text).includes(word)).map(({ id }) => id);
    expect(find.pluck().all(`"${word}"`), word).toEqual(expected);
  }
  const places = database
    .prepare('SELECT id, latitude, longitude FROM photo WHERE latitude IS NOT NULL ORDER BY id')
    .all();
  const inTree = database
    .prepare<[], { id: number; y: number; x: number }>(
      'SELECT id, (south + north) / 2 AS y, (west + east) / 2 AS x FROM photo_place ORDER BY id',
    ) // prettier-ignore
    .all();
  expect(inTree).toHaveLength(places.length);
  (places as { id: number; latitude: number; longitude: number }[]).forEach(({ id, latitude, longitude }, i) => {
    expect(inTree[i]!.id).toBe(id);
    expect(inTree[i]!.y).toBeCloseTo(latitude, 4);
    expect(inTree[i]!.x).toBeCloseTo(longitude, 4);
  });
  database.exec('DELETE FROM root');
  database.exec('DELETE FROM photo');
  expect(database.prepare('SELECT count(*) FROM photo_place').pluck().get()).toBe(0);
  expect(database.prepare('SELECT count(*) FROM photo_text').pluck().get()).toBe(0);
});
