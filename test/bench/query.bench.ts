// How fast a query is answered in a library of 10,000 photos, from the picture file to the ranked results, and how soon
// after the library is opened. The queries and the sample photos are real; the other photos are rows whose features are
// generated around those of the samples, which costs a search exactly what real ones would.
// npm run bench -- query [--photos N] [--queries N]
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { normalise, packPrint, Random, toBytes } from '../../core/index.ts';
import type { SearchInput } from '../../main/engine/api/search-schemas.ts';
import { Engine } from '../../main/engine/engine.ts';
import { FeatureStore } from '../../main/engine/index/feature-store.ts';
import { FEATURE_LEVELS } from '../../main/engine/index/packed-feature.ts';
import { ThumbnailStore } from '../../main/engine/library/thumbnails.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { photos: { type: 'string', default: '10000' }, queries: { type: 'string', default: '50' } },
});
const photoCount = Number(values.photos);
const queryCount = Number(values.queries);

const libraryFolder = await mkdtemp(join(tmpdir(), 'likeness-bench-'));
try {
  const paths = await readSamples();
  addGeneratedPhotos(photoCount);
  await train();
  const opening = await measureOpening(paths[0]!);
  await measureQueries(paths, opening);
} finally {
  await rm(libraryFolder, { recursive: true, force: true });
}

/** Reads the sample photos through the whole pipeline; gives their paths. */
async function readSamples(): Promise<string[]> {
  const engine = await Engine.open({ libraryFolder, watch: false });
  await engine.addSamples();
  await engine.finishReading();
  const { photos } = engine.catalogue.timeline({ limit: 1000 });
  const paths = photos.map(({ id }) => engine.catalogue.filesOf(id)[0]!.path);
  await engine.stop();
  return paths;
}

function addGeneratedPhotos(wanted: number): void {
  const database = new Database(join(libraryFolder, 'library.sqlite'));
  const random = new Random(1);
  const real = database
    .prepare<[], { hash: Buffer; photoId: number; modelId: number }>(
      `SELECT content_hash AS hash, photo.id AS photoId, feature.id >> 32 AS modelId
       FROM feature JOIN photo ON photo.id = feature.id & 0xffffffff`,
    )
    .all();
  const thumbnails = new ThumbnailStore(libraryFolder);
  const rootId = database.prepare<[], number>('SELECT id FROM root').pluck().get()!;
  const addPhoto = database.prepare(
    `INSERT INTO photo (content_hash, format, width, height, taken_at, colour, print) VALUES (?, 'jpeg', 4000, 3000, ?, 0, ?)`,
  );
  const addFile = database.prepare(
    `INSERT INTO located_file (root_id, folder, name, size, modified_at, state, photo_id) VALUES (?, 'generated', ?, 0, 0, 'ready', ?)`,
  );
  const features = new FeatureStore(database, real[0]!.modelId);
  database.transaction(() => {
    for (let i = real.length; i < wanted; i++) {
      const { hash: realHash, photoId: realId } = real[random.integer(real.length)]!;
      // Noise as long as the feature itself: cosines of about 0.5 to 0.7 with it, as photos of one kind have.
      const feature = features.read(realId)!.map((value) => value + random.normal() / Math.sqrt(512));
      normalise(feature);
      const bytes = toBytes(feature, FEATURE_LEVELS);
      const hash = randomBytes(32);
      linkThumbnail(thumbnails.pathFor(realHash), thumbnails.pathFor(hash));
      const id = addPhoto.run(hash, i, packPrint(randomBytes(144))).lastInsertRowid;
      addFile.run(rootId, `${i}.jpg`, id);
      features.write(Number(id), bytes);
    }
  })();
  database.close();
}

/** A search lays the query over the thumbnails of the nearest photos: those of the samples stand in. */
function linkThumbnail(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  linkSync(from, to);
}

async function train(): Promise<void> {
  const started = performance.now();
  const engine = await Engine.open({ libraryFolder, read: false });
  const opened = performance.now();
  await engine.index.settle();
  const { nlist, m, origin } = engine.index.state;
  const training = ((performance.now() - opened) / 1000).toFixed(0);
  print(`${engine.index.searchableCount} photos coded in ${((opened - started) / 1000).toFixed(1)} s`);
  print(`${origin} generation of ${nlist} cells and ${m} bytes a code trained in ${training} s`);
  await engine.stop();
}

/** From a closed library to the first answer, the describing process included. */
async function measureOpening(path: string): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const started = performance.now();
    const engine = await Engine.open({ libraryFolder, read: false });
    await ask(engine, path, 'thorough');
    times.push(performance.now() - started);
    await engine.stop();
  }
  return times;
}

async function measureQueries(paths: readonly string[], opening: readonly number[]): Promise<void> {
  const engine = await Engine.open({ libraryFolder, read: false });
  for (const mode of ['thorough', 'quick'] as const) {
    for (let warm = 0; warm < 5; warm++) await ask(engine, paths[warm % paths.length]!, mode);
    const totals: number[] = [];
    const scans: number[] = [];
    for (let i = 0; i < queryCount; i++) {
      const started = performance.now();
      const scan = await ask(engine, paths[i % paths.length]!, mode);
      totals.push(performance.now() - started);
      scans.push(scan);
    }
    print(`${mode} query, picture to 200 ranked results: ${quantiles(totals)}; of it the scan ${quantiles(scans)}`);
  }
  print(`opening to the first thorough answer: ${quantiles(opening)} (${opening.length} times)`);
  print(
    `resident memory of the engine: ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB, without the describing process`,
  );
  await engine.stop();
}

/** @returns milliseconds of the scan */
async function ask(engine: Engine, path: string, mode: SearchInput['mode']): Promise<number> {
  const { id: pictureId } = await engine.queries.openPath(path, { thorough: mode === 'thorough' });
  const answer = await engine.search.run({ query: { pictureId }, mode, limit: 200 });
  return answer.milliseconds.scan;
}

function quantiles(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(0);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
