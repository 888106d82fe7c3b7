// The features of one model in SQLite, a byte a component, packed: what exact search reads and new generations are made from.
import type Database from 'better-sqlite3';
import type { ByteVector } from '../../../core/index.ts';
import { fromBytes } from '../../../core/index.ts';
import { packFeature, unpackFeature } from './packed-feature.ts';

/** Rows are known by the id of the model times this, and that of the photo: those of a model are one range. */
export const PHOTO_IDS = 2 ** 32;

interface FeatureRow {
  id: number;
  data: Buffer;
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
  private readonly selectLastId;
  private readonly selectTally;

  constructor(database: Database.Database, modelId: number) {
    this.modelId = modelId;
    this.upsert = database.prepare(
      `INSERT INTO feature (id, is_provisional, data) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET is_provisional = excluded.is_provisional, data = excluded.data`,
    );
    this.deleteOne = database.prepare<[number]>('DELETE FROM feature WHERE id = ?');
    this.selectOne = database.prepare<[number], FeatureRow>('SELECT id, data FROM feature WHERE id = ?');
    this.selectBatch = database.prepare<[number, number, number], FeatureRow>(
      'SELECT id, data FROM feature WHERE id > ? AND id < ? ORDER BY id LIMIT ?',
    );
    this.selectIds = database
      .prepare<[number, number], number>(`SELECT id & 0xffffffff FROM feature WHERE id > ? AND id < ? ORDER BY id`)
      .pluck();
    this.selectLastId = database
      .prepare<[number, number], number>('SELECT max(id) & 0xffffffff FROM feature WHERE id > ? AND id < ?')
      .pluck();
    this.selectTally = database.prepare<[number], FeatureTally>(
      'SELECT count, id_sum AS idSum FROM feature_tally WHERE model_id = ?',
    );
  }

  /** @param options.isProvisional of the thumbnail, while the file is away */
  write(photoId: number, bytes: ByteVector, { isProvisional = false } = {}): void {
    const data = packFeature({ photoId, modelId: this.modelId }, bytes);
    this.upsert.run(this.rowOf(photoId), Number(isProvisional), data);
  }

  remove(photoId: number): void {
    this.deleteOne.run(this.rowOf(photoId));
  }

  private rowOf(photoId: number): number {
    return this.modelId * PHOTO_IDS + photoId;
  }

  /** Null when there is none, or none that can be believed. */
  read(photoId: number): Float32Array | null {
    const row = this.selectOne.get(this.rowOf(photoId));
    const bytes = row ? this.toStored(row).bytes : null;
    return bytes && fromBytes(bytes);
  }

  /** Cost: all rows are walked along, half a gigabyte at a million. */
  ids(): number[] {
    return this.selectIds.all(this.rowOf(0), this.rowOf(PHOTO_IDS));
  }

  lastId(): number {
    return this.selectLastId.get(this.rowOf(0), this.rowOf(PHOTO_IDS)) ?? 0;
  }

  firstIdAfter(photoId: number): number | undefined {
    return this.selectIds.get(this.rowOf(photoId), this.rowOf(PHOTO_IDS));
  }

  /** Up to `limit` features in the order of their photo ids, those after `afterId`: pages that need no open cursor. */
  batch(afterId: number, limit: number): StoredFeature[] {
    return this.selectBatch.all(this.rowOf(afterId), this.rowOf(PHOTO_IDS), limit).map((row) => this.toStored(row));
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

  /** Cost: none; see migrations/015-less-room.sql. */
  tally(): FeatureTally {
    return this.selectTally.get(this.modelId) ?? { count: 0, idSum: 0 };
  }

  private toStored({ id, data }: FeatureRow): StoredFeature {
    const photoId = id % PHOTO_IDS;
    return { photoId, bytes: unpackFeature({ photoId, modelId: this.modelId }, data) };
  }
}
