// A worker thread: trains the library's own generation from its stored features, then codes every photo with it.
// It reads the library through a connection of its own and writes nothing; what it makes goes to the engine by message.
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { CellCodes, Generation, Matrix } from '../../../core/index.ts';
import { chooseSizes, Random, row, serialiseGeneration, trainGeneration, zeroMatrix } from '../../../core/index.ts';
import { CodesByCell } from './codes-by-cell.ts';
import { FeatureStore } from './feature-store.ts';

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

const PHOTOS_BETWEEN_REPORTS = 500;
/** What is stored in one transaction: some milliseconds. */
const CELLS_PER_MESSAGE = 8;
/** Training's share of the whole time, roughly; coding has the rest. */
const TRAINING_SHARE = 0.9;

async function run({ databasePath, modelId, dimension, seed }: TrainingTask): Promise<void> {
  const database = new Database(databasePath, { readonly: true, fileMustExist: true });
  const features = new FeatureStore(database, modelId);
  const ids = features.ids();
  const generation = await trainGeneration(sample(features, ids, dimension, seed), chooseSizes(ids.length, dimension), {
    seed,
    onProgress: (share) => post({ kind: 'progress', share: TRAINING_SHARE * share }),
  });
  post({ kind: 'trained', generation: serialiseGeneration(generation), photoCount: ids.length });
  await codeAll(features, generation, ids);
  post({ kind: 'done' });
  database.close();
}

/** As many features as pay in training, evenly at random out of all. */
function sample(features: FeatureStore, ids: readonly number[], dimension: number, seed: number): Matrix {
  const { trainingCount } = chooseSizes(ids.length, dimension);
  const chosen = new Random(seed).sample(ids.length, trainingCount);
  const matrix = zeroMatrix(chosen.length, dimension);
  chosen.forEach((place, i) => {
    // A photo removed since the ids were read leaves a row of zeros: one point among thousands.
    const feature = features.read(ids[place]!);
    if (feature !== null) row(matrix, i).set(feature);
  });
  return matrix;
}

/** Codes all photos first, then hands them out cell by cell: no block is written twice. */
async function codeAll(features: FeatureStore, generation: Generation, ids: readonly number[]): Promise<void> {
  const gathered = new CodesByCell(generation, ids.length);
  for (const [i, photoId] of ids.entries()) {
    // A photo that was removed since needs no code.
    const feature = features.read(photoId);
    if (feature?.length === generation.dimension) gathered.add(photoId, feature);
    if (i % PHOTOS_BETWEEN_REPORTS === 0) {
      post({ kind: 'progress', share: TRAINING_SHARE + (1 - TRAINING_SHARE) * (i / ids.length) });
    }
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
