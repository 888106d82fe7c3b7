// What a library of a million photos costs: opening it up to the first answer, a query, adding and deleting one photo
// durably, memory and file. All rows are generated: features are noise, codebooks and codes are drawn by chance, which
// costs opening, scanning and writing exactly what those of real photos would.
//   npm run bench -- million [--photos 1000000] [--keep FOLDER: made there if need be, and left for another run]
import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type Database from 'better-sqlite3';
import { asMatrix, chooseSizes, Generation, normalise, ProductQuantiser, Random, row } from '../../core/index.ts';
import { Engine } from '../../main/engine/engine.ts';
import { CodeStore } from '../../main/engine/index/code-store.ts';
import { FeatureStore } from '../../main/engine/index/feature-store.ts';
import { registerModel } from '../../main/engine/index/model-rows.ts';
import { GenerationStore } from '../../main/engine/index/generation-store.ts';
import { readModelCard } from '../../main/engine/ingest/model-file.ts';
import { PhotoIndex } from '../../main/engine/index/photo-index.ts';
import { Library } from '../../main/engine/library/library.ts';

const DIMENSION = 512;
const QUERIES = 300;
const CHANGES = 1000;
/** Between two changes: others, such as the thread that copies the log, get their turn, as when photos come. */
const PAUSE_MS = 4;
const OPENINGS = 5;
const resources = join(import.meta.dirname, '../../resources');
const model = readModelCard(resources);

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { photos: { type: 'string', default: '1000000' }, keep: { type: 'string' } },
});
const photoCount = Number(values.photos);
const random = new Random(1);
const folder = values.keep ?? (await mkdtemp(join(tmpdir(), 'likeness-million-')));
try {
  if (!existsSync(join(folder, 'library.sqlite'))) await makeLibrary();
  reportFile();
  await measureOpening();
  await measureUse();
} finally {
  if (values.keep === undefined) await rm(folder, { recursive: true, force: true });
}

async function makeLibrary(): Promise<void> {
  const started = performance.now();
  await mkdir(folder, { recursive: true });
  const library = new Library(folder);
  await library.start();
  const { database } = library;
  const modelId = registerModel(database, model);
  const sizes = chooseSizes(photoCount, DIMENSION);
  const generations = new GenerationStore(database, modelId);
  const { id } = generations.add(madeGeneration(sizes), 'own', photoCount);
  generations.activate(id);
  const features = new FeatureStore(database, modelId);
  const cells = Array.from({ length: sizes.nlist }, (): number[] => []);
  const insert = photoInsertion(database);
  database.transaction(() => {
    for (let i = 0; i < photoCount; i++) {
      const photoId = insert();
      features.write(photoId, { scale: 0.003, components: new Int8Array(randomBytes(DIMENSION).buffer) });
      cells[random.integer(sizes.nlist)]!.push(photoId);
    }
    const codes = new CodeStore(database, { id, m: sizes.m });
    cells.forEach((ids, cell) => {
      if (ids.length > 0) codes.append({ cell, ids: Uint32Array.from(ids), codes: randomBytes(ids.length * sizes.m) });
    });
  })();
  library.stop();
  print(`made ${photoCount} rows in ${seconds(started)} s: ${sizes.nlist} cells, ${sizes.m} bytes a code`);
}

function madeGeneration({ nlist, m, ksub }: { nlist: number; m: number; ksub: number }): Generation {
  const noise = (length: number, size: number): Float32Array =>
    Float32Array.from({ length }, () => size * random.normal());
  const coarse = asMatrix(noise(nlist * DIMENSION, 1 / Math.sqrt(DIMENSION)), DIMENSION);
  for (let cell = 0; cell < nlist; cell++) normalise(row(coarse, cell));
  const quantiser = new ProductQuantiser(DIMENSION, m, ksub, noise(ksub * DIMENSION, 0.5 / Math.sqrt(DIMENSION)));
  return new Generation(coarse, quantiser, { seed: 1, trainedOn: photoCount, errorAtTraining: 0.1, unitLength: true });
}

function photoInsertion(database: Database.Database): () => number {
  const statement = database.prepare(
    `INSERT INTO photo (content_hash, format, width, height, taken_at, colour, print) VALUES (?, 'jpeg', 4000, 3000, ?, 0, ?)`,
  );
  return () => Number(statement.run(randomBytes(32), random.integer(2 ** 31) * 800, randomBytes(144)).lastInsertRowid);
}

function reportFile(): void {
  const bytes = statSync(join(folder, 'library.sqlite')).size;
  print(`library.sqlite: ${(bytes / 2 ** 20).toFixed(0)} MiB, ${(bytes / photoCount).toFixed(0)} bytes a photo`);
}

/** The whole engine, with its describing process and the model in it. */
async function measureOpening(): Promise<void> {
  const times: number[] = [];
  for (let turn = 0; turn < OPENINGS; turn++) {
    const started = performance.now();
    const engine = await Engine.open({ libraryFolder: folder, read: false });
    const opened = performance.now();
    engine.index.search(randomFeature(), { k: 200 });
    times.push(performance.now() - started);
    if (turn === 0) {
      print(
        `first opening ${(opened - started).toFixed(0)} ms, its first answer ${(performance.now() - opened).toFixed(0)} ms`,
      );
      print(`resident memory: ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`);
    }
    await engine.stop();
  }
  print(`closed library to first answer: ${quantiles(times)} (${OPENINGS} times, file in the system's cache)`);
}

async function measureUse(): Promise<void> {
  const { library, index } = await open();
  const { database } = library;
  print(`${index.searchableCount} photos, index ${JSON.stringify(index.state)}`);
  const queries = Array.from({ length: QUERIES }, randomFeature);
  print(`query, 200 nearest: ${quantiles(timesOf(queries, (query) => index.search(query, { k: 200 })))}`);

  for (const durability of ['NORMAL', 'FULL']) {
    database.pragma(`synchronous = ${durability}`);
    const insert = photoInsertion(database);
    const features = Array.from({ length: CHANGES }, randomFeature);
    const ids: number[] = [];
    const log = new LongestLog(join(folder, 'library.sqlite-wal'));
    const adding = await pacedTimesOf(features, (feature) => {
      const publish = database.transaction(() => {
        const photoId = insert();
        ids.push(photoId);
        return index.write(photoId, feature);
      })();
      publish();
    });
    const remove = database.prepare<[number]>('DELETE FROM photo WHERE id = ?');
    const deleting = await pacedTimesOf(ids, (photoId) => {
      const publish = database.transaction(() => {
        remove.run(photoId);
        return index.remove(photoId);
      })();
      publish();
    });
    print(`synchronous = ${durability}: one add ${quantiles(adding)}; one delete ${quantiles(deleting)}`);
    print(`  write-ahead log at most ${(log.take() / 2 ** 20).toFixed(0)} MiB`);
  }
  await index.stop();
  library.stop();
}

async function open(): Promise<{ library: Library; index: PhotoIndex }> {
  const library = new Library(folder);
  await library.start();
  const index = new PhotoIndex({ database: library.database, model, resources });
  await index.start();
  return { library, index };
}

function randomFeature(): Float32Array {
  const feature = Float32Array.from({ length: DIMENSION }, () => random.normal());
  normalise(feature);
  return feature;
}

function timesOf<Item>(items: readonly Item[], work: (item: Item) => unknown): number[] {
  return items.map((item) => {
    const started = performance.now();
    work(item);
    return performance.now() - started;
  });
}

async function pacedTimesOf<Item>(items: readonly Item[], work: (item: Item) => unknown): Promise<number[]> {
  const times: number[] = [];
  for (const item of items) {
    times.push(...timesOf([item], work));
    await pause(PAUSE_MS);
  }
  return times;
}

/** Looks at the log's size all the while. */
class LongestLog {
  private most = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(path: string) {
    this.timer = setInterval(() => (this.most = Math.max(this.most, statSync(path).size)), 20);
  }

  take(): number {
    clearInterval(this.timer);
    return this.most;
  }
}

function quantiles(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(2);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms`;
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(2);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
