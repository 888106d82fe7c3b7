// The models of a library in SQLite: the one that answers, and while it is replaced the one that will.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { PHOTO_IDS } from './feature-store.ts';
import { GenerationStore } from './generation-store.ts';

export interface ModelRow {
  readonly id: number;
  readonly sha256: string;
  readonly name: string;
}

/** Some milliseconds of deleting. */
const FEATURES_PER_TURN = 1000;

/**
 * The row id of a model, which every feature and generation carries; added when it is new to the library. The first model of a
 * library answers.
 */
export function registerModel(database: Database.Database, model: { sha256: string; name: string }): number {
  database
    .prepare(
      `INSERT INTO model (sha256, name, is_answering) VALUES (?, ?, NOT EXISTS (SELECT 1 FROM model WHERE is_answering = 1))
       ON CONFLICT (sha256) DO NOTHING`,
    )
    .run(model.sha256, model.name);
  return database.prepare<[string], number>('SELECT id FROM model WHERE sha256 = ?').pluck().get(model.sha256)!;
}

/** Undefined in a new library. */
export function answeringModel(database: Database.Database): ModelRow | undefined {
  return database.prepare<[], ModelRow>('SELECT id, sha256, name FROM model WHERE is_answering = 1').get();
}

/** A single transaction: it is this model or the one before. */
export function setAnsweringModel(database: Database.Database, id: number): void {
  database.transaction(() => {
    database.prepare('UPDATE model SET is_answering = 0 WHERE id <> ?').run(id);
    database.prepare('UPDATE model SET is_answering = 1 WHERE id = ?').run(id);
  })();
}

export function modelsBut(database: Database.Database, sha256s: readonly string[]): ModelRow[] {
  const rows = database.prepare<[], ModelRow>('SELECT id, sha256, name FROM model').all();
  return rows.filter(({ sha256 }) => !sha256s.includes(sha256));
}

/** With its features, generations and codes; some at a time, because a search must not wait for a million to be deleted. */
export async function removeModel(database: Database.Database, id: number): Promise<void> {
  const removeFeatures = database.prepare<[number, number]>('DELETE FROM feature WHERE id BETWEEN ? AND ?');
  const last = database.prepare<[], number | null>('SELECT max(id) FROM photo').pluck().get() ?? 0;
  for (let from = 0; from <= last; from += FEATURES_PER_TURN) {
    const first = id * PHOTO_IDS + from;
    removeFeatures.run(first, first + FEATURES_PER_TURN - 1);
    await nextTurn();
  }
  database.prepare('UPDATE generation SET is_active = 0 WHERE model_id = ?').run(id);
  await new GenerationStore(database, id).removeInactive();
  database.prepare('DELETE FROM model WHERE id = ?').run(id);
}
