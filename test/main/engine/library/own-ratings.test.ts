// Stars that a person gives: they stand above what the files say, follow the content wherever it goes, and can be taken back.
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { Engine } from '../../../../main/engine/engine.ts';
import { Catalogue } from '../../../../main/engine/library/catalogue.ts';
import { migrate } from '../../../../main/engine/library/migrate.ts';
import { OwnRatings } from '../../../../main/engine/library/own-ratings.ts';
import { openEngine, photoIdsByName, readFolder, temporaryFolder, writePhotos } from '../photo-fixture.ts';

const migrations = join(import.meta.dirname, '../../../../main/engine/library/migrations');

const sidecar = (stars: number) => `<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
xmlns:xap="http://ns.adobe.com/xap/1.0/" xap:Rating="${stars}"/></rdf:RDF></x:xmpmeta>`;

/** Three photos, of which the files give two stars to the first and refuse the second. */
async function writeRatedPhotos(): Promise<string> {
  const folder = await writePhotos(join(temporaryFolder(), 'Photos'), { 'a.jpg': 1, 'b.jpg': 2, 'c.jpg': 3 });
  await writeFile(join(folder, 'a.jpg.xmp'), sidecar(2));
  await writeFile(join(folder, 'b.jpg.xmp'), sidecar(-1));
  return folder;
}

async function openRated(libraryFolder = join(temporaryFolder(), 'library')) {
  const folder = await writeRatedPhotos();
  const engine = await openEngine({ libraryFolder });
  await readFolder(engine, folder);
  return { folder, engine, libraryFolder, ...idsOf(engine) };
}

function idsOf(engine: Engine) {
  const ids = photoIdsByName(engine);
  return { a: ids['a.jpg']!, b: ids['b.jpg']!, c: ids['c.jpg']! };
}

function ratingOf(engine: Engine, id: number) {
  const { rating, isOwnRating } = engine.catalogue.details(id);
  return { rating, isOwnRating };
}

const starsOf = (engine: Engine) => Object.values(idsOf(engine)).map((id) => engine.catalogue.details(id).rating);

it('stand above the files, and filters and their counts follow', async () => {
  const { engine, a, b, c } = await openRated();
  expect(starsOf(engine)).toEqual([2, -1, null]);
  engine.ratings.rate([a, b, c], 4);
  expect(starsOf(engine)).toEqual([4, 4, 4]);
  engine.ratings.rate([c], 0);
  expect(ratingOf(engine, c)).toEqual({ rating: null, isOwnRating: true });
  expect(new Set(engine.catalogue.photoIdsPassing({ rating: 3 }))).toEqual(new Set([a, b]));
  expect(engine.catalogue.facet('rating', {}).map(({ value, count }) => [value, count])).toEqual([
    ...[['4', 2], ['3', 2], ['2', 2], ['1', 2]], // prettier-ignore
  ]);
});

it('answer what was before, by which they are taken back exactly', async () => {
  const { engine, a, b, c } = await openRated();
  engine.ratings.rate([b], 5);
  const before = engine.ratings.rate([a, b, c, 9999], 1);
  expect(before).toEqual([
    { rating: null, ids: [a, c] },
    { rating: 5, ids: [b] },
  ]);
  for (const { ids, rating } of before) engine.ratings.rate(ids, rating);
  expect(starsOf(engine)).toEqual([2, 5, null]);
  expect(ratingOf(engine, a)).toEqual({ rating: 2, isOwnRating: false });
  engine.ratings.rate([a, b, c], null);
  expect(starsOf(engine)).toEqual([2, -1, null]);
});

it('stay when the files say something else, which is what one goes back to', async () => {
  const { engine, folder, a, c } = await openRated();
  engine.ratings.rate([a, c], 3);
  await writeFile(join(folder, 'a.jpg.xmp'), sidecar(5));
  await utimes(join(folder, 'a.jpg.xmp'), 2e9, 2e9);
  await writeFile(join(folder, 'c.jpg.xmp'), sidecar(3)); // the same as the person says
  await readFolder(engine, folder);
  expect(starsOf(engine)).toEqual([3, -1, 3]);
  engine.ratings.rate([a, c], null);
  expect(starsOf(engine)).toEqual([5, -1, 3]);
});

it('outlive the folder that is removed and added again, under another name', async () => {
  const { engine, folder, a } = await openRated();
  engine.ratings.rate([a], 5);
  await engine.removeRoot(engine.status.current().roots[0]!.id);
  await engine.pipeline.settled();
  await rm(join(folder, 'a.jpg.xmp'));
  const moved = join(temporaryFolder(), 'Elsewhere');
  await mkdir(moved, { recursive: true });
  await rename(join(folder, 'a.jpg'), join(moved, 'other name.jpg'));
  await readFolder(engine, moved);
  const id = photoIdsByName(engine)['other name.jpg']!;
  expect(ratingOf(engine, id)).toEqual({ rating: 5, isOwnRating: true });
  engine.ratings.rate([id], null);
  expect(ratingOf(engine, id)).toEqual({ rating: null, isOwnRating: false });
});

it('outlive a repair that reads the photos again, and go along with an export', async () => {
  const { engine, libraryFolder, a, b } = await openRated();
  engine.ratings.rate([a], 5);
  engine.ratings.rate([b], 0);
  await engine.stop();
  const database = new Database(join(libraryFolder, 'library.sqlite'));
  database.exec('DELETE FROM feature; DELETE FROM file');
  database.close();
  const damaged = await openEngine({ libraryFolder });
  await damaged.verify({ repair: true });
  await damaged.pipeline.settled();
  expect(starsOf(damaged)).toEqual([5, null, null]);

  const copy = join(temporaryFolder(), 'copy');
  await damaged.exportTo(copy);
  await damaged.stop();
  const imported = join(temporaryFolder(), 'imported');
  await Engine.import(copy, imported);
  expect(starsOf(await openEngine({ libraryFolder: imported, read: false }))).toEqual([5, null, null]);
});

it('begin where a library of an earlier version left off: with what its files say', () => {
  const folder = temporaryFolder();
  const steps = join(folder, 'steps');
  mkdirSync(steps);
  for (const name of readdirSync(migrations).sort().slice(0, 15)) copyFileSync(join(migrations, name), join(steps, name)); // prettier-ignore
  const database = new Database(join(folder, 'library.sqlite'));
  migrate(database, { backups: join(folder, 'backups'), folder: steps });
  database.exec(`INSERT INTO root (id, path, name, added_at) VALUES (1, '/photos', 'photos', 0);
    INSERT INTO photo (id, content_hash, format, width, height, taken_at, rating, colour, print) VALUES
      (1, x'0102030405', 'jpeg', 4, 3, 0, 3, 0, x'00'), (2, x'0102030406', 'jpeg', 4, 3, 0, NULL, 0, x'00');
    INSERT INTO located_file (root_id, folder, name, size, modified_at, state, photo_id)
      SELECT 1, '', id || '.jpg', 1, 0, 'ready', id FROM photo`);
  migrate(database, { backups: join(folder, 'backups') });
  const [ratings, catalogue] = [new OwnRatings(database), new Catalogue(database)];
  expect(catalogue.details(1)).toMatchObject({ rating: 3, isOwnRating: false });
  expect(ratings.rate([1], 1)).toEqual([{ rating: null, ids: [1] }]);
  expect([catalogue.details(1).rating, catalogue.details(2).rating]).toEqual([1, null]);
  ratings.rate([1], null);
  expect(catalogue.details(1)).toMatchObject({ rating: 3, isOwnRating: false });
  database.close();
});
