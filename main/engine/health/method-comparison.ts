// The comparison of search methods on the person's own photos: a worker thread measures, this side keeps what comes and says
// how far it is. It is kept with the library.
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { LikenessError } from '../api/errors.ts';
import type { ComparedSet, Comparing, LeftOut, MethodReport, MethodRow, MethodTruth } from '../api/method-schemas.ts';
import type { PhotoIndex } from '../index/photo-index.ts';
import { methodCharts } from '../lab/methods/method-charts.ts';
import type { Settings } from '../library/settings.ts';
import { progressOf, type Running } from '../running-progress.ts';
import { hasFolders } from './compared-photos.ts';
import type { ComparisonMessage, ComparisonTask } from './comparison-worker.ts';

/** With fewer there is not enough to learn codes from, nor to tell methods apart. */
const FEWEST_TO_COMPARE = 200;
const CODE_LENGTHS = [16, 32, 64, 128, 256];
const SEED = 1;
/** Before, the time that is left would be a guess. */
const LEAST_SHARE = 0.02;

export interface MethodComparisonOptions {
  readonly database: Database.Database;
  readonly index: PhotoIndex;
  readonly settings: Settings;
  /** Of the codes that are compared, in bits. */
  readonly codeLengths?: readonly number[] | undefined;
}

interface RunningComparison extends Running<Comparing> {
  readonly worker: Worker;
  readonly startedAt: number;
}

interface Gathered {
  set: ComparedSet | null;
  readonly rows: MethodRow[];
  readonly leftOut: LeftOut[];
}

const beginning: Comparing = { doneCount: 0, totalCount: 0, method: null, bits: null, secondsLeft: null };

export class MethodComparison {
  private readonly options: MethodComparisonOptions;
  private running: RunningComparison | null = null;

  constructor(options: MethodComparisonOptions) {
    this.options = options;
  }

  async stop(): Promise<void> {
    this.cancel();
    await this.running?.ended.catch(() => undefined);
  }

  report(): MethodReport {
    const { database, index, settings } = this.options;
    const comparison = settings.methodComparison;
    return {
      photoCount: index.searchableCount,
      fewestToCompare: FEWEST_TO_COMPARE,
      hasFolders: hasFolders(database),
      isComparing: this.running !== null,
      comparison,
      charts: methodCharts(comparison?.rows ?? []),
    };
  }

  /**
   * How far the comparison is, now and five times a second until it ends. Begins one unless one runs.
   * @throws LikenessError `library-empty` for too few photos, and what stopped it; a cancelled one just ends
   */
  async *compare(truth: MethodTruth, signal?: AbortSignal): AsyncGenerator<Comparing> {
    yield* progressOf((this.running ??= this.begin(truth)), signal);
  }

  cancel(): void {
    void this.running?.worker.terminate();
  }

  private begin(truth: MethodTruth): RunningComparison {
    const { database, index, codeLengths = CODE_LENGTHS } = this.options;
    if (index.searchableCount < FEWEST_TO_COMPARE) {
      throw new LikenessError('library-empty', 'There are too few photos to compare search methods on.');
    }
    const { dimension } = index.parts.active.stored.generation;
    const task: ComparisonTask = {
      ...{ databasePath: database.name, modelSha256: index.modelSha256, dimension, truth, seed: SEED },
      bits: codeLengths,
    };
    // The bundled engine finds its worker beside itself, as .js; from source it is the .ts.
    const entry = new URL(`./comparison-worker${extname(import.meta.url)}`, import.meta.url);
    const worker = new Worker(entry, { workerData: task });
    const ended = this.follow(worker).finally(() => (this.running = null));
    return { worker, ended, startedAt: performance.now(), progress: beginning };
  }

  private async follow(worker: Worker): Promise<void> {
    const photoCount = this.options.index.searchableCount;
    const gathered: Gathered = { set: null, rows: [], leftOut: [] };
    try {
      const isDone = await new Promise<boolean>((resolve, reject) => {
        worker.on('message', (message: ComparisonMessage) => {
          if (message.kind === 'done') resolve(true);
          else if (message.kind === 'failed') reject(new LikenessError(message.code, message.sentence));
          else this.receive(message, gathered);
        });
        worker.once('error', reject);
        worker.once('exit', () => resolve(false));
      });
      const { set, rows, leftOut } = gathered;
      if (!isDone || set === null) return;
      this.options.settings.methodComparison = { photoCount, comparedAt: Date.now(), set, rows, leftOut };
    } finally {
      await worker.terminate();
    }
  }

  private receive(message: Exclude<ComparisonMessage, { kind: 'done' | 'failed' }>, gathered: Gathered): void {
    switch (message.kind) {
      case 'set':
        gathered.set = message.set;
        break;
      case 'row':
        gathered.rows.push(message.row);
        break;
      case 'left-out':
        gathered.leftOut.push(message.leftOut);
        break;
      case 'progress':
        if (this.running !== null) this.running.progress = this.toComparing(message.progress, this.running.startedAt);
    }
  }

  private toComparing(
    { doneCount, totalCount, method, bits, share }: Extract<ComparisonMessage, { kind: 'progress' }>['progress'],
    startedAt: number,
  ): Comparing {
    const seconds = (performance.now() - startedAt) / 1000;
    const secondsLeft = share < LEAST_SHARE ? null : (seconds * (1 - share)) / share;
    return { doneCount, totalCount, method, bits, secondsLeft };
  }
}
