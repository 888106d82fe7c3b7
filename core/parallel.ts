// Long kernel calls, cut into ranges of rows or pieces of a scan that several threads work on at once. Core knows one lane, the calling
// thread; whoever has worker threads brings more (they share the kernel memory, so a task is only a few addresses).
import type { Abort } from './abort.ts';
import { throwIfAborted } from './abort.ts';
import type { Kernels } from './kernels/kernels.ts';
import { assignScratchBytes, encodeScratchBytes } from './kernels/kernels.ts';
import type { LanePlace } from './scan-lanes.ts';
import type { ScanTask } from './scan-task.ts';
import { readPiece, scanPiece } from './scan-task.ts';

/** `Kernels.assignToNearest` over rows of points (D): assignment i32 and distances f32, one a row. */
export interface AssignTask {
  readonly kind: 'assign';
  readonly points: number;
  readonly D: number;
  readonly centroids: number;
  readonly K: number;
  readonly assignment: number;
  readonly distances: number;
}

/** `Kernels.encode` over rows of points (D): codes u8 (m) a row. */
export interface EncodeTask {
  readonly kind: 'encode';
  readonly points: number;
  readonly D: number;
  readonly codebooks: number;
  readonly m: number;
  readonly ksub: number;
  readonly codes: number;
}

/** `Kernels.multiply` over rows of points (D) with the rows of a matrix (K, D): out f32 (K) a row. */
export interface MultiplyTask {
  readonly kind: 'multiply';
  readonly points: number;
  readonly D: number;
  readonly rows: number;
  readonly K: number;
  readonly out: number;
}

/** Numbers alone (addresses in the kernel memory, and sizes), so that it can be posted to a thread. */
export type ParallelTask = AssignTask | EncodeTask | MultiplyTask;

/** A scan by pieces; places for as many lanes as there are, that of the calling thread first. */
export interface ScanWork {
  readonly task: ScanTask;
  /** Address of the pieces (`writePieces`), and how many. */
  readonly pieces: number;
  readonly count: number;
  readonly lanes: readonly LanePlace[];
}

export interface Parallel {
  /** Those of the calling thread, which owns the memory that the tasks' addresses lie in. */
  readonly kernels: Kernels;
  /** Ranges worked on at once. */
  readonly lanes: number;
  /** Carries out the task on rows `from` (included) to `to` (excluded); one run at a time. @throws CoreError `memory` */
  run(task: ParallelTask, from: number, to: number): Promise<void>;
  /**
   * Scans the pieces one after another, or several at once; each lane offers what it finds to its own heap. The calling
   * thread works with the others and returns when all have ended, so that nothing is changed under them.
   * @param goesOn asked before every piece but the first; may throw, which ends the scan on all lanes
   * @returns how many pieces were scanned: the first so many. @throws CoreError `aborted` when a lane failed
   */
  scan(work: ScanWork, goesOn: () => boolean): number;
}

/** The calling thread alone. */
export function createOneLane(kernels: Kernels): Parallel {
  return {
    kernels,
    lanes: 1,
    run(task, from, to) {
      const byteLength = scratchBytes(task);
      const scratch = kernels.memory.allocate(byteLength);
      runRange(kernels, task, from, to, scratch);
      kernels.memory.release(scratch, byteLength);
      return Promise.resolve();
    },
    scan({ task, pieces, count, lanes }, goesOn) {
      const { heap, scratch } = lanes[0]!;
      for (let i = 0; i < count; i++) {
        if (i > 0 && !goesOn()) return i;
        scanPiece(kernels, task, readPiece(kernels.memory, pieces, i), heap, scratch);
      }
      return count;
    },
  };
}

/** What each lane needs of its own while it works on a task; the memory's owner allocates it. */
export function scratchBytes(task: ParallelTask): number {
  if (task.kind === 'assign') return assignScratchBytes(task.K, task.D);
  return task.kind === 'encode' ? encodeScratchBytes(task.D, task.m, task.ksub) : 0;
}

/** One lane's share: what a worker thread does with its own kernels (see `attachKernels`) over the same memory. */
export function runRange(kernels: Kernels, task: ParallelTask, from: number, to: number, scratch: number): void {
  const { points, D } = task;
  const start = points + 4 * from * D;
  const count = to - from;
  if (task.kind === 'assign') {
    const { centroids, K, assignment, distances } = task;
    kernels.assignToNearest(start, count, D, centroids, K, scratch, assignment + 4 * from, distances + 4 * from);
  } else if (task.kind === 'encode') {
    kernels.encode(start, count, D, task.codebooks, task.m, task.ksub, scratch, task.codes + from * task.m);
  } else {
    kernels.multiply(start, count, task.rows, task.K, D, task.out + 4 * from * task.K);
  }
}

/** Rows `from` to `to` in as many ranges of nearly equal size as there are lanes, none of them empty. */
export function laneRanges(from: number, to: number, lanes: number): { from: number; to: number }[] {
  const count = Math.min(lanes, to - from);
  const border = (lane: number): number => from + Math.floor(((to - from) * lane) / count);
  return Array.from({ length: count }, (_, lane) => ({ from: border(lane), to: border(lane + 1) }));
}

/** Multiplications between two looks at the abort: a hundredth of a second or two. */
const BATCH_PRODUCTS = 2 ** 27;

/** Carries out the task on `count` rows, in batches between which it can be stopped. @throws CoreError `aborted` */
export async function runInBatches(
  parallel: Parallel,
  task: ParallelTask,
  count: number,
  abort: Abort | undefined,
): Promise<void> {
  const productsPerRow = task.D * (task.kind === 'encode' ? task.ksub : task.K);
  const batch = parallel.lanes * Math.max(64, Math.ceil(BATCH_PRODUCTS / productsPerRow));
  for (let from = 0; from < count; from += batch) {
    throwIfAborted(abort);
    await parallel.run(task, from, Math.min(from + batch, count));
  }
}
