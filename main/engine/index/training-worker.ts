// A worker thread: trains the library's own generation from its stored features, then codes every photo with it.
// It reads the library through a connection of its own and writes nothing; what it makes goes to the engine by message.
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { Generation, Matrix } from '../../../core/index.ts';
import {
  chooseSizes,
  fromBytes,
  Random,
  row,
  serialiseGeneration,
  trainGeneration,
  zeroMatrix,
} from '../../../core/index.ts';
import { FeatureStore } from './feature-store.ts';

export interface TrainingTask {
  readonly databasePath: string;
  readonly modelId: number;
  readonly dimension: number;
  readonly seed: number;
}

/** `trained` comes once, then `coded` for every batch of photos, then `done`; `progress` in between. */
export type TrainingMessage =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'trained'; readonly generation: Uint8Array; readonly photoCount: number }
  | { readonly kind: 'coded'; readonly codes: readonly { photoId: number; cell: number; code: Uint8Array }[] }
  | { readonly kind: 'done' };

const PHOTOS_PER_BATCH = 500;
/** Training's share of the whole time, roughly; coding has the rest. */
const TRAINING_SHARE = 0.9;

function run({ databasePath, modelId, dimension, seed }: TrainingTask): void {
  const database = new Database(databasePath, { readonly: true, fileMustExist: true });
  const features = new FeatureStore(database, modelId);
  const ids = features.ids();
  const generation = trainGeneration(sample(features, ids, dimension, seed), chooseSizes(ids.length, dimension), {
    seed,
    onProgress: (share) => post({ kind: 'progress', share: TRAINING_SHARE * share }),
  });
  post({ kind: 'trained', generation: serialiseGeneration(generation), photoCount: ids.length });
  codeAll(features, generation, ids.length);
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

function codeAll(features: FeatureStore, generation: Generation, photoCount: number): void {
  let codedCount = 0;
  for (let batch = features.batch(0, PHOTOS_PER_BATCH); batch.length > 0;) {
    const codes = batch.map(({ photoId, bytes }) => ({ photoId, ...generation.encode(fromBytes(bytes)) }));
    post({ kind: 'coded', codes });
    codedCount += batch.length;
    post({ kind: 'progress', share: TRAINING_SHARE + (1 - TRAINING_SHARE) * Math.min(1, codedCount / photoCount) });
    batch = features.batch(batch.at(-1)!.photoId, PHOTOS_PER_BATCH);
  }
}

function post(message: TrainingMessage): void {
  parentPort!.postMessage(message);
}

run(workerData as TrainingTask);
