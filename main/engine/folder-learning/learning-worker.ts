// A worker thread: learns codes from the library's folders by supervised deep hashing, tries them out on photos held back, and
// codes what it learned from. It reads the library through a connection of its own and writes nothing.
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { DeepHasher } from '../../../core/index.ts';
import { Random, row, rowRange, trainDeepHashing, zeroMatrix } from '../../../core/index.ts';
import { FeatureStore } from '../index/feature-store.ts';
import { openKernels } from '../index/kernel-files.ts';
import { KernelWorkers } from '../index/kernel-workers.ts';
import type { LabelledFolder } from './labelled-folders.ts';
import { readLabelledFolders } from './labelled-folders.ts';
import type { LabelledFeatures, Worth } from './try-out.ts';
import { tryOut } from './try-out.ts';

export interface LearningTask {
  readonly databasePath: string;
  readonly modelId: number;
  readonly dimension: number;
}

export interface Learned {
  readonly hasher: Uint8Array;
  readonly folderCount: number;
  readonly heldBackCount: number;
  readonly codes: Worth;
  readonly features: Worth;
  readonly photoIds: readonly number[];
  /** Of each of these photos. */
  readonly photoCodes: readonly Uint32Array[];
}

export type LearningMessage =
  { readonly kind: 'progress'; readonly share: number } | { readonly kind: 'learned'; readonly learned: Learned };

const BITS = 64;
const SEED = 1;
/** Passes over all photos: the loss hardly falls afterwards. */
const EPOCHS = 60;
/** One photo of so many is held back, and tried out. */
const HELD_BACK = 4;

async function run({ databasePath, modelId, dimension }: LearningTask): Promise<void> {
  const database = new Database(databasePath, { readonly: true, fileMustExist: true });
  const features = new FeatureStore(database, modelId);
  const folders = readLabelledFolders(database, SEED);
  const learned = gather(features, folders, dimension, (place) => place % HELD_BACK !== 0);
  const heldBack = gather(features, folders, dimension, (place) => place % HELD_BACK === 0);
  database.close();
  const parallel = new KernelWorkers(await openKernels(), 1);
  let passes = 0;
  const { hasher } = await trainDeepHashing(learned.features, {
    ...{ bits: BITS, epochs: EPOCHS, labels: learned.labels, random: new Random(SEED), parallel },
    onEpoch: () => post({ kind: 'progress', share: ++passes / EPOCHS }),
  });
  await parallel.stop();
  const { codes, features: asTheyAre } = tryOut(hasher, { learned, heldBack }, parallel.kernels);
  post({
    kind: 'learned',
    learned: {
      ...{ hasher: hasher.serialise(), folderCount: folders.length, heldBackCount: heldBack.features.rows },
      ...{ codes, features: asTheyAre, photoIds: [...learned.photoIds, ...heldBack.photoIds] },
      photoCodes: [...codesOf(hasher, learned), ...codesOf(hasher, heldBack)],
    },
  });
}

/** Photos whose feature is there and whole. @param isWanted by the photo's place in its folder */
function gather(
  store: FeatureStore,
  folders: readonly LabelledFolder[],
  dimension: number,
  isWanted: (place: number) => boolean,
): LabelledFeatures & { photoIds: number[]; labels: number[] } {
  const wanted = folders.flatMap(({ photoIds }, label) =>
    photoIds.filter((_, place) => isWanted(place)).map((photoId) => ({ photoId, label })),
  );
  const features = zeroMatrix(wanted.length, dimension);
  const [photoIds, labels]: [number[], number[]] = [[], []];
  for (const { photoId, label } of wanted) {
    const feature = store.read(photoId);
    if (feature?.length !== dimension) continue;
    row(features, photoIds.length).set(feature);
    photoIds.push(photoId);
    labels.push(label);
  }
  return { features: rowRange(features, 0, photoIds.length), photoIds, labels };
}

function codesOf(hasher: DeepHasher, { features }: LabelledFeatures): Uint32Array[] {
  return Array.from({ length: features.rows }, (_, i) => hasher.hash(row(features, i)));
}

function post(message: LearningMessage): void {
  parentPort!.postMessage(message);
}

await run(workerData as LearningTask);
