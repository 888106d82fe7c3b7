// One worker thread that looks for a picture in photos, one order after the other.
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PlaceFindings, PlaceReply, PlaceWork } from './place-worker.ts';

export class PlaceThread {
  private readonly worker: Worker;
  private waiting: PromiseWithResolvers<PlaceFindings | null> | null = null;

  constructor() {
    // The bundled engine finds its workers beside itself, as .mjs; from source they are .ts.
    const entry = new URL(`./place-worker${extname(import.meta.url)}`, import.meta.url);
    this.worker = new Worker(entry);
    this.worker.unref();
    this.worker.on('message', (reply: PlaceReply) => {
      if ('failure' in reply) this.waiting?.reject(new Error(reply.failure));
      else this.waiting?.resolve(reply.findings);
    });
    this.worker.on('error', (error) => this.waiting?.reject(error));
    this.worker.on('exit', () => this.waiting?.reject(new Error('The thread that looks for places was ended.')));
  }

  /** Null for an order that has no findings. @throws Error for a picture that is too small, and when the thread ends */
  async run(work: PlaceWork): Promise<PlaceFindings | null> {
    this.waiting = Promise.withResolvers();
    this.worker.ref();
    this.worker.postMessage(work);
    try {
      return await this.waiting.promise;
    } finally {
      this.waiting = null;
      this.worker.unref();
    }
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}
