// A real library file with the real schema, and a starting generation small enough to make in a test.
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { asMatrix, normalise, Random, serialiseGeneration, trainGeneration } from '../../../../core/index.ts';
import { PhotoIndex } from '../../../../main/engine/index/photo-index.ts';
import type { PhotoIndexOptions } from '../../../../main/engine/index/photo-index.ts';
import { migrate } from '../../../../main/engine/library/migrate.ts';

export const DIMENSION = 32;
export const model = { sha256: 'a'.repeat(64), name: 'test model' };

/** Unit features in loose clusters, as photos lie; shape (count, DIMENSION). */
export function makeFeatures(count: number, seed: number): Float32Array[] {
  const random = new Random(seed);
  const centres = Array.from({ length: 12 }, () => Float32Array.from({ length: DIMENSION }, () => random.normal()));
  return Array.from({ length: count }, () => {
    const centre = centres[random.integer(centres.length)]!;
    const feature = centre.map((value) => value + 0.8 * random.normal());
    normalise(feature);
    return feature;
  });
}

const startingGeneration = await trainGeneration(
  asMatrix(Float32Array.from(makeFeatures(600, 1).flatMap((feature) => [...feature])), DIMENSION),
  { nlist: 4, m: 16, ksub: 64 },
  { seed: 2 },
);

export class IndexFixture {
  readonly folder = mkdtempSync(join(tmpdir(), 'likeness-index-'));
  readonly resources = join(this.folder, 'resources');
  private readonly open: { index: PhotoIndex; database: Database.Database }[] = [];

  constructor() {
    const codebooks = join(this.resources, 'codebooks');
    mkdirSync(codebooks, { recursive: true });
    writeFileSync(join(codebooks, 'starting-generation.bin'), serialiseGeneration(startingGeneration));
    writeFileSync(join(codebooks, 'starting-generation.json'), JSON.stringify({ model: { sha256: model.sha256 } }));
  }

  openDatabase(): Database.Database {
    const database = new Database(join(this.folder, 'library.sqlite'));
    database.pragma('journal_mode = WAL');
    database.pragma('foreign_keys = ON');
    migrate(database, { backups: join(this.folder, 'backups') });
    return database;
  }

  /** Opens the library in the folder, new or not. Its own training waits until `settle` unless `quietMs` says else. */
  async openIndex(
    options: Partial<PhotoIndexOptions> & { rebuild?: boolean } = {},
  ): Promise<{ index: PhotoIndex; database: Database.Database }> {
    const database = this.openDatabase();
    const index = new PhotoIndex({
      database,
      model,
      resources: this.resources,
      trainAfterQuietMs: 3_600_000,
      ...options,
    });
    await index.start({ rebuild: options.rebuild ?? false });
    this.open.push({ index, database });
    return { index, database };
  }

  async close(): Promise<void> {
    for (const { index, database } of this.open.splice(0)) {
      await index.stop();
      database.close();
    }
  }

  async remove(): Promise<void> {
    await this.close();
    rmSync(this.folder, { recursive: true });
  }
}

/** Adds photos as the pipeline does: row, feature and code in one transaction, published when it is committed. */
export function addPhotos(database: Database.Database, index: PhotoIndex, features: readonly Float32Array[]): number[] {
  const insert = database.prepare<[Buffer, Buffer]>(
    `INSERT INTO photo (content_hash, format, width, height, taken_at, colour, print)
     VALUES (?, 'jpeg', 4, 3, 0, 0, ?)`,
  );
  const ids: number[] = [];
  const publish = database.transaction(() =>
    features.map((feature) => {
      const photoId = Number(insert.run(randomBytes(32), Buffer.alloc(144)).lastInsertRowid);
      ids.push(photoId);
      return index.write(photoId, feature);
    }),
  )();
  for (const each of publish) each();
  return ids;
}

export function removePhoto(database: Database.Database, index: PhotoIndex, photoId: number): void {
  const publish = database.transaction(() => {
    const forget = index.remove(photoId);
    database.prepare('DELETE FROM photo WHERE id = ?').run(photoId);
    return forget;
  })();
  publish();
}

/** Codes on disk, of all generations. */
export function codeCount(database: Database.Database): number {
  return database.prepare<[], number>('SELECT coalesce(sum(length(ids)) / 4, 0) FROM code_block').pluck().get()!;
}
