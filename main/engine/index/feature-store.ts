// The features of one model in SQLite, 8 bits a component: what exact search reads and new generations are made from.
import type Database from 'better-sqlite3';
import type { ByteVector } from '../../../core/index.ts';
import { fromBytes } from '../../../core/index.ts';

interface FeatureRow {
  photo_id: number;
  scale: number;
  data: Buffer;
}

export interface StoredFeature {
  readonly photoId: number;
  readonly bytes: ByteVector;
}

export interface FeatureTally {
  readonly count: number;
  readonly idSum: number;
}

/** The row id of a model, which every feature and generation carries; added when it is new to the library. */
export function registerModel(database: Database.Database, model: { sha256: string; name: string }): number {
  database
    .prepare('INSERT INTO model (sha256, name) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING')
    .run(model.sha256, model.name);
  const row = database.prepare<[string], { id: number }>('SELECT id FROM model WHERE sha256 = ?').get(model.sha256);
  return row!.id;
}

/** Features of other models are in the table too, but not seen from here: they cannot be compared. */
export class FeatureStore {
  private readonly modelId: number;
  private readonly upsert;
  private readonly deleteOne;
  private readonly selectOne;
  private readonly selectBatch;
  private readonly selectIds;
  private readonly selectTally;

  constructor(database: Database.Database, modelId: number) {
    this.modelId = modelId;
    this.upsert = database.prepare<[number, number, number, Buffer]>(
      'INSERT OR REPLACE INTO feature (photo_id, model_id, scale, data) VALUES (?, ?, ?, ?)',
    );
    this.deleteOne = database.prepare<[number]>('DELETE FROM feature WHERE photo_id = ?');
    this.selectOne = database.prepare<[number, number], FeatureRow>(
      'SELECT photo_id, scale, data FROM feature WHERE photo_id = ? AND model_id = ?',
    );
    this.selectBatch = database.prepare<[number, number, number], FeatureRow>(
      'SELECT photo_id, scale, data FROM feature WHERE model_id = ? AND photo_id > ? ORDER BY photo_id LIMIT ?',
    );
    this.selectIds = database
      .prepare<[number], number>('SELECT photo_id FROM feature WHERE model_id = ? ORDER BY photo_id')
      .pluck();
    this.selectTally = database.prepare<[number], FeatureTally>(
      'SELECT count(*) AS count, coalesce(sum(photo_id), 0) AS idSum FROM feature WHERE model_id = ?',
    );
  }

  write(photoId: number, { scale, components }: ByteVector): void {
    const data = Buffer.from(components.buffer, components.byteOffset, components.byteLength);
    this.upsert.run(photoId, this.modelId, scale, data);
  }

  remove(photoId: number): void {
    this.deleteOne.run(photoId);
  }

  read(photoId: number): Float32Array | null {
    const row = this.selectOne.get(photoId, this.modelId);
    return row === undefined ? null : fromBytes(toStoredFeature(row).bytes);
  }

  ids(): number[] {
    return this.selectIds.all(this.modelId);
  }

  /** Up to `limit` features in the order of their photo ids, those after `afterId`: pages that need no open cursor. */
  batch(afterId: number, limit: number): StoredFeature[] {
    return this.selectBatch.all(this.modelId, afterId, limit).map(toStoredFeature);
  }

  /** All features, a page at a time. */
  *all(): Generator<StoredFeature> {
    let afterId = 0;
    for (;;) {
      const page = this.batch(afterId, 1000);
      const last = page.at(-1);
      if (last === undefined) return;
      yield* page;
      afterId = last.photoId;
    }
  }

  /** Cost: an index is read, not the features; some hundredths of a second for a million. */
  tally(): FeatureTally {
    return this.selectTally.get(this.modelId)!;
  }
}

function toStoredFeature({ photo_id, scale, data }: FeatureRow): StoredFeature {
  const components = new Int8Array(data.buffer, data.byteOffset, data.byteLength);
  return { photoId: photo_id, bytes: { scale, components } };
}
