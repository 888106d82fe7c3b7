// A thread that works in the memory of those who started it (load-kernels.test.ts).
import { parentPort } from 'node:worker_threads';
import type { KernelsHandle } from '../../../core/kernels/kernels.ts';
import { attachKernels } from '../../../core/kernels/load-kernels.ts';

interface Task {
  readonly handle: KernelsHandle;
  readonly query: number;
  readonly rows: number;
  readonly count: number;
  readonly D: number;
  readonly out: number;
}

parentPort!.once('message', ({ handle, query, rows, count, D, out }: Task) => {
  const kernels = attachKernels(handle);
  kernels.innerProducts(query, rows, count, D, out);
  parentPort!.postMessage(kernels.name);
});
