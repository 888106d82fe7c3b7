// A worker thread of `KernelWorkers`: carries out its range of a task, or joins a scan, in the memory that it was handed.
import { parentPort, workerData } from 'node:worker_threads';
import type { KernelsHandle, ParallelTask, ScanShare } from '../../../core/index.ts';
import { attachKernels, joinScan, runRange } from '../../../core/index.ts';

export interface LaneWork {
  readonly task: ParallelTask;
  readonly from: number;
  readonly to: number;
  readonly scratch: number;
}

const kernels = attachKernels(workerData as KernelsHandle);

parentPort!.on('message', (work: LaneWork | ScanShare) => {
  // The calling thread of a scan waits in the memory, not for a message.
  if ('scan' in work) return joinScan(kernels, work);
  runRange(kernels, work.task, work.from, work.to, work.scratch);
  parentPort!.postMessage('done');
});
