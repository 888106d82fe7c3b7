// Reads the metadata of photos again, not their pixels: those of libraries older than a field, and those whose sidecar or file
// is another one now. Which ones is written in the rows (photo.metadata_due), so it goes on after any interruption.
import { lstat } from 'node:fs/promises';
import type Database from 'better-sqlite3';
import { toLikenessError } from '../api/errors.ts';
import type { DuePhoto, MetadataRows } from './metadata-rows.ts';
import type { PhotoMetadata } from './photo-metadata.ts';

export interface MetadataRefreshOptions {
  database: Database.Database;
  rows: MetadataRows;
  /** In the describing process. */
  read(file: { path: string; sidecar: string | null }, signal: AbortSignal): Promise<PhotoMetadata>;
  /** Files at a time. */
  filesAtOnce: number;
}

export class MetadataRefresh {
  private readonly options: MetadataRefreshOptions;

  constructor(options: MetadataRefreshOptions) {
    this.options = options;
  }

  /** Once through all that are due, as long as nothing else is to be done. @throws AbortError; SQLite's errors, such as a full disk */
  async run(signal: AbortSignal, isIdle: () => boolean): Promise<void> {
    const { database, rows, filesAtOnce } = this.options;
    let after = 0;
    while (isIdle()) {
      const batch = rows.due(after, 4 * filesAtOnce);
      if (batch.length === 0) return;
      const read: { photo: DuePhoto; metadata: PhotoMetadata | null | undefined }[] = [];
      for (let from = 0; from < batch.length; from += filesAtOnce) {
        const some = batch.slice(from, from + filesAtOnce);
        read.push(...(await Promise.all(some.map((photo) => this.readOne(photo, signal)))));
      }
      database.transaction(() => {
        for (const { photo, metadata } of read) if (metadata !== undefined) rows.write(photo, metadata);
      })();
      after = Math.max(...batch.map(({ photoId }) => photoId));
    }
  }

  /** Null when the file is there and cannot be read; undefined when it is not there, or not what the scan saw. */
  private async readOne(photo: DuePhoto, signal: AbortSignal) {
    const { path, sidecarPath } = photo.file;
    try {
      const metadata = await this.options.read({ path, sidecar: sidecarPath }, signal);
      return { photo, metadata: (await isUnchanged(photo)) ? metadata : undefined };
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toLikenessError(thrown);
      if (error.code === 'cancelled') throw error;
      return { photo, metadata: (await isUnchanged(photo)) ? null : undefined };
    }
  }
}

async function isUnchanged({ file }: DuePhoto): Promise<boolean> {
  const now = await lstat(file.path).catch(() => null);
  return now !== null && now.size === file.size && now.mtimeMs === file.modifiedAt;
}
