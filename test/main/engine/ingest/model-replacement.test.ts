// A later Likeness brings another model: the library answers with the old one, is described anew meanwhile, and switches whole.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../../../../main/engine/engine.ts';
import { Describer } from '../../../../main/engine/ingest/describer.ts';
import { readModelCard } from '../../../../main/engine/ingest/model-file.ts';
import { openEngine, photoIdsByName, readFolder, temporaryFolder, writePhoto, writePhotos } from '../photo-fixture.ts';
import { firstResources, makeSecondResources } from '../second-model.ts';

const photoCount = 12;
const names = Object.fromEntries(Array.from({ length: photoCount }, (_, i) => [`${i}.jpg`, i]));
/** Of the files: a time that can be set again exactly. */
const wholeSecond = 1_600_000_000;
const secondFolder = mkdtempSync(join(tmpdir(), 'likeness-second-'));
let second: string;
beforeAll(() => {
  second = makeSecondResources(secondFolder);
});
afterAll(() => rmSync(secondFolder, { recursive: true }));

interface OldLibrary {
  libraryFolder: string;
  photos: string;
  ids: Record<string, number>;
}

/** A library made with the first model. */
async function makeOldLibrary(): Promise<OldLibrary> {
  const photos = await writePhotos(join(temporaryFolder(), 'photos'), names);
  for (const name of Object.keys(names)) utimesSync(join(photos, name), wholeSecond, wholeSecond);
  const libraryFolder = join(temporaryFolder(), 'library');
  const engine = await openEngine({ libraryFolder });
  await readFolder(engine, photos);
  const ids = photoIdsByName(engine);
  await engine.stop();
  return { libraryFolder, photos, ids };
}

/** Each picture finds its own photo first, at a distance that only features of one model have. */
async function expectAnswers(engine: Engine, folder: string, ids: Record<string, number>): Promise<void> {
  for (const [name, id] of Object.entries(ids)) {
    const { id: pictureId } = await engine.queries.openPath(join(folder, name));
    const { matches } = await engine.search.run({ query: { pictureId }, mode: 'quick', limit: 3 });
    expect(matches[0]).toMatchObject({ photo: { id }, kind: 'same-picture' });
    expect(matches[0]!.distance).toBeLessThan(0.2);
  }
}

function someOf(ids: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(ids).slice(0, 3));
}

function rowsOf<Row>(libraryFolder: string, sql: string): Row[] {
  const database = new Database(join(libraryFolder, 'library.sqlite'), { readonly: true });
  const rows = database.prepare<[], Row>(sql).all();
  database.close();
  return rows;
}

async function expectReplaced(engine: Engine, { libraryFolder, ids }: OldLibrary): Promise<void> {
  expect(engine.status.current()).toMatchObject({
    photoCount: Object.keys(ids).length,
    searchableCount: Object.keys(ids).length,
    replacement: null,
  });
  expect(photoIdsByName(engine)).toEqual(ids);
  const { sha256 } = readModelCard(second);
  expect(rowsOf(libraryFolder, 'SELECT sha256, is_answering FROM model')).toEqual([{ sha256, is_answering: 1 }]);
  expect(rowsOf(libraryFolder, 'SELECT DISTINCT id >> 32 FROM feature')).toHaveLength(1);
  expect(rowsOf(libraryFolder, 'SELECT is_active FROM generation')).toEqual([{ is_active: 1 }]);
  expect(readdirSync(join(libraryFolder, 'models'))).toEqual([sha256]);
  const { findings, models } = await engine.verify({ repair: false });
  expect(findings).toEqual([]);
  expect(models).toEqual([expect.stringMatching(/^\d+ of \d+ photos are described by the model second model .*, which answers\.$/)]); // prettier-ignore
}

it('the second model of these tests is another one, and a good one', async () => {
  const photo = await writePhoto(join(temporaryFolder(), 'a.jpg'), 1);
  const features: Float32Array[] = [];
  for (const resources of [firstResources, second]) {
    const describer = new Describer({ resources });
    await describer.start();
    const { model, feature } = await describer.describeFeature(photo);
    expect(model).toBe(readModelCard(resources).sha256);
    features.push(feature);
    await describer.stop();
  }
  const [one, other] = features;
  one!.toReversed().forEach((value, i) => expect(other![i]).toBeCloseTo(value, 5));
});

it('answers with the old model until every photo is described by the new one, and with that from then on', async () => {
  const library = await makeOldLibrary();
  const engine = await openEngine({ libraryFolder: library.libraryFolder, resources: second });
  expect(engine.status.current()).toMatchObject({
    searchableCount: photoCount,
    replacement: {
      from: readModelCard(firstResources).name,
      to: 'second model',
      totalCount: photoCount,
      trouble: null,
    },
  });
  const { id: keptPicture } = await engine.queries.openPath(join(library.photos, '3.jpg'));
  const done = engine.pipeline.settled();
  let roundsOfOld = 0;
  while (engine.status.current().replacement) {
    // A few rounds: the engine keeps the 32 newest pictures, and one from before the switch is asked with after it.
    if (roundsOfOld++ < 4) await expectAnswers(engine, library.photos, someOf(library.ids));
    else await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(roundsOfOld).toBeGreaterThan(0);
  await done;
  await expectReplaced(engine, library);
  const { matches } = await engine.search.run({ query: { pictureId: keptPicture }, mode: 'quick', limit: 1 });
  expect(matches[0]).toMatchObject({ photo: { id: library.ids['3.jpg'] }, kind: 'same-picture' });
  await expectAnswers(engine, library.photos, library.ids);
  await engine.stop();

  const reopened = await openEngine({ libraryFolder: library.libraryFolder, resources: second });
  await reopened.pipeline.settled();
  await expectReplaced(reopened, library);
  await expectAnswers(reopened, library.photos, library.ids);
}, 120_000);

it('a photo that comes meanwhile is found by the old model, and described by the new one too', async () => {
  const library = await makeOldLibrary();
  const engine = await openEngine({ libraryFolder: library.libraryFolder, resources: second });
  const more = await writePhotos(join(temporaryFolder(), 'more'), { 'new.jpg': 40 });
  const seen: number[] = [];
  await engine.addRoot(more);
  await engine.finishReading({
    onStatus: ({ searchableCount, replacement }) => void (replacement && seen.push(searchableCount)),
  });
  expect(Math.max(...seen)).toBe(photoCount + 1);
  const ids = photoIdsByName(engine);
  expect(ids).toMatchObject(library.ids);
  await expectReplaced(engine, { ...library, ids });
  await expectAnswers(engine, more, { 'new.jpg': ids['new.jpg']! });
}, 120_000);

it('killed again and again, it loses no photo, goes on answering, and comes to its end', async () => {
  const library = await makeOldLibrary();
  // The last one is just after the switch, when the old features are being removed.
  for (const killAt of [1, 6, photoCount, photoCount + 1]) {
    await replaceUntilKilled(library.libraryFolder, killAt);
    const engine = await openEngine({ libraryFolder: library.libraryFolder, resources: second, read: false });
    expect(photoIdsByName(engine)).toEqual(library.ids);
    expect(engine.status.current().searchableCount).toBe(photoCount);
    await expectAnswers(engine, library.photos, someOf(library.ids));
    expect((await engine.verify({ repair: false })).findings).toEqual([]);
    await engine.stop();
  }
  const engine = await openEngine({ libraryFolder: library.libraryFolder, resources: second });
  await engine.pipeline.settled();
  await expectReplaced(engine, library);
  await expectAnswers(engine, library.photos, library.ids);
}, 180_000);

it('photos whose drive is away are described by their thumbnails, and by their files when it is back', async () => {
  const library = await makeOldLibrary();
  const away = `${library.photos} away`;
  await rename(library.photos, away);
  const engine = await openEngine({ libraryFolder: library.libraryFolder, resources: second });
  await engine.pipeline.settled();
  expect(engine.status.current().offlineRootCount).toBe(1);
  await expectReplaced(engine, library);
  const provisional = 'SELECT id FROM feature WHERE is_provisional = 1';
  expect(rowsOf(library.libraryFolder, provisional)).toHaveLength(photoCount);
  await expectAnswers(engine, away, library.ids);

  await rename(away, library.photos);
  await readFolder(engine, library.photos);
  expect(rowsOf(library.libraryFolder, provisional)).toEqual([]);
  await expectReplaced(engine, library);
  await expectAnswers(engine, library.photos, library.ids);
}, 120_000);

it('a file that cannot be decoded any more does not hold up the others', async () => {
  const library = await makeOldLibrary();
  const path = join(library.photos, '5.jpg');
  writeFileSync(path, Buffer.alloc(statSync(path).size)); // as a disk that fails: the same name, size and time
  utimesSync(path, wholeSecond, wholeSecond);
  const engine = await openEngine({ libraryFolder: library.libraryFolder, resources: second });
  await engine.pipeline.settled();
  await expectReplaced(engine, library);
  const originals = await writePhotos(join(temporaryFolder(), 'originals'), names);
  await expectAnswers(engine, originals, library.ids);
}, 120_000);

it('without the old model the new one answers at once, for the photos it has described', async () => {
  const library = await makeOldLibrary();
  rmSync(join(library.libraryFolder, 'models'), { recursive: true });
  const asking = await openEngine({ libraryFolder: library.libraryFolder, resources: second, read: false });
  expect(asking.status.current()).toMatchObject({ photoCount, searchableCount: 0, replacement: null });
  await asking.stop();
  const engine = await openEngine({ libraryFolder: library.libraryFolder, resources: second });
  await engine.pipeline.settled();
  await expectReplaced(engine, library);
  await expectAnswers(engine, library.photos, library.ids);
}, 120_000);

it('a new model that is damaged leaves the old one answering, and says so', async () => {
  const library = await makeOldLibrary();
  const damaged = makeSecondResources(temporaryFolder());
  const file = join(damaged, 'model', readModelCard(damaged).file);
  writeFileSync(file, readFileSync(file).subarray(0, 1000));
  const engine = await openEngine({ libraryFolder: library.libraryFolder, resources: damaged });
  await engine.pipeline.settled();
  expect(engine.status.current().replacement).toMatchObject({
    state: 'stopped',
    trouble: expect.any(String) as string,
  });
  await expectAnswers(engine, library.photos, library.ids);
  await engine.stop();

  const mended = await openEngine({ libraryFolder: library.libraryFolder, resources: second });
  await mended.pipeline.settled();
  await expectReplaced(mended, library);
}, 120_000);

/** Runs an engine with the second model in a process of its own and kills it once so many photos have its feature. */
async function replaceUntilKilled(libraryFolder: string, killAt: number): Promise<void> {
  const script = `
    const { Engine } = await import(${JSON.stringify(join(process.cwd(), 'main/engine/engine.ts'))});
    const engine = await Engine.open({ libraryFolder: ${JSON.stringify(libraryFolder)}, resources: ${JSON.stringify(second)}, watch: false });
    setInterval(() => console.log(engine.status.current().replacement?.doneCount ?? Infinity), 2);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    if (Number(line) >= killAt) break;
  }
  child.kill('SIGKILL');
  await exited;
}
