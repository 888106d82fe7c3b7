// One scan on several threads at once: each takes the next piece until none is left. They meet in four words of the shared
// memory, not by messages, so that the calling thread can wait for the others without turning to anything else: nothing
// of the index changes under a scan.
import { CoreError } from './errors.ts';
import { integersAt } from './kernels/kernel-memory.ts';
import type { KernelMemory } from './kernels/kernel-memory.ts';
import type { Kernels } from './kernels/kernels.ts';
import type { ScanTask } from './scan-task.ts';
import { readPiece, scanPiece } from './scan-task.ts';

/** Where a lane works: its heap, emptied, and `scanScratchBytes`. */
export interface LanePlace {
  readonly heap: number;
  readonly scratch: number;
}

/** What a lane is told; may be posted to a thread. */
export interface ScanShare extends LanePlace {
  readonly task: ScanTask;
  /** Address of the pieces (`writePieces`), and how many. */
  readonly pieces: number;
  readonly count: number;
  /** Address of `CONTROL_BYTES` that the lanes meet in. */
  readonly control: number;
  /** Above 0, another for each scan: a thread that comes too late knows it by that. */
  readonly scan: number;
}

// The words: the scan that is open, or 0; the next piece; threads at work; whether one of them failed.
export const CONTROL_BYTES = 16;
const OPEN = 0;
const NEXT = 1;
const AT_WORK = 2;
const FAILED = 3;
/** Beyond every piece. */
const NONE_LEFT = 2 ** 30;

/** By the calling thread, before the others are told. */
export function openScan(memory: KernelMemory, { control, scan }: ScanShare): void {
  const words = integersAt(memory, control, 4);
  Atomics.store(words, NEXT, 0);
  Atomics.store(words, FAILED, 0);
  Atomics.store(words, OPEN, scan);
}

/**
 * A thread's part, done when there are no more pieces. Nothing is touched when the scan has ended meanwhile: either this
 * thread sees it closed, or `closeScan` sees this thread at work.
 */
export function joinScan(kernels: Kernels, share: ScanShare): void {
  const words = integersAt(kernels.memory, share.control, 4);
  Atomics.add(words, AT_WORK, 1);
  try {
    if (Atomics.load(words, OPEN) === share.scan) takePieces(kernels, share, words, () => true);
  } catch (error) {
    Atomics.store(words, FAILED, 1);
    throw error;
  } finally {
    Atomics.sub(words, AT_WORK, 1);
    Atomics.notify(words, AT_WORK);
  }
}

/** The calling thread's part. @param goesOn asked before every piece but the first; may throw */
export function leadScan(kernels: Kernels, share: ScanShare, goesOn: () => boolean): void {
  takePieces(kernels, share, integersAt(kernels.memory, share.control, 4), goesOn);
}

/**
 * No thread takes another piece, and those at work end theirs. By the calling thread, in any case.
 * @returns how many pieces were scanned: the first so many. @throws CoreError `aborted` when a thread failed
 */
export function closeScan(memory: KernelMemory, { control, count }: ScanShare): number {
  const words = integersAt(memory, control, 4);
  const taken = Atomics.exchange(words, NEXT, NONE_LEFT);
  Atomics.store(words, OPEN, 0);
  for (let atWork: number; (atWork = Atomics.load(words, AT_WORK)) > 0;) Atomics.wait(words, AT_WORK, atWork);
  if (Atomics.load(words, FAILED) !== 0) throw new CoreError('aborted', 'scan: a thread failed at its part of it');
  return Math.min(taken, count);
}

function takePieces(kernels: Kernels, share: ScanShare, words: Int32Array, goesOn: () => boolean): void {
  const { task, pieces, count, heap, scratch } = share;
  for (let first = true; ; first = false) {
    if (!first && !goesOn()) return;
    const i = Atomics.add(words, NEXT, 1);
    if (i >= count) return;
    scanPiece(kernels, task, readPiece(kernels.memory, pieces, i), heap, scratch);
  }
}
