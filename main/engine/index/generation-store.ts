// The generations in SQLite: rows there, core's checked byte format in them. Exactly one of each
// model is active.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import type { Generation } from '../../../core/index.ts';
import { CoreError, parseGeneration, serialiseGeneration } from '../../../core/index.ts';
import { LikenessError } from '../api/errors.ts';

/** Some milliseconds of deleting. */
const BLOCKS_PER_TURN = 100;

export type GenerationOrigin = 'starting' | 'own';

export interface StoredGeneration {
  readonly id: number;
  readonly origin: GenerationOrigin;
  readonly generation: Generation;
  /** Photos of the library when it was trained; the sample that taught it may be smaller. */
  readonly trainedOn: number;
}

interface GenerationRow {
  id: number;
  origin: GenerationOrigin;
  data: Buffer;
  trained_on: number;
}

export class GenerationStore {
  private readonly database: Database.Database;
  private readonly modelId: number;

  constructor(database: Database.Database, modelId: number) {
    this.database = database;
    this.modelId = modelId;
  }

  /** Null when there is none for this model. @throws LikenessError `codebook-damaged` */
  active(): StoredGeneration | null {
    const row = this.database
      .prepare<[number], GenerationRow>(
        'SELECT id, origin, data, trained_on FROM generation WHERE is_active = 1 AND model_id = ?',
      )
      .get(this.modelId);
    if (row === undefined) return null;
    return { id: row.id, origin: row.origin, generation: parseStored(row.data), trainedOn: row.trained_on };
  }

  /** Adds one beside the active one; the caller fills its codes and then activates it. */
  add(generation: Generation, origin: GenerationOrigin, trainedOn: number): StoredGeneration {
    const { lastInsertRowid } = this.database
      .prepare(
        `INSERT INTO generation (origin, model_id, data, trained_on, quantisation_error, is_active, created_at)
         VALUES (?, ?, ?, ?, ?, 0, ?)`,
      )
      .run(
        origin,
        this.modelId,
        serialiseGeneration(generation),
        trainedOn,
        generation.training.errorAtTraining,
        Date.now(),
      );
    return { id: Number(lastInsertRowid), origin, generation, trainedOn };
  }

  /** Makes it the active one of its model, of which there is always exactly one: a single transaction. */
  activate(id: number): void {
    this.database.transaction(() => {
      this.database.prepare('UPDATE generation SET is_active = 0 WHERE model_id = ? AND id <> ?').run(this.modelId, id);
      this.database.prepare('UPDATE generation SET is_active = 1 WHERE id = ?').run(id);
    })();
  }

  /**
   * Drops this model's generations that are not active, with their codes: those that were replaced, and what an interrupted
   * training left. Some blocks at a time, because a search must not wait for a million codes to be deleted.
   */
  async removeInactive(): Promise<void> {
    const removeSomeBlocks = this.database.prepare<[number, number]>(
      `DELETE FROM code_block WHERE id IN
       (SELECT code_block.id FROM code_block JOIN generation ON generation.id = generation_id
        WHERE is_active = 0 AND model_id = ? LIMIT ?)`,
    );
    while (removeSomeBlocks.run(this.modelId, BLOCKS_PER_TURN).changes > 0) await nextTurn();
    this.database.prepare('DELETE FROM generation WHERE is_active = 0 AND model_id = ?').run(this.modelId);
  }
}

function parseStored(data: Buffer): Generation {
  try {
    return parseGeneration(data);
  } catch (thrown) {
    if (!(thrown instanceof CoreError)) throw thrown;
    throw new LikenessError(
      'codebook-damaged',
      'The codebooks in this library are damaged. Run `likeness rebuild`: it makes them again from the stored features, and your photos stay as they are.',
      { cause: thrown },
    );
  }
}
