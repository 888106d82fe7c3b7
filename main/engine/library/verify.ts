// Holds the parts of a library against each other: catalogue, features, codes, generation, thumbnails, files. Read-only by
// itself; a repair makes codes from features and features from files, and removes debris. Photo files are never touched.
import { lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { PhotoIndex } from '../index/photo-index.ts';
import type { PhotoWriter } from '../ingest/photo-writer.ts';
import { byReadingAgain, type Finding, photosHave, type PhotoIdentity, type Repairs } from './findings.ts';
import type { LibraryModels } from './library-models.ts';
import { hexOf, type ThumbnailStore } from './thumbnails.ts';
import { codeFindings, damageOfCodebooks, featureFindings } from './verify-index.ts';
import { featuresByModel, modelFindings } from './verify-models.ts';

export interface Verification {
  photoCount: number;
  findings: Finding[];
  /** Which models described the photos, a sentence each. */
  models: string[];
  /** Whether a repair ran; photos that must be read again are then waiting in the pipeline. */
  isRepaired: boolean;
}

export interface VerifierOptions {
  database: Database.Database;
  thumbnails: ThumbnailStore;
  index: PhotoIndex;
  writer: PhotoWriter;
  models: LibraryModels;
}

export class Verifier {
  private readonly options: VerifierOptions;

  constructor(options: VerifierOptions) {
    this.options = options;
  }

  /** Cost: one pass over the database and one look at every thumbnail and photo file. */
  async verify({ repair }: { repair: boolean }): Promise<Verification> {
    const repairs: Repairs = {
      rebuildCodes: false,
      mendCodes: false,
      keepModelAgain: false,
      readAgain: new Map(),
      strayThumbnails: [],
      changedFiles: [],
    };
    const findings = [
      ...this.checkDatabase(),
      ...this.checkIndex(repairs),
      ...(await this.checkModels(repairs)),
      ...this.checkRows(repairs),
      ...(await this.checkThumbnails(repairs)),
      ...(await this.checkFiles(repairs)),
    ].filter(({ count }) => count > 0);
    if (repair) await this.repair(repairs);
    const models = featuresByModel(this.options.database, this.options.models);
    return { photoCount: this.photos('1').length, findings, models, isRepaired: repair };
  }

  private checkDatabase(): Finding[] {
    const { database } = this.options;
    const integrity = (database.pragma('integrity_check(20)') as { integrity_check: string }[])
      .map((row) => row.integrity_check)
      .filter((line) => line !== 'ok');
    const foreign = database.pragma('foreign_key_check') as unknown[];
    return [
      { code: 'database', count: integrity.length, message: `The database file is damaged (${integrity[0]}).` },
      { code: 'database', count: foreign.length, message: 'Rows point to rows that are not there.' },
    ];
  }

  private checkIndex(repairs: Repairs): Finding[] {
    const { database, index } = this.options;
    const check = index.checkCodes();
    const missing = this.photos(
      `NOT EXISTS (SELECT 1 FROM feature WHERE id = (SELECT id << 32 FROM model WHERE sha256 = @sha256) | photo.id)`,
      { sha256: this.options.models.answering.card.sha256 },
    );
    const damaged = this.photos('id IN (SELECT value FROM json_each(@ids))', {
      ids: JSON.stringify(check.damagedFeatureIds),
    });
    for (const photo of damaged) repairs.readAgain.set(photo.id, photo);
    const damage = damageOfCodebooks(database);
    const codes = codeFindings(check, damage);
    repairs.rebuildCodes = damage !== null;
    repairs.mendCodes = codes.some(({ count }) => count > 0);
    return [...featureFindings(missing.length, damaged.length), ...codes];
  }

  private async checkModels(repairs: Repairs): Promise<Finding[]> {
    const findings = await modelFindings(this.options.models);
    repairs.keepModelAgain = findings.some(({ count }) => count > 0);
    return findings;
  }

  private checkRows(repairs: Repairs): Finding[] {
    const isReading = this.options.database.prepare(`SELECT 1 FROM file WHERE state = 'pending' LIMIT 1`).get();
    // While files are pending, a photo without a file may be one that was moved and not yet met again.
    const orphans = isReading ? [] : this.photos('NOT EXISTS (SELECT 1 FROM file WHERE photo_id = photo.id)');
    for (const photo of orphans) repairs.readAgain.set(photo.id, photo);
    const lost = this.options.database
      .prepare<[], number>(`SELECT id FROM file WHERE state = 'ready' AND photo_id IS NULL`)
      .pluck()
      .all();
    repairs.changedFiles.push(...lost);
    return [
      {
        code: 'photo-without-file',
        count: orphans.length,
        message: `${photosHave(orphans.length)} no file any more; repairing forgets them.`,
      },
      {
        code: 'file-without-photo',
        count: lost.length,
        message: `Files count as read and have no photo; ${byReadingAgain}.`,
      },
    ];
  }

  private async checkThumbnails(repairs: Repairs): Promise<Finding[]> {
    const photos = new Map(this.photos('1').map((photo) => [hexOf(photo.hash), photo]));
    for await (const { hash, path } of this.options.thumbnails.list()) {
      if (hash === null || !photos.delete(hash)) repairs.strayThumbnails.push(path);
    }
    for (const photo of photos.values()) repairs.readAgain.set(photo.id, photo);
    const strayCount = repairs.strayThumbnails.length;
    return [
      {
        code: 'missing-thumbnail',
        count: photos.size,
        message: `${photosHave(photos.size)} no thumbnail; ${byReadingAgain}.`,
      },
      { code: 'stray-thumbnail', count: strayCount, message: 'Thumbnails belong to no photo; repairing removes them.' },
    ];
  }

  /** Files of online folders only: what is on an unplugged disk is not wrong. */
  private async checkFiles(repairs: Repairs): Promise<Finding[]> {
    const rows = this.options.database
      .prepare<[], { id: number; rootPath: string; folder: string; name: string; size: number; modifiedAt: number }>(
        `SELECT file.id, root.path AS rootPath, folder, file.name, size, modified_at AS modifiedAt
         FROM located_file AS file JOIN root ON root.id = root_id WHERE file.state = 'ready' AND root.state = 'online'`,
      )
      .all();
    let count = 0;
    for (const { id, rootPath, folder, name, size, modifiedAt } of rows) {
      const now = await lstat(join(rootPath, folder, name)).catch(() => null);
      if (now?.size === size && now.mtimeMs === modifiedAt) continue;
      count++;
      if (now) repairs.changedFiles.push(id);
    }
    const message = 'Files changed or went away since they were read; the next scan of their folder follows them.';
    return [{ code: 'file-changed', count, message }];
  }

  private async repair(repairs: Repairs): Promise<void> {
    const { rebuildCodes, mendCodes, keepModelAgain, readAgain, strayThumbnails, changedFiles } = repairs;
    const { database, index, models, writer } = this.options;
    for (const path of strayThumbnails) await rm(path, { force: true });
    const renew = database.prepare(`UPDATE file SET state = 'pending' WHERE id = ?`);
    database.transaction(() => {
      for (const id of changedFiles) renew.run(id);
    })();
    await writer.readAgain(this.withFilesAtHand(readAgain.values()));
    if (rebuildCodes) await index.rebuild();
    else if (mendCodes) await index.mend();
    if (keepModelAgain) await models.keepShippedAgain();
  }

  private photos(condition: string, parameters: Record<string, string> = {}): PhotoIdentity[] {
    return this.options.database
      .prepare<[Record<string, string>], PhotoIdentity>(`SELECT id, content_hash AS hash FROM photo WHERE ${condition}`)
      .all(parameters);
  }

  /** Photos that cannot be read again now, because all their files lie on drives that are away, stay as they are. */
  private withFilesAtHand(photos: Iterable<PhotoIdentity>): PhotoIdentity[] {
    const isAway = this.options.database
      .prepare<[number], 0 | 1 | null>(
        `SELECT min(root.state = 'offline') FROM located_file JOIN root ON root.id = root_id WHERE photo_id = ?`,
      )
      .pluck();
    return [...photos].filter(({ id }) => isAway.get(id) !== 1);
  }
}
