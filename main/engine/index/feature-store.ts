// The features of one model in SQLite, 8 bits a component: what exact search reads and new generations are made from.
import type Database from 'better-sqlite3';
import type { ByteVector } from '../../../core/index.ts';
import { fromBytes } from '../../../core/index.ts';
import { featureChecksum, type FeatureRow } from './feature-checksum.ts';

interface CheckedRow extends FeatureRow {
  checksum: number;
}

export interface StoredFeature {
  readonly photoId: number;
  /** Null when the row does not match its checksum: then it is not to be believed. */
  readonly bytes: ByteVector | null;
}

export interface FeatureTally {
  readonly count: number;
  readonly idSum: number;
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
    this.upsert = database.prepare(
      `INSERT OR REPLACE INTO feature (photo_id, model_id, scale, data, checksum, is_provisional)
       VALUES (@photo_id, @model_id, @scale, @data, @checksum, @is_provisional)`,
    );
    this.deleteOne = database.prepare<[number, number]>('DELETE FROM feature WHERE photo_id = ? AND model_id = ?');
    this.selectOne = database.prepare<[number, number], CheckedRow>(
      'SELECT photo_id, model_id, scale, data, checksum FROM feature WHERE photo_id = ? AND model_id = ?',
    );
    this.selectBatch = database.prepare<[number, number, number], CheckedRow>(
      `SELECT photo_id, model_id, scale, data, checksum FROM feature
       WHERE model_id = ? AND photo_id > ? ORDER BY photo_id LIMIT ?`,
    );
    this.selectIds = database
      .prepare<[number], number>('SELECT photo_id FROM feature WHERE model_id = ? ORDER BY photo_id')
      .pluck();
    this.selectTally = database.prepare<[number], FeatureTally>(
      'SELECT count(*) AS count, coalesce(sum(photo_id), 0) AS idSum FROM feature WHERE model_id = ?',
    );
  }

  /** @param options.isProvisional of the thumbnail, while the file is away */
  write(photoId: number, { scale, components }: ByteVector, { isProvisional = false } = {}): void {
    const data = Buffer.from(components.buffer, components.byteOffset, components.byteLength);
    const row = { photo_id: photoId, model_id: this.modelId, scale, data };
    this.upsert.run({ ...row, checksum: featureChecksum(row), is_provisional: Number(isProvisional) });
  }

  remove(photoId: number): void {
    this.deleteOne.run(photoId, this.modelId);
  }

  /** Null when there is none, or none that can be believed. */
  read(photoId: number): Float32Array | null {
    const row = this.selectOne.get(photoId, this.modelId);
    const bytes = row ? toStoredFeature(row).bytes : null;
    return bytes && fromBytes(bytes);
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

  /** Photos whose feature does not match its checksum. Cost: all features are read. */
  damagedIds(): number[] {
    const ids: number[] = [];
    for (const { photoId, bytes } of this.all()) if (bytes === null) ids.push(photoId);
    return ids;
  }

  /** Cost: an index is read, not the features; some hundredths of a second for a million. */
  tally(): FeatureTally {
    return this.selectTally.get(this.modelId)!;
  }
}

function toStoredFeature(row: CheckedRow): StoredFeature {
  const { photo_id: photoId, scale, data } = row;
  if (featureChecksum(row) !== row.checksum) return { photoId, bytes: null };
  const components = new Int8Array(data.buffer, data.byteOffset, data.byteLength);
  return { photoId, bytes: { scale, components } };
}
