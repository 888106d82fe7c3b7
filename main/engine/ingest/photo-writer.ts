// Stores what was read. A photo's row, its feature and its code are one transaction, so catalogue and index cannot disagree;
// several photos share one, because a commit costs more than a photo.
import type Database from 'better-sqlite3';
import { packPrint } from '../../../core/index.ts';
import type { PhotoIndex } from '../index/photo-index.ts';
import type { PendingFile } from '../library/files.ts';
import { hasHash } from '../library/photo-hash.ts';
import { hexOf, type ThumbnailStore } from '../library/thumbnails.ts';
import type { ThumbnailsUnderWay } from '../library/thumbnails-under-way.ts';
import { metadataColumns, MetadataRows } from '../metadata/metadata-rows.ts';
import { decoderVersion } from './decoders/decoder-version.ts';
import type { ReadOutcome } from './photo-reader.ts';

export interface PhotoWriterOptions {
  database: Database.Database;
  index: PhotoIndex;
  thumbnails: ThumbnailStore;
  underWay: ThumbnailsUnderWay;
}

interface PhotoIdentity {
  id: number;
  hash: Uint8Array;
}

type Described = Extract<ReadOutcome, { kind: 'described' }>;
type Publish = () => void;

/** Photos removed in one transaction: short enough that a search does not wait. */
const removalBatch = 200;

const withoutFile = 'file_count = 0';

export class PhotoWriter {
  private readonly database: Database.Database;
  private readonly index: PhotoIndex;
  private readonly thumbnails: ThumbnailStore;
  private readonly underWay: ThumbnailsUnderWay;
  private readonly metadata: MetadataRows;
  private readonly statements;

  constructor({ database, index, thumbnails, underWay }: PhotoWriterOptions) {
    this.database = database;
    this.index = index;
    this.thumbnails = thumbnails;
    this.underWay = underWay;
    this.metadata = new MetadataRows(database);
    this.statements = prepareStatements(database);
  }

  /** All or nothing. @throws the system's or SQLite's error, such as a full disk; then every file is pending as before */
  async store(outcomes: ReadOutcome[]): Promise<void> {
    const described = outcomes.filter((outcome) => outcome.kind === 'described');
    const contents = new Map(described.map(({ photo }) => [hexOf(photo.hash), photo]));
    const hashes = [...contents.values()].map(({ hash }) => hash);
    this.underWay.begin(hashes);
    await Promise.all([...contents.values()].map(({ hash, thumbnail }) => this.thumbnails.write(hash, thumbnail)));
    const publish: Publish[] = [];
    this.database.transaction(() => {
      for (const outcome of outcomes) if (this.isStillWanted(outcome.file)) this.storeOne(outcome, publish);
    })();
    for (const makeSearchable of publish) makeSearchable();
    const unwanted = hashes.filter((hash) => this.idOfHash(hash) === undefined);
    await Promise.all(unwanted.map((hash) => this.thumbnails.remove(hash)));
    this.underWay.end(hashes);
  }

  /** What an engine that was killed left behind; to be called before anything is stored. */
  async sweepThumbnails(): Promise<void> {
    await this.underWay.sweep(this.thumbnails, (hash) => this.idOfHash(hash) !== undefined);
  }

  /** The scanner may have removed or renewed the row while the file was read. */
  private isStillWanted({ id, size, modifiedAt, sidecarModifiedAt }: PendingFile): boolean {
    return this.statements.wantedFile.get(id, size, modifiedAt, sidecarModifiedAt) !== undefined;
  }

  private storeOne(outcome: ReadOutcome, publish: Publish[]): void {
    const { file } = outcome;
    switch (outcome.kind) {
      case 'described':
        this.storeDescribed(outcome, publish);
        break;
      case 'known':
        if (this.isPhoto(outcome.photoId)) this.join(file, outcome.photoId);
        break;
      case 'failed':
        this.statements.markFailed.run(file.id);
        this.statements.writeFailure.run(
          file.id,
          outcome.error.code,
          outcome.error.message,
          Date.now(),
          decoderVersion,
        );
        break;
      case 'stale':
        break;
    }
  }

  private storeDescribed(outcome: Described, publish: Publish[]): void {
    const photoId = this.idOfHash(outcome.photo.hash);
    if (photoId !== undefined) this.join(outcome.file, photoId);
    // A file described by a model that was replaced meanwhile stays pending, and is described again.
    else if (outcome.photo.model === this.index.modelSha256) {
      this.markReady(outcome.file, this.insertPhoto(outcome, publish));
    }
  }

  private join(file: PendingFile, photoId: number): void {
    this.markReady(file, photoId);
    this.metadata.fileJoined(photoId, file.id);
  }

  private insertPhoto({ file, photo }: Described, publish: Publish[]): number {
    const { hash, format, width, height, colour, print } = photo;
    const { lastInsertRowid } = this.statements.insertPhoto.run({
      ...{ hash, format, width, height, colour, print: packPrint(print) },
      ...this.metadata.toRow(photo.metadata, file),
    });
    const id = Number(lastInsertRowid);
    publish.push(this.index.write(id, photo.feature));
    return id;
  }

  private markReady(file: PendingFile, photoId: number): void {
    this.statements.markReady.run(photoId, file.id);
    this.statements.deleteFailure.run(file.id);
  }

  private idOfHash(hash: Uint8Array): number | undefined {
    return this.statements.idOfHash.get({ hash });
  }

  private isPhoto(id: number): boolean {
    return this.database.prepare('SELECT 1 FROM photo WHERE id = ?').get(id) !== undefined;
  }

  /**
   * Deletes photos that no file shows any more. Only to be called when every online folder was scanned and no file is left to
   * read: before that, the missing file may turn up under another name and bring its photo back without a new description.
   */
  async removePhotosWithoutFiles(): Promise<void> {
    const orphans = this.database
      .prepare<[], PhotoIdentity>(`SELECT id, content_hash AS hash FROM photo WHERE ${withoutFile}`)
      .all();
    await this.removePhotos(orphans);
  }

  hasPhotosWithoutFiles(): boolean {
    return this.database.prepare(`SELECT 1 FROM photo WHERE ${withoutFile} LIMIT 1`).get() !== undefined;
  }

  /** Forgets a watched folder with the photos that lay nowhere else. */
  async removeRoot(id: number): Promise<void> {
    const onlyHere = this.database
      .prepare<[number, number], PhotoIdentity>(
        `SELECT DISTINCT photo.id, content_hash AS hash FROM photo JOIN located_file ON photo_id = photo.id AND root_id = ?
         WHERE NOT EXISTS (SELECT 1 FROM located_file WHERE photo_id = photo.id AND root_id <> ?)`,
      )
      .all(id, id);
    this.database.prepare('DELETE FROM root WHERE id = ?').run(id);
    await this.removePhotos(onlyHere);
  }

  /** Deletes these photos but not their files, which are read anew: the way back from a lost feature or thumbnail. */
  async readAgain(photos: PhotoIdentity[]): Promise<void> {
    const renew = this.database.prepare(`UPDATE file SET state = 'pending', photo_id = NULL WHERE photo_id = ?`);
    this.database.transaction(() => {
      for (const { id } of photos) renew.run(id);
    })();
    await this.removePhotos(photos);
  }

  private async removePhotos(photos: PhotoIdentity[]): Promise<void> {
    const remove = this.database.prepare(`DELETE FROM photo WHERE id = ? AND ${withoutFile}`);
    for (let from = 0; from < photos.length; from += removalBatch) {
      const batch = photos.slice(from, from + removalBatch);
      const publish: Publish[] = [];
      const removed: Uint8Array[] = [];
      const hashes = batch.map(({ hash }) => hash);
      this.underWay.begin(hashes);
      this.database.transaction(() => {
        for (const { id, hash } of batch) {
          // A file may have brought the photo back since it was listed.
          if (remove.run(id).changes === 0) continue;
          publish.push(this.index.remove(id));
          removed.push(hash);
        }
      })();
      for (const makeUnsearchable of publish) makeUnsearchable();
      await Promise.all(removed.map((hash) => this.thumbnails.remove(hash)));
      this.underWay.end(hashes);
    }
  }
}

/** Of what is done for every photo: preparing them again took a sixth of the time that storing takes. */
function prepareStatements(database: Database.Database) {
  return {
    wantedFile: database.prepare(
      `SELECT 1 FROM file WHERE id = ? AND size = ? AND modified_at = ? AND sidecar_modified_at IS ? AND state = 'pending'`,
    ),
    insertPhoto: database.prepare(
      `INSERT INTO photo (content_hash, format, width, height, colour, print, ${metadataColumns.join(', ')})
       VALUES (@hash, @format, @width, @height, @colour, @print, @${metadataColumns.join(', @')})`,
    ),
    idOfHash: database.prepare<[{ hash: Uint8Array }], number>(`SELECT id FROM photo WHERE ${hasHash}`).pluck(),
    markReady: database.prepare(`UPDATE file SET state = 'ready', photo_id = ? WHERE id = ?`),
    markFailed: database.prepare(`UPDATE file SET state = 'failed', photo_id = NULL WHERE id = ?`),
    writeFailure: database.prepare(
      `INSERT INTO failure (file_id, code, message, tried_at, decoder) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (file_id) DO UPDATE SET code = excluded.code, message = excluded.message, tried_at = excluded.tried_at, decoder = excluded.decoder`,
    ),
    deleteFailure: database.prepare('DELETE FROM failure WHERE file_id = ?'),
  };
}
