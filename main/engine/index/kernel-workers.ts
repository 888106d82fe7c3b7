// Kernel calls on several cores: worker threads in one shared memory, each with a range of the rows. The calling thread
// takes a range too. Threads start with the first task that needs them.
import { availableParallelism } from 'node:os';
import type { Kernels, Parallel, ParallelTask } from '../../../core/index.ts';
import { laneRanges, runRange, scratchBytes } from '../../../core/index.ts';
import { KernelLane } from './kernel-lane.ts';

const MOST_LANES = 8;
/** Below this, handing a thread its range costs more than it saves. */
const FEWEST_ROWS_A_LANE = 16;

export class KernelWorkers implements Parallel {
  readonly kernels: Kernels;
  readonly lanes: number;
  /** The calling thread is the first lane; these are the others. */
  private readonly others: KernelLane[] = [];

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

  /** Ends the threads, wherever they are; a task that runs is rejected. Another task starts new ones. */
  async stop(): Promise<void> {
    await Promise.all(this.others.splice(0).map((lane) => lane.stop()));
  }
}
