import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { Catalogue } from '../../../../main/engine/library/catalogue.ts';
import { migrate } from '../../../../main/engine/library/migrate.ts';
import { Gazetteer } from '../../../../main/engine/places/gazetteer.ts';
import { PlaceNaming } from '../../../../main/engine/places/place-naming.ts';
import { Places } from '../../../../main/engine/places/places.ts';
import { projectFolder } from '../../../../main/hosts/build.ts';

type Position = readonly [latitude: number, longitude: number];

const eiffelTower: Position = [48.8584, 2.2945];
const louvre: Position = [48.8606, 2.3376];
const sydney: Position = [-33.8568, 151.2153];
const midAtlantic: Position = [0, -30];
const world = { south: -90, north: 90, west: -180, east: 180 };

function openLibrary(positions: readonly Position[]) {
  const database = new Database(':memory:');
  migrate(database, { backups: '' });
  database.exec(`INSERT INTO root (id, path, name, added_at) VALUES (1, '/photos', 'photos', 0)`);
  positions.forEach(([latitude, longitude], i) => addPhoto(database, i + 1, latitude, longitude));
  const resources = join(projectFolder, 'resources');
  const catalogue = new Catalogue(database);
  const naming = new PlaceNaming({ database, gazetteer: new Gazetteer(resources) });
  return { database, catalogue, naming, places: new Places({ database, catalogue, resources }) };
}

function addPhoto(database: Database.Database, id: number, latitude: number | null, longitude: number | null): void {
  database
    .prepare(
      `INSERT INTO photo (id, content_hash, format, width, height, taken_at, latitude, longitude, colour, print)
       VALUES (?, ?, 'jpeg', 4, 3, ?, ?, ?, 255, x'00')`,
    )
    .run(id, Buffer.from([id >> 8, id & 255]), id, latitude, longitude);
  database
    .prepare(
      `INSERT INTO located_file (root_id, folder, name, size, modified_at, state, photo_id) VALUES (1, '', ?, 1, 0, 'ready', ?)`,
    )
    .run(`${id}.jpg`, id);
}

const total = (clusters: readonly { count: number }[]) => clusters.reduce((sum, { count }) => sum + count, 0);

it('every photo with a place is in one cluster, at every zoom', () => {
  const positions = Array.from({ length: 500 }, (_, i) => [((i * 37) % 171) - 85, ((i * 101) % 359) - 179] as const);
  const { database, places } = openLibrary(positions);
  addPhoto(database, 1000, null, null);
  for (const zoom of [0, 2, 5, 9, 14]) expect(total(places.clusters(world, zoom))).toBe(500);
  expect(places.clusters(world, 0).length).toBeLessThan(places.clusters(world, 9).length);
});

it('a cluster stands where its photos are, with one of them to show', () => {
  const { places } = openLibrary([eiffelTower, louvre, sydney]);
  const [paris, harbour, ...others] = places.clusters(world, 4);
  expect(others).toEqual([]);
  expect(paris).toMatchObject({ count: 2, photo: { name: '2.jpg' } });
  expect(paris!.latitude).toBeCloseTo(48.8595, 3);
  expect(paris!.box.east).toBeCloseTo(2.3376, 3);
  expect(harbour).toMatchObject({ count: 1, photo: { name: '3.jpg' } });
  expect(places.clusters(world, 16)).toHaveLength(3);
});

it('a box across the 180th meridian has the photos on both of its sides and no others', () => {
  const { places } = openLibrary([[-16.8, 179.9], [-16.8, -179.9], sydney]); // prettier-ignore
  const clusters = places.clusters({ south: -40, north: 0, west: 170, east: -170 }, 6);
  expect(clusters.map(({ photo }) => photo!.name).sort()).toEqual(['1.jpg', '2.jpg']);
});

it('photos get the name of their town, words find them by it, and the list counts them', () => {
  const { catalogue, naming, places } = openLibrary([eiffelTower, louvre, sydney, midAtlantic]);
  expect(naming.nameSome(3)).toBe(3);
  expect(naming.nameSome(3)).toBe(1);
  expect(naming.nameSome(3)).toBe(0);
  expect(catalogue.details(1).town).toEqual({ name: 'Paris', region: 'Île-de-France', country: 'FR' });
  expect(catalogue.details(4).town).toBeNull();
  expect(places.list(10)).toMatchObject([
    { name: 'Paris', count: 2 },
    { name: 'Sydney', count: 1 },
  ]);
  for (const text of ['paris', 'ile de france', 'Frankreich Paris', 'France', '法国']) {
    expect(catalogue.countPassing({ text }), text).toBe(text.startsWith('Frank') ? 0 : 2);
  }
});

it('a photo whose coordinates are others now is named anew', () => {
  const { database, catalogue, naming } = openLibrary([eiffelTower]);
  naming.nameSome();
  database.prepare('UPDATE photo SET latitude = ?, longitude = ?').run(...sydney);
  expect(catalogue.details(1).town).toBeNull();
  expect(catalogue.countPassing({ text: 'paris' })).toBe(0);
  naming.nameSome();
  expect(catalogue.details(1).town?.name).toBe('Sydney');
  expect(catalogue.countPassing({ text: 'sydney' })).toBe(1);
});

it('many photos are named a few at a time', async () => {
  const { database, naming } = openLibrary(Array.from({ length: 350 }, () => eiffelTower));
  const left = () => database.prepare('SELECT count(*) FROM photo WHERE place_id IS NULL').pluck().get();
  naming.wake();
  expect(left()).toBe(250);
  await expect.poll(left).toBe(0);
  naming.stop();
});

it('the box around the photos of a town goes on beyond the 180th meridian where they do', () => {
  const { database, naming, places } = openLibrary([[-16.75, 179.35], [-16.8, -179.95], louvre]); // prettier-ignore
  naming.nameSome();
  const ids = database.prepare<[], number>('SELECT place_id FROM photo ORDER BY id').pluck().all();
  expect(ids[0]).toBe(ids[1]);
  const box = places.box(ids[0]!)!;
  expect(box.west).toBeCloseTo(179.35, 9);
  expect(box.east).toBeCloseTo(180.05, 9);
  expect(places.box(ids[2]!)!.west).toBeCloseTo(louvre[1], 9);
  expect(places.box(1)).toBeNull();
});
