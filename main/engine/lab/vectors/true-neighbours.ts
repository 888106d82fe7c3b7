// The exact nearest neighbours that every approximate answer is measured against: computed on all cores, and kept in a
// file that is named after the data, so that the same vectors are compared once.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Kernels, Matrix } from '../../../../core/index.ts';
import { KernelRoom, wordsAt } from '../../../../core/index.ts';
import { LikenessError } from '../../api/errors.ts';
import type { NeighbourTask } from './neighbour-task.ts';
import { roomBytes } from './neighbour-task.ts';
import type { Neighbours } from './vector-files.ts';
import { readNeighbours } from './vector-files.ts';
import { writeNeighbours } from './vector-writing.ts';

const PROGRESS_MS = 200;

export interface NeighbourSearch {
  readonly base: Matrix;
  readonly queries: Matrix;
  /** Neighbours of each query wanted. */
  readonly depth: number;
  readonly kernels: Kernels;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
}

/**
 * From the cache if these vectors were compared before, else computed and put there. A damaged cache file is made anew.
 * @param cacheFolder made when it is not there
 * @throws LikenessError `usage` when there are fewer vectors than neighbours wanted, `cancelled`
 */
export async function cachedNeighbours(search: NeighbourSearch, cacheFolder: string): Promise<Neighbours> {
  const path = join(cacheFolder, `true-neighbours-${hashOf(search)}.ivecs`);
  const cached = await readNeighbours(path).catch(() => null);
  if (cached !== null && isWhole(cached, search)) return cached;
  const neighbours = await findNeighbours(search);
  await mkdir(cacheFolder, { recursive: true });
  const unfinished = `${path.slice(0, -'.ivecs'.length)}-${randomUUID()}.ivecs`;
  try {
    await writeNeighbours(unfinished, neighbours);
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
  return neighbours;
}

/**
 * Compares every query with every vector; equal distances by ascending id.
 * @throws LikenessError `usage`, `cancelled`. Cost O(queries N D), over all cores
 */
export async function findNeighbours(search: NeighbourSearch): Promise<Neighbours> {
  const { base, queries, depth, kernels, signal } = search;
  if (base.rows < depth) {
    const sentence = `${depth} neighbours are wanted of ${base.rows} vectors: ask for fewer, or read more.`;
    throw new LikenessError('usage', sentence);
  }
  throwIfStopped(signal);
  const room = new KernelRoom(kernels.memory);
  try {
    const task = {
      ...{ kernels: kernels.handle, N: base.rows, Q: queries.rows, D: base.columns, depth },
      base: room.copy(base.data),
      ids: room.floats(base.rows),
      queries: room.copy(queries.data),
      neighbours: new Int32Array(new SharedArrayBuffer(4 * queries.rows * depth)),
      counters: new Int32Array(new SharedArrayBuffer(8)),
    };
    const ids = wordsAt(kernels.memory, task.ids, base.rows);
    for (let id = 0; id < base.rows; id++) ids[id] = id;
    const length = availableParallelism();
    const tasks = Array.from({ length }, (): NeighbourTask => ({ ...task, room: room.bytes(roomBytes(depth)) }));
    await runThreads(tasks, search);
    return { data: task.neighbours, rows: queries.rows, columns: depth };
  } finally {
    room.release();
  }
}

/** One worker thread a task, until all have ended. @throws LikenessError `cancelled` */
async function runThreads(tasks: readonly NeighbourTask[], { signal, onProgress }: NeighbourSearch): Promise<void> {
  const entry = new URL('./true-neighbours-worker.ts', import.meta.url);
  const workers = tasks.map((workerData) => new Worker(entry, { workerData }));
  const { counters, Q } = tasks[0]!;
  const telling = setInterval(() => {
    onProgress?.(`True neighbours of ${Atomics.load(counters, 1)} of ${Q} queries`);
  }, PROGRESS_MS);
  const stop = async (): Promise<void> => void (await Promise.all(workers.map((worker) => worker.terminate())));
  const onAbort = (): void => void stop();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.all(workers.map(ended));
  } finally {
    clearInterval(telling);
    signal?.removeEventListener('abort', onAbort);
    // Before the memory they work in is given back.
    await stop();
  }
  throwIfStopped(signal);
}

function throwIfStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new LikenessError('cancelled', 'Stopped.');
}

function ended(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
}

/** Of the components, not of the files: the first thousand vectors of a file are other data than the whole of it. */
function hashOf({ base, queries, depth }: NeighbourSearch): string {
  const hash = createHash('sha256').update(`${base.rows} ${queries.rows} ${base.columns} ${depth}`);
  for (const { data } of [base, queries]) hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return hash.digest('hex').slice(0, 32);
}

function isWhole(found: Neighbours, { base, queries, depth }: NeighbourSearch): boolean {
  return found.rows === queries.rows && found.columns === depth && found.data.every((id) => id >= 0 && id < base.rows);
}
