// One worker thread of `KernelWorkers`, with at most one range to work on.
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Kernels, ScanShare } from '../../../core/index.ts';
import { CoreError } from '../../../core/index.ts';
import type { LaneWork } from './kernel-worker.ts';

export class KernelLane {
  private readonly worker: Worker;
  private waiting: PromiseWithResolvers<void> | null = null;

  constructor({ handle }: Kernels) {
    // The bundled engine finds its workers beside itself, as .mjs; from source they are .ts.
    const entry = new URL(`./kernel-worker${extname(import.meta.url)}`, import.meta.url);
    this.worker = new Worker(entry, { workerData: handle });
    this.worker.unref();
    this.worker.on('message', () => this.waiting?.resolve());
    this.worker.on('error', (error) => this.waiting?.reject(error));
    this.worker.on('exit', () =>
      this.waiting?.reject(new CoreError('aborted', 'kernel workers: a thread was stopped while it worked')),
    );
  }

  /** @throws CoreError `aborted` when the thread ends before the work does */
  async run(work: LaneWork): Promise<void> {
    this.waiting = Promise.withResolvers();
    this.worker.ref();
    this.worker.postMessage(work);
    try {
      await this.waiting.promise;
    } finally {
      this.waiting = null;
      this.worker.unref();
    }
  }

  /** Lets it help with a scan, if it comes in time. */
  invite(share: ScanShare): void {
    this.worker.postMessage(share);
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}
