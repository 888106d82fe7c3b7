// Keeps the write-ahead log short from a worker thread: SQLite's own checkpoints happen inside a commit, which then takes ten
// times as long as the others. Nothing but the length of the log depends on a checkpoint, so one that fails is only tried again.
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type Database from 'better-sqlite3';

/** How often the log is looked at; starting the thread takes tens of milliseconds. */
const LOOK_EVERY_MS = 1000;
/** Some fifty photos. The file keeps its size when the log begins anew in it: cutting it would cost a commit milliseconds. */
const LONG_LOG_BYTES = 4 * 2 ** 20;
/** Pages of 4 KiB after which a commit does it nonetheless: 64 MiB, where no thread got to it in time. */
const LONGEST_LOG_PAGES = 16_384;

export const checkpointStates = { asked: 0, working: 1, ended: 2 } as const;
const { asked, working, ended } = checkpointStates;

export interface CheckpointTask {
  readonly databasePath: string;
  /** One of `checkpointStates`, shared. */
  readonly state: Int32Array;
}

export class Checkpoints {
  private readonly database: Database.Database;
  private readonly timer: NodeJS.Timeout;
  private state: Int32Array = Int32Array.of(ended);
  /** When the log was last written, of what was copied. */
  private copiedUpTo = 0;

  /** @param database in WAL mode */
  constructor(database: Database.Database) {
    this.database = database;
    database.pragma(`wal_autocheckpoint = ${LONGEST_LOG_PAGES}`);
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  /** Waits for the one that works: some hundredths of a second. To be called before the database is closed. */
  stop(): void {
    clearInterval(this.timer);
    Atomics.compareExchange(this.state, 0, asked, ended);
    while (Atomics.load(this.state, 0) === working) Atomics.wait(this.state, 0, working);
  }

  private async look(): Promise<void> {
    if (Atomics.load(this.state, 0) !== ended) return;
    const { size, mtimeMs } = await stat(`${this.database.name}-wal`).catch(() => ({ size: 0, mtimeMs: 0 }));
    if (size < LONG_LOG_BYTES || mtimeMs === this.copiedUpTo || !this.database.open) return;
    this.copiedUpTo = mtimeMs;
    this.begin();
  }

  private begin(): void {
    const state = new Int32Array(new SharedArrayBuffer(4));
    this.state = state;
    // The bundled engine finds its workers beside itself, as .mjs; from source they are .ts.
    const entry = new URL(`./checkpoint-worker${extname(import.meta.url)}`, import.meta.url);
    const task: CheckpointTask = { databasePath: this.database.name, state };
    const worker = new Worker(entry, { workerData: task });
    worker.unref();
    worker.on('error', () => (this.copiedUpTo = 0));
    worker.on('exit', () => Atomics.store(state, 0, ended));
  }
}
