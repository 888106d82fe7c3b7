// A worker thread: trains the library's own generation from its stored features, then codes every photo with it.
// It reads the library through a connection of its own and writes nothing; what it makes goes to the engine by message.
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { CellCodes, Generation, Matrix, Parallel } from '../../../core/index.ts';
import {
  chooseSizes,
  encodeFeatures,
  Random,
  row,
  rowRange,
  serialiseGeneration,
  trainGeneration,
  zeroMatrix,
} from '../../../core/index.ts';
import { CodesByCell } from './codes-by-cell.ts';
import { FeatureStore } from './feature-store.ts';
import { openKernels } from './kernel-files.ts';
import { KernelWorkers } from './kernel-workers.ts';

export interface TrainingTask {
  readonly databasePath: string;
  readonly modelId: number;
  readonly dimension: number;
  readonly seed: number;
}

/**
 * `trained` comes once, then `coded` for photos of some cells, each to be answered when they are stored, then `done`;
 * `progress` in between.
 */
export type TrainingMessage =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'trained'; readonly generation: Uint8Array; readonly photoCount: number }
  | { readonly kind: 'coded'; readonly batches: readonly CellCodes[] }
  | { readonly kind: 'done' };

/** 8 MB of features. */
const PHOTOS_CODED_AT_ONCE = 4096;
/** What is stored in one transaction: some milliseconds. */
const CELLS_PER_MESSAGE = 8;
/** Training's share of the whole time, roughly; coding has the rest. */
const TRAINING_SHARE = 0.9;

async function run({ databasePath, modelId, dimension, seed }: TrainingTask): Promise<void> {
  const database = new Database(databasePath, { readonly: true, fileMustExist: true });
  const features = new FeatureStore(database, modelId);
  const ids = features.ids();
  const parallel = new KernelWorkers(await openKernels(), trainingLanes());
  const generation = await trainGeneration(sample(features, ids, dimension, seed), chooseSizes(ids.length, dimension), {
    seed,
    parallel,
    onProgress: (share) => post({ kind: 'progress', share: TRAINING_SHARE * share }),
  });
  post({ kind: 'trained', generation: serialiseGeneration(generation), photoCount: ids.length });
  await codeAll(features, generation, ids, parallel);
  await parallel.stop();
  post({ kind: 'done' });
  database.close();
}

/** One core is left to searches and reading, where there are several. */
function trainingLanes(): number {
  return Math.max(1, availableParallelism() - 1);
}

/** As many features as pay in training, evenly at random out of all. */
function sample(features: FeatureStore, ids: readonly number[], dimension: number, seed: number): Matrix {
  const { trainingCount } = chooseSizes(ids.length, dimension);
  const chosen = Array.from(new Random(seed).sample(ids.length, trainingCount), (place) => ids[place]!);
  return readFeatures(features, chosen, dimension).matrix;
}

/** Those that are there and whole: a photo may have been removed since its id was read. */
function readFeatures(
  features: FeatureStore,
  wanted: readonly number[],
  dimension: number,
): { ids: number[]; matrix: Matrix } {
  const matrix = zeroMatrix(wanted.length, dimension);
  const ids: number[] = [];
  for (const id of wanted) {
    const feature = features.read(id);
    if (feature?.length !== dimension) continue;
    row(matrix, ids.length).set(feature);
    ids.push(id);
  }
  return { ids, matrix: rowRange(matrix, 0, ids.length) };
}

/** Codes all photos first, then hands them out cell by cell: no block is written twice. */
async function codeAll(
  features: FeatureStore,
  generation: Generation,
  ids: readonly number[],
  parallel: Parallel,
): Promise<void> {
  const gathered = new CodesByCell(generation.m, ids.length);
  for (let from = 0; from < ids.length; from += PHOTOS_CODED_AT_ONCE) {
    const batch = readFeatures(features, ids.slice(from, from + PHOTOS_CODED_AT_ONCE), generation.dimension);
    const { cells, codes } = await encodeFeatures(generation, batch.matrix, parallel);
    const { m } = generation;
    batch.ids.forEach((id, i) => gathered.add(id, { cell: cells[i]!, code: codes.subarray(i * m, (i + 1) * m) }));
    post({ kind: 'progress', share: TRAINING_SHARE + (1 - TRAINING_SHARE) * (from / ids.length) });
  }
  const batches = gathered.take();
  for (let from = 0; from < batches.length; from += CELLS_PER_MESSAGE) {
    const stored = once(parentPort!, 'message');
    post({ kind: 'coded', batches: batches.slice(from, from + CELLS_PER_MESSAGE) });
    await stored; // between two messages searches get their turn
  }
}

function post(message: TrainingMessage): void {
  parentPort!.postMessage(message);
}

await run(workerData as TrainingTask);
