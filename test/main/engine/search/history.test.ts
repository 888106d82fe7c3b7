import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { RememberedQuestion } from '../../../../main/engine/api/history-schemas.ts';
import type { Engine } from '../../../../main/engine/engine.ts';
import { openEngine, photoIdsByName, readFolder, scene, temporaryFolder, writePhotos } from '../photo-fixture.ts';

const names = { 'a.jpg': 1, 'b.jpg': 2, 'c.jpg': 3 };

async function openLibrary() {
  const folder = await writePhotos(join(temporaryFolder(), 'photos'), names);
  const libraryFolder = join(temporaryFolder(), 'library');
  const engine = await openEngine({ libraryFolder });
  await readFolder(engine, folder);
  return { engine, folder, libraryFolder, ids: photoIdsByName(engine) };
}

async function show(engine: Engine, seed: number): Promise<string> {
  const bytes = await scene(seed, 800, 600).jpeg({ quality: 60 }).toBuffer();
  return (await engine.queries.open(new File([bytes], `shown-${seed}.jpg`))).id;
}

const like = (asked: RememberedQuestion['pictures'][number]['asked']) => ({ role: 'like', asked }) as const;

it('keeps what was asked, the newest first, and moves what is asked again to the front', async () => {
  const { engine, ids } = await openLibrary();
  const pictureId = await show(engine, 2);
  const region = { x: 0, y: 0, width: 0.5, height: 1 };
  const outside = { pictures: [like({ pictureId, region })], filter: { rating: 3 } };
  await engine.history.remember(outside);
  await engine.history.remember({
    pictures: [like({ photoId: ids['a.jpg']! }), { role: 'not', asked: { photoId: ids['b.jpg']! } }],
    filter: {},
  });
  await engine.history.remember({ pictures: [], filter: { text: 'alps' } });
  await engine.history.remember({ pictures: [], filter: {} });
  expect(engine.history.list()).toMatchObject([
    { pictures: [], filter: { text: 'alps' } },
    {
      pictures: [
        { role: 'like', photo: { name: 'a.jpg' } },
        { role: 'not', photo: { name: 'b.jpg' } },
      ],
      filter: {},
    },
    { pictures: [{ role: 'like', photo: null, name: 'shown-2.jpg', region }], filter: { rating: 3 } },
  ]);
  await engine.history.remember(outside);
  expect(engine.history.list()).toHaveLength(3);
  expect(engine.history.list()[0]).toMatchObject({ filter: { rating: 3 } });
});

it('asks again after a restart, with the same answer, though the file is gone', async () => {
  const { engine, libraryFolder } = await openLibrary();
  const pictureId = await show(engine, 2);
  const ask = async (in_: Engine, id: string) =>
    (await in_.search.run({ query: { pictureId: id }, mode: 'quick', limit: 10 })).matches.map(
      ({ photo, distance }) => [photo.name, distance],
    );
  const before = await ask(engine, pictureId);
  await engine.history.remember({ pictures: [like({ pictureId })], filter: {} });
  await engine.stop();

  const again = await openEngine({ libraryFolder });
  const [past] = again.history.list();
  const picture = past!.pictures[0]!;
  expect(again.history.picture(picture.id).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
  const opened = await again.history.openPicture(picture.id);
  expect(opened).toMatchObject({ name: 'shown-2.jpg', width: 800, height: 600 });
  expect(await ask(again, opened.id)).toEqual(before);
  expect((await again.history.openPicture(picture.id)).id).toBe(opened.id);
});

it('forgets the oldest of more than a hundred, and pictures that no question shows', async () => {
  const { engine, libraryFolder } = await openLibrary();
  await engine.history.remember({ pictures: [like({ pictureId: await show(engine, 2) })], filter: {} });
  for (let rest = 0; rest < 100; rest++) await engine.history.remember({ pictures: [], filter: { text: `w${rest}` } });
  expect(engine.history.list()).toHaveLength(100);
  expect(shownCount(libraryFolder)).toBe(0);
});

it('lets a question go with a photo that leaves the library', async () => {
  const { engine, folder, ids } = await openLibrary();
  await engine.history.remember({ pictures: [like({ photoId: ids['a.jpg']! })], filter: {} });
  await rename(join(folder, 'a.jpg'), join(temporaryFolder(), 'a.jpg'));
  await readFolder(engine, folder);
  expect(engine.history.list()).toEqual([]);
});

it('is cleared when the person says so, and is not in an export', async () => {
  const { engine, libraryFolder } = await openLibrary();
  await engine.history.remember({ pictures: [like({ pictureId: await show(engine, 2) })], filter: {} });
  const copy = join(temporaryFolder(), 'copy');
  await engine.exportTo(copy);
  expect(shownCount(copy)).toBe(0);
  expect(shownCount(libraryFolder)).toBe(1);
  engine.history.clear();
  expect(engine.history.list()).toEqual([]);
  expect(shownCount(libraryFolder)).toBe(0);
});

function shownCount(libraryFolder: string): unknown {
  const database = new Database(join(libraryFolder, 'library.sqlite'), { readonly: true });
  try {
    return database.prepare('SELECT count(*) FROM shown_picture').pluck().get();
  } finally {
    database.close();
  }
}
