// Kernel calls on several cores: worker threads in one shared memory, each with a range of the rows. The calling thread
// takes a range too. Threads start with the first task that needs them.
import { availableParallelism } from 'node:os';
import type { Kernels, Parallel, ParallelTask, ScanWork } from '../../../core/index.ts';
import {
  closeScan,
  CONTROL_BYTES,
  laneRanges,
  leadScan,
  openScan,
  runRange,
  scratchBytes,
} from '../../../core/index.ts';
import { KernelLane } from './kernel-lane.ts';

const MOST_LANES = 8;
/** Below this, handing a thread its range costs more than it saves. */
const FEWEST_ROWS_A_LANE = 16;

export class KernelWorkers implements Parallel {
  readonly kernels: Kernels;
  readonly lanes: number;
  /** The calling thread is the first lane; these are the others. */
  private readonly others: KernelLane[] = [];
  /** Address of what the lanes of a scan meet in; 0 before the first. */
  private control = 0;
  private scanCount = 0;

  /** @param kernels of the calling thread. Where threads cannot share its memory, there is one lane. */
  constructor(kernels: Kernels, lanes = availableParallelism()) {
    this.kernels = kernels;
    const isShared = kernels.memory.buffer instanceof SharedArrayBuffer;
    this.lanes = isShared ? Math.max(1, Math.min(lanes, MOST_LANES)) : 1;
  }

  async run(task: ParallelTask, from: number, to: number): Promise<void> {
    if (from >= to) return;
    const lanes = Math.min(this.lanes, Math.max(1, Math.floor((to - from) / FEWEST_ROWS_A_LANE)));
    const { memory } = this.kernels;
    const byteLength = scratchBytes(task);
    const [own, ...others] = laneRanges(from, to, lanes).map((range) => {
      return { ...range, task, scratch: memory.allocate(byteLength) };
    });
    // All must have ended before the memory that they work in is given back, also when one of them fails.
    const ends = Promise.allSettled(
      others.map((work, i) => (this.others[i] ??= new KernelLane(this.kernels)).run(work)),
    );
    try {
      runRange(this.kernels, task, own!.from, own!.to, own!.scratch);
    } finally {
      await ends;
      for (const { scratch } of [own!, ...others]) memory.release(scratch, byteLength);
    }
    for (const end of await ends) if (end.status === 'rejected') throw end.reason;
  }

  /** A thread that is still starting, or busy, is not waited for: the others scan its share. */
  scan({ task, pieces, count, lanes }: ScanWork, goesOn: () => boolean): number {
    const { memory } = this.kernels;
    this.control ||= memory.allocate(CONTROL_BYTES);
    this.scanCount++;
    const [own, ...others] = lanes.map((place) => {
      return { ...place, task, pieces, count, control: this.control, scan: this.scanCount };
    });
    let scanned = 0;
    openScan(memory, own!);
    try {
      others.forEach((share, i) => (this.others[i] ??= new KernelLane(this.kernels)).invite(share));
      leadScan(this.kernels, own!, goesOn);
    } finally {
      scanned = closeScan(memory, own!);
    }
    return scanned;
  }

  /** Ends the threads, wherever they are; a task that runs is rejected. Another task starts new ones. */
  async stop(): Promise<void> {
    // A thread that is ended on its way into a scan never leaves its words, so the next ones meet elsewhere.
    const { control } = this;
    this.control = 0;
    await Promise.all(this.others.splice(0).map((lane) => lane.stop()));
    if (control !== 0) this.kernels.memory.release(control, CONTROL_BYTES);
  }
}
