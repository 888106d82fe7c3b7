// The training of the library's own generation in the background: a worker thread makes it, this side stores what comes.
// Until it is activated it stands beside the active one, and nothing depends on it.
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Generation } from '../../../core/index.ts';
import { parseGeneration } from '../../../core/index.ts';
import { toLikenessError } from '../api/errors.ts';
import type { LoadedGeneration } from './loaded-generation.ts';
import type { TrainingMessage, TrainingTask } from './training-worker.ts';

/** Adds the trained generation to the library; from then on photos that come in are coded with it too. */
export type BeginBuilding = (generation: Generation, trainedOn: number) => LoadedGeneration;

export class Training {
  /** Share done, 0 to 1. */
  progress = 0;
  private readonly begin: BeginBuilding;
  private building: LoadedGeneration | null = null;
  private worker: Worker | null = null;

  constructor(begin: BeginBuilding) {
    this.begin = begin;
  }

  /**
   * Trains and codes. Resolves with the new generation, which codes every photo that was there when the training ended;
   * or with null when it was stopped.
   */
  async run(task: TrainingTask): Promise<LoadedGeneration | null> {
    // The bundled engine finds its worker beside itself, as .js; from source it is the .ts.
    const entry = new URL(`./training-worker${extname(import.meta.url)}`, import.meta.url);
    const worker = new Worker(entry, { workerData: task });
    this.worker = worker;
    try {
      return await new Promise<LoadedGeneration | null>((resolve, reject) => {
        worker.on('message', (message: TrainingMessage) => {
          try {
            this.receive(message);
            if (message.kind === 'done') resolve(this.building);
          } catch (thrown) {
            reject(toLikenessError(thrown));
          }
        });
        worker.once('error', reject);
        worker.once('exit', () => resolve(null));
      });
    } finally {
      this.worker = null;
      await worker.terminate();
    }
  }

  /** Ends the worker, wherever it is. */
  async stop(): Promise<void> {
    await this.worker?.terminate();
  }

  private receive(message: TrainingMessage): void {
    switch (message.kind) {
      case 'progress':
        this.progress = message.share;
        break;
      case 'trained':
        this.building = this.begin(parseGeneration(message.generation), message.photoCount);
        break;
      case 'coded':
        this.building!.store(message.batches);
        this.worker?.postMessage('stored');
        break;
      case 'done':
        break;
    }
  }
}
