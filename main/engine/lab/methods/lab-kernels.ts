// Kernels and worker threads for as long as a measurement takes.
import type { Parallel } from '../../../../core/index.ts';
import { openKernels } from '../../index/kernel-files.ts';
import { KernelWorkers } from '../../index/kernel-workers.ts';

/** @param lanes threads at most; as many as there are cores by default */
export async function withLabKernels<T>(use: (parallel: Parallel) => Promise<T>, lanes?: number): Promise<T> {
  const parallel = new KernelWorkers(await openKernels(), lanes);
  try {
    return await use(parallel);
  } finally {
    await parallel.stop();
  }
}
