// A worker thread: compares all search methods on the library's own photos. It reads the library through a connection of its
// own and writes nothing; what it measures goes to the engine by message.
import { availableParallelism } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { toLikenessError, type ErrorCode } from '../api/errors.ts';
import type { ComparedSet } from '../api/method-schemas.ts';
import { comparedMethods } from '../api/method-schemas.ts';
import type { ComparisonPart, ComparisonProgress } from '../lab/methods/compare-methods.ts';
import { compareMethods, describeSet } from '../lab/methods/compare-methods.ts';
import { withLabKernels } from '../lab/methods/lab-kernels.ts';
import type { PhotoTask } from './compared-photos.ts';
import { comparedPhotos } from './compared-photos.ts';

export interface ComparisonTask extends PhotoTask {
  readonly databasePath: string;
  /** Of a code. */
  readonly bits: readonly number[];
}

/** `set` comes once, `progress` and parts in between, and then `done` or `failed`. */
export type ComparisonMessage =
  | { readonly kind: 'set'; readonly set: ComparedSet }
  | { readonly kind: 'progress'; readonly progress: ComparisonProgress }
  | ComparisonPart
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly sentence: string };

/** One core is left to searches and reading, where there are several. */
const lanes = Math.max(1, availableParallelism() - 1);

async function run({ databasePath, bits, ...task }: ComparisonTask): Promise<void> {
  const database = new Database(databasePath, { readonly: true, fileMustExist: true });
  await withLabKernels(async (parallel) => {
    const { seed } = task;
    const set = comparedPhotos(database, task, parallel.kernels);
    database.close();
    post({ kind: 'set', set: describeSet(set, { seed }) });
    const onProgress = (progress: ComparisonProgress): void => post({ kind: 'progress', progress });
    const comparing = { bits, methods: comparedMethods, seed, parallel, onProgress };
    for await (const part of compareMethods(set, comparing)) post(part);
  }, lanes);
  post({ kind: 'done' });
}

function post(message: ComparisonMessage): void {
  parentPort!.postMessage(message);
}

try {
  await run(workerData as ComparisonTask);
} catch (thrown) {
  const { code, message } = toLikenessError(thrown);
  post({ kind: 'failed', code, sentence: message });
}
