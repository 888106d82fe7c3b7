// Which photos a model has still to describe, and by what: the rows say it, so that describing goes on after any interruption.
import { join } from 'node:path';
import type Database from 'better-sqlite3';

export interface DueFeature {
  readonly photoId: number;
  readonly hash: Uint8Array;
  /** Null while every file of the photo is away. */
  readonly file: { readonly path: string; readonly size: number; readonly modifiedAt: number } | null;
}

interface DueRow {
  photoId: number;
  hash: Uint8Array;
  rootPath: string | null;
  folder: string;
  name: string;
  size: number;
  modifiedAt: number;
}

/** Photo ids looked through at a time: milliseconds, so that a search need not wait. */
const IDS_AT_ONCE = 2000;

const columns = `photo.id AS photoId, content_hash AS hash, root.path AS rootPath, folder.path AS folder, file.name, size,
  modified_at AS modifiedAt`;
const fileAtHand = `file.id = (SELECT min(f.id) FROM located_file AS f JOIN root AS r ON r.id = f.root_id
  WHERE f.photo_id = photo.id AND f.state = 'ready' AND r.state = 'online')`;

export class DueFeatures {
  private readonly selectMissing;
  private readonly selectProvisional;
  private readonly selectLastId;
  private readonly selectProvisionalCount;

  constructor(database: Database.Database) {
    this.selectMissing = database.prepare<[number, number, number], DueRow>(
      `SELECT ${columns} FROM photo LEFT JOIN file ON ${fileAtHand} LEFT JOIN folder ON folder.id = folder_id LEFT JOIN root ON root.id = root_id
       WHERE photo.id BETWEEN ? AND ?
         AND NOT EXISTS (SELECT 1 FROM feature WHERE feature.id = (? << 32 | photo.id)) ORDER BY photo.id`,
    );
    this.selectProvisional = database.prepare<[number, number, number, number], DueRow>(
      `SELECT ${columns} FROM feature JOIN photo ON photo.id = feature.id & 0xffffffff
       JOIN file ON ${fileAtHand} JOIN folder ON folder.id = folder_id JOIN root ON root.id = root_id
       WHERE is_provisional = 1 AND feature.id > (? << 32 | ?) AND feature.id < ((? + 1) << 32) ORDER BY feature.id LIMIT ?`,
    );
    this.selectLastId = database.prepare<[], number>('SELECT coalesce(max(id), 0) FROM photo').pluck();
    this.selectProvisionalCount = database
      .prepare<[number], number>('SELECT count(*) FROM feature WHERE is_provisional = 1 AND id >> 32 = ?')
      .pluck();
  }

  /** Photos without a feature of the model, some at a time; what is stored meanwhile is not given again. */
  *missing(modelId: number): Generator<DueFeature[]> {
    const last = this.selectLastId.get()!;
    for (let from = 1; from <= last; from += IDS_AT_ONCE) {
      yield this.selectMissing.all(from, from + IDS_AT_ONCE - 1, modelId).map(toDueFeature);
    }
  }

  /** Photos that were described by their thumbnail and have a file at hand again. */
  *provisional(modelId: number): Generator<DueFeature[]> {
    let after = 0;
    for (;;) {
      const page = this.selectProvisional.all(modelId, after, modelId, IDS_AT_ONCE).map(toDueFeature);
      const last = page.at(-1);
      if (last === undefined) return;
      yield page;
      after = last.photoId;
    }
  }

  provisionalCount(modelId: number): number {
    return this.selectProvisionalCount.get(modelId)!;
  }
}

function toDueFeature({ photoId, hash, rootPath, folder, name, size, modifiedAt }: DueRow): DueFeature {
  const file = rootPath === null ? null : { path: join(rootPath, folder, name), size, modifiedAt };
  return { photoId, hash, file };
}
