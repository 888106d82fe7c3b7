// A worker thread of `KernelWorkers`: carries out its range of a task in the memory that it was handed.
import { parentPort, workerData } from 'node:worker_threads';
import type { KernelsHandle, ParallelTask } from '../../../core/index.ts';
import { attachKernels, runRange } from '../../../core/index.ts';

export interface LaneWork {
  readonly task: ParallelTask;
  readonly from: number;
  readonly to: number;
  readonly scratch: number;
}

const kernels = attachKernels(workerData as KernelsHandle);

parentPort!.on('message', ({ task, from, to, scratch }: LaneWork) => {
  runRange(kernels, task, from, to, scratch);
  parentPort!.postMessage('done');
});
