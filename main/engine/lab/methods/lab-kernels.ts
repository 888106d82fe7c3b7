// Kernels and worker threads for as long as a measurement takes.
import type { Parallel } from '../../../../core/index.ts';
import { openKernels } from '../../index/kernel-files.ts';
import { KernelWorkers } from '../../index/kernel-workers.ts';

export async function withLabKernels<T>(use: (parallel: Parallel) => Promise<T>): Promise<T> {
  const parallel = new KernelWorkers(await openKernels());
  try {
    return await use(parallel);
  } finally {
    await parallel.stop();
  }
}
