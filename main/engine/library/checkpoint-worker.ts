// A worker thread for one checkpoint: copies what the write-ahead log holds into the library's file, on a connection of its
// own, while the engine goes on reading and writing.
import { workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { CheckpointTask } from './checkpoints.ts';
import { checkpointStates } from './checkpoints.ts';

/** The log begins anew once all of it is copied: what was written meanwhile is copied in further, ever shorter rounds. */
const MOST_ROUNDS = 10;

const { databasePath, state } = workerData as CheckpointTask;
const { asked, working, ended } = checkpointStates;
// What was only asked for is ended by an engine that closes the library meanwhile.
if (Atomics.compareExchange(state, 0, asked, working) === asked) {
  try {
    checkpoint();
  } finally {
    Atomics.store(state, 0, ended);
    Atomics.notify(state, 0);
  }
}

function checkpoint(): void {
  const database = new Database(databasePath, { fileMustExist: true });
  try {
    database.pragma('synchronous = NORMAL');
    let before = -1;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const [{ log }] = database.pragma('wal_checkpoint(PASSIVE)') as [{ log: number }];
      if (log === before) return;
      before = log;
    }
  } finally {
    database.close();
  }
}
