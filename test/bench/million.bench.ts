// What a library of a million photos costs, against the limits it must keep: opening it up to the first answer, a search, the same
// with each filter, pages of the timeline, adding and deleting one photo durably, memory and disk.
//   npm run bench -- million [--photos 1000000] [--keep FOLDER: made there if need be, and left for another run]
//     [--only opening|searches|timeline|changes|disk|nothing]
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type Database from 'better-sqlite3';
import { normalise, Random } from '../../core/index.ts';
import type { PhotoFilter } from '../../main/engine/api/filter-schemas.ts';
import { Engine } from '../../main/engine/engine.ts';
import { PhotoIndex } from '../../main/engine/index/photo-index.ts';
import { readModelCard } from '../../main/engine/ingest/model-file.ts';
import { Catalogue } from '../../main/engine/library/catalogue.ts';
import { Library } from '../../main/engine/library/library.ts';
import { rootMembersOf } from '../../main/engine/library/root-members.ts';
import { dimension, firstYear, makeLibrary, PhotoInsertion } from './million-library.ts';

const openingLimitMs = 1000;
const searchLimitMs = 100;
const pageLimitMs = 50;
const changeLimitMs = 4;
/** Of each kind; twenty do not show a slow one among them. */
const changeCount = 300;
const memoryLimit = 500; // MB
const diskLimit = 1000; // bytes a photo

const resources = join(import.meta.dirname, '../../resources');
const model = readModelCard(resources);
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    photos: { type: 'string', default: '1000000' },
    keep: { type: 'string' },
    only: { type: 'string', default: '' },
  },
});
const photoCount = Number(values.photos);
const random = new Random(1);
const folder = values.keep ?? (await mkdtemp(join(tmpdir(), 'likeness-million-')));

const year = (place: number): { after: number; before: number } => ({
  after: Date.UTC(firstYear + place, 0),
  before: Date.UTC(firstYear + place + 1, 0),
});
const zurich = { latitude: 47.37, longitude: 8.54 };
const filters: Record<string, PhotoFilter> = {
  'drive at hand': { online: true },
  'a whole root': { folder: '/home/anna/Pictures' },
  'a folder': { folder: '/home/anna/Pictures/2015' },
  'a year': year(10),
  'ten years': { after: year(5).after, before: year(15).after },
  'type JPEG': { format: 'jpeg' },
  'type HEIC': { format: 'heic' },
  'a camera': { camera: 'iphone' },
  'a lens': { lens: 'nikkor' },
  'four stars': { rating: 4 },
  'a circle of 10 km': { near: { ...zurich, kilometres: 10 } },
  'a circle of 1,000 km': { near: { ...zurich, kilometres: 1000 } },
  'a word': { text: 'alps' },
  "a file's name": { text: 'IMG_4711' },
  'year, camera, JPEG, drive': { ...year(10), camera: 'canon', format: 'jpeg', online: true },
};

try {
  if (!existsSync(join(folder, 'library.sqlite'))) {
    const started = performance.now();
    await makeLibrary(folder, photoCount, model);
    print(`made in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
  await measure();
} finally {
  if (values.keep === undefined) await rm(folder, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  const isAsked = (part: string): boolean => values.only === '' || values.only === part;
  print('| what | median | p95 | slowest | processor, median | limit |\n| --- | --- | --- | --- | --- | --- |');
  if (isAsked('opening')) await measureOpening();
  const library = new Library(folder);
  await library.start();
  const { database } = library;
  const index = new PhotoIndex({ database, model, resources });
  await index.start();
  const catalogue = new Catalogue(database);
  if (isAsked('searches')) measureSearches(index, catalogue, database);
  if (isAsked('timeline')) measureTimeline(catalogue);
  if (isAsked('changes')) await measureChanges(index, database);
  print(`\n${catalogue.counts().photoCount} photos, index ${JSON.stringify(index.state)}`);
  if (isAsked('disk')) reportDisk(database);
  await index.stop();
  library.stop();
}

/** The whole engine, with its describing process and the model in it. */
async function measureOpening(): Promise<void> {
  const times: Times = { wall: [], processor: [] };
  let memory = 0;
  for (let turn = 0; turn < 6; turn++) {
    const [started, used] = [performance.now(), process.cpuUsage()];
    const engine = await Engine.open({ libraryFolder: folder, read: false });
    engine.index.search(randomFeature(), { k: 200 });
    const { user, system } = process.cpuUsage(used);
    times.wall.push(performance.now() - started);
    times.processor.push((user + system) / 1000);
    if (turn === 0) memory = process.memoryUsage().rss / 1e6;
    await engine.stop();
  }
  report('opening to the first answer, six times', times, openingLimitMs);
  print(`| memory of the engine after the first | ${memory.toFixed(0)} MB | | | | ${memoryLimit} MB |`);
}

function measureSearches(index: PhotoIndex, catalogue: Catalogue, database: Database.Database): void {
  const search = (filter?: PhotoFilter) => () =>
    index.search(randomFeature(), { k: 200, allowed: filter && catalogue.photoIdsPassing(filter) });
  report('search, 200 nearest', timesOf(search()), searchLimitMs);
  const started = performance.now();
  rootMembersOf(database).photosIn();
  print(
    `| reading which photos the roots show, once, in the background | ${(performance.now() - started).toFixed(0)} ms | | | | |`,
  );
  for (const [name, filter] of Object.entries(filters)) {
    const count = catalogue.photoIdsPassing(filter).size;
    report(`search, filter: ${name} (${count} photos)`, timesOf(search(filter)), searchLimitMs);
  }
}

function measureTimeline(catalogue: Catalogue): void {
  let cursor: string | undefined;
  const next = (): void => {
    cursor = catalogue.timeline({ limit: 200, cursor }).nextCursor ?? undefined;
  };
  report('timeline, page of 200', timesOf(next), pageLimitMs);
  const place = { takenAt: year(3).after, id: 1 };
  const old = `${place.takenAt}.${place.id}`;
  report('timeline, deep page', timesOf(() => catalogue.timeline({ limit: 200, cursor: old })), pageLimitMs); // prettier-ignore
  for (const [name, filter] of Object.entries(filters)) {
    report(
      `timeline, filter: ${name}`,
      timesOf(() => catalogue.timeline({ limit: 200, filter })),
      pageLimitMs,
    );
  }
}

/** Photo, file, words, place, feature and code in one transaction. */
async function measureChanges(index: PhotoIndex, database: Database.Database): Promise<void> {
  for (const durability of ['NORMAL', 'FULL']) {
    database.pragma(`synchronous = ${durability}`);
    const photos = new PhotoInsertion(database, random, 100 * photoCount);
    const ids: number[] = [];
    const add = (): void => {
      const publish = database.transaction(() => {
        const photoId = photos.insert(10 * photoCount + random.integer(photoCount));
        ids.push(photoId);
        return index.write(photoId, randomFeature());
      })();
      publish();
    };
    report(`one photo added, synchronous = ${durability}`, await timesApart(add), changeLimitMs);
    const forget = [database.prepare('DELETE FROM file WHERE photo_id = ?'), database.prepare('DELETE FROM photo WHERE id = ?')]; // prettier-ignore
    const remove = (): void => {
      const photoId = ids.pop()!;
      const publish = database.transaction(() => {
        for (const statement of forget) statement.run(photoId);
        return index.remove(photoId);
      })();
      publish();
    };
    report(`one photo deleted, synchronous = ${durability}`, await timesApart(remove), changeLimitMs);
  }
}

function reportDisk(database: Database.Database): void {
  const perPhoto = statSync(join(folder, 'library.sqlite')).size / photoCount;
  print(
    `\n${perPhoto.toFixed(0)} bytes a photo on disk, limit ${diskLimit}: ${perPhoto <= diskLimit ? 'kept' : 'NOT KEPT'}`,
  );
  const tables = database
    .prepare<[], { name: string; bytes: number }>(
      'SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name ORDER BY bytes DESC',
    )
    .all()
    .filter(({ bytes }) => bytes > photoCount);
  print(tables.map(({ name, bytes }) => `${name} ${(bytes / photoCount).toFixed(0)}`).join(', '));
}

function randomFeature(): Float32Array {
  const feature = Float32Array.from({ length: dimension }, () => random.normal());
  normalise(feature);
  return feature;
}

interface Times {
  wall: number[];
  /** Of the processor, which other programs on the machine do not lengthen. */
  processor: number[];
}

function timesOf(work: () => unknown, turns = 20): Times {
  const times: Times = { wall: [], processor: [] };
  for (let turn = 0; turn < turns; turn++) timeOne(work, times);
  return times;
}

/** As single changes come: other work of this process may go on between them, and does not count. */
async function timesApart(work: () => unknown): Promise<Times> {
  const times: Times = { wall: [], processor: [] };
  for (let turn = 0; turn < changeCount; turn++) {
    timeOne(work, times);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return times;
}

function timeOne(work: () => unknown, times: Times): void {
  const [started, used] = [performance.now(), process.cpuUsage()];
  work();
  const { user, system } = process.cpuUsage(used);
  times.wall.push(performance.now() - started);
  times.processor.push((user + system) / 1000);
}

function report(what: string, { wall, processor }: Times, limitMs: number): void {
  const quantile = (times: readonly number[], share: number): number =>
    times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  const shown = (ms: number): string => `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
  const above = wall.filter((time) => time > limitMs).length;
  const verdict = quantile(wall, 0.5) > limitMs ? ', NOT KEPT' : above > 0 ? `, ${above} of ${wall.length} above` : '';
  const columns = [
    what,
    ...[0.5, 0.95, 1].map((share) => shown(quantile(wall, share))),
    shown(quantile(processor, 0.5)),
    `${limitMs} ms${verdict}`,
  ];
  print(`| ${columns.join(' | ')} |`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
