// Holds the parts of a library against each other: catalogue, features, codes, generation, thumbnails, files. Read-only by
// itself; a repair makes codes from features and features from files, and removes debris. Photo files are never touched.
import { lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { parseGeneration } from '../../../core/index.ts';
import type { PhotoIndex } from '../index/photo-index.ts';
import type { PhotoWriter } from '../ingest/photo-writer.ts';
import { hexOf, type ThumbnailStore } from './thumbnails.ts';

export interface Finding {
  code:
    | 'database'
    | 'missing-feature'
    | 'missing-code'
    | 'stray-code'
    | 'damaged-codes'
    | 'generation'
    | 'missing-thumbnail'
    | 'stray-thumbnail'
    | 'photo-without-file'
    | 'file-without-photo'
    | 'file-changed';
  /** One sentence: what is wrong, and how it is put right. */
  message: string;
  count: number;
}

export interface Verification {
  photoCount: number;
  findings: Finding[];
  /** Whether a repair ran; photos that must be read again are then waiting in the pipeline. */
  isRepaired: boolean;
}

export interface VerifierOptions {
  database: Database.Database;
  thumbnails: ThumbnailStore;
  index: PhotoIndex;
  writer: PhotoWriter;
  model: { sha256: string; dimension: number };
}

interface PhotoIdentity {
  id: number;
  hash: Uint8Array;
}

interface Repairs {
  /** With new codebooks. */
  rebuildCodes: boolean;
  mendCodes: boolean;
  readAgain: Map<number, PhotoIdentity>;
  strayThumbnails: string[];
  changedFiles: number[];
}

const codesFromFeatures = 'repairing makes them again from the stored features';
const byReadingAgain = 'repairing reads these photos again from their files';

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
      readAgain: new Map(),
      strayThumbnails: [],
      changedFiles: [],
    };
    const findings = [
      ...this.checkDatabase(),
      ...this.checkFeatures(repairs),
      ...this.checkCodes(repairs),
      ...this.checkRows(repairs),
      ...(await this.checkThumbnails(repairs)),
      ...(await this.checkFiles(repairs)),
    ].filter(({ count }) => count > 0);
    if (repair) await this.repair(repairs);
    return { photoCount: this.photos('1').length, findings, isRepaired: repair };
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

  private checkFeatures(repairs: Repairs): Finding[] {
    const missing = this.photos(
      `NOT EXISTS (SELECT 1 FROM feature JOIN model ON model.id = model_id
                   WHERE photo_id = photo.id AND sha256 = @sha256 AND length(data) = @dimension)`,
    );
    for (const photo of missing) repairs.readAgain.set(photo.id, photo);
    const message = `${photosHave(missing.length)} no feature of the present model; ${byReadingAgain}.`;
    return [{ code: 'missing-feature', count: missing.length, message }];
  }

  private checkCodes(repairs: Repairs): Finding[] {
    const findings: Finding[] = [];
    const active = this.options.database
      .prepare<[], { id: number; data: Uint8Array }>('SELECT id, data FROM generation WHERE is_active = 1')
      .get();
    const reason = active ? damageOf(active.data) : 'there is none';
    if (reason !== null) {
      findings.push({
        code: 'generation',
        count: 1,
        message: `The codebooks are unusable (${reason}); repairing takes new ones and makes the codes again from the stored features.`,
      });
    }
    const { damagedBlockCount, damagedAtOpeningCount, uncodedCount, strayCount } = this.options.index.checkCodes();
    findings.push(
      {
        code: 'damaged-codes',
        count: damagedBlockCount,
        message: `${blocksOfCodes(damagedBlockCount)} not match the checksum; ${codesFromFeatures}.`,
      },
      {
        code: 'damaged-codes',
        count: damagedAtOpeningCount,
        message: `${blocksOfCodes(damagedAtOpeningCount)} not match the checksum when the library was opened; the codes were made again from the stored features.`,
      },
      {
        code: 'missing-code',
        count: uncodedCount,
        message: `${photosHave(uncodedCount)} a feature and no code; ${codesFromFeatures}.`,
      },
      { code: 'stray-code', count: strayCount, message: `Codes belong to no photo; ${codesFromFeatures}.` },
    );
    repairs.rebuildCodes = reason !== null;
    repairs.mendCodes = findings.some(({ count }) => count > 0);
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
         FROM file JOIN root ON root.id = root_id WHERE file.state = 'ready' AND root.state = 'online'`,
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

  private async repair({ rebuildCodes, mendCodes, readAgain, strayThumbnails, changedFiles }: Repairs): Promise<void> {
    const { database, index, writer } = this.options;
    for (const path of strayThumbnails) await rm(path, { force: true });
    const renew = database.prepare(`UPDATE file SET state = 'pending' WHERE id = ?`);
    database.transaction(() => {
      for (const id of changedFiles) renew.run(id);
    })();
    await writer.readAgain([...readAgain.values()]);
    if (rebuildCodes) await index.rebuild();
    else if (mendCodes) await index.mend();
  }

  private photos(condition: string): PhotoIdentity[] {
    const { sha256, dimension } = this.options.model;
    const parameters = condition.includes('@sha256') ? [{ sha256, dimension }] : [];
    return this.options.database
      .prepare<{ sha256: string; dimension: number }[], PhotoIdentity>(
        `SELECT id, content_hash AS hash FROM photo WHERE ${condition}`,
      )
      .all(...parameters);
  }
}

function blocksOfCodes(count: number): string {
  return count === 1 ? '1 block of codes does' : `${count} blocks of codes do`;
}

function photosHave(count: number): string {
  return count === 1 ? '1 photo has' : `${count} photos have`;
}

function damageOf(generation: Uint8Array): string | null {
  try {
    parseGeneration(generation);
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
