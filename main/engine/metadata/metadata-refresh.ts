// Reads the metadata of photos again, not their pixels: those of libraries older than a field, and those whose sidecar or file
// is another one now. Which ones is written in the rows (photo.metadata_due), so it goes on after any interruption. It takes its
// turns like the reading of photos, so it is as quiet as that, and as paused.
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
  /** Files at a time, as far as the turns allow. */
  filesAtOnce: number;
  /** Resolves when another file may be read; to be called when that is done: Effort.turn. */
  turn(): Promise<() => void>;
}

export interface RefreshProgress {
  doneCount: number;
  /** Of all that are due, also those that lie offline and wait. */
  totalCount: number;
}

interface Refreshed {
  photo: DuePhoto;
  /** Null when the file is there and cannot be read; undefined when it was not read, or is not what the scan saw. */
  metadata: PhotoMetadata | null | undefined;
}

export class MetadataRefresh {
  private readonly options: MetadataRefreshOptions;
  private running: RefreshProgress | null = null;

  constructor(options: MetadataRefreshOptions) {
    this.options = options;
  }

  /** Null while nothing is read again. */
  get progress(): Readonly<RefreshProgress> | null {
    return this.running;
  }

  /**
   * Once through all that are due, as long as nothing else is to be done.
   * @param changed called when the progress is another one
   * @throws AbortError; SQLite's errors, such as a full disk
   */
  async run(signal: AbortSignal, isIdle: () => boolean, changed: () => void): Promise<void> {
    const { database, rows, filesAtOnce } = this.options;
    const wanted = (): boolean => isIdle() && !signal.aborted;
    try {
      let after = 0;
      while (wanted()) {
        const batch = rows.due(after, 4 * filesAtOnce);
        if (batch.length === 0) return;
        this.running ??= { doneCount: 0, totalCount: rows.dueCount() };
        changed();
        const refreshed = await this.readBatch(batch, signal, wanted);
        database.transaction(() => {
          for (const { photo, metadata } of refreshed) if (metadata !== undefined) rows.write(photo, metadata);
        })();
        this.running.doneCount += refreshed.length;
        after = batch.at(-1)!.photoId;
      }
    } finally {
      this.running = null;
      changed();
    }
  }

  /** @returns those that were read before something else was to be done */
  private async readBatch(batch: DuePhoto[], signal: AbortSignal, wanted: () => boolean): Promise<Refreshed[]> {
    const waiting = [...batch];
    const refreshed: Refreshed[] = [];
    const lane = async (): Promise<void> => {
      while (waiting.length > 0) {
        const endTurn = await this.options.turn();
        const photo = wanted() ? waiting.shift() : undefined;
        try {
          if (photo) refreshed.push(await this.readOne(photo, signal));
        } finally {
          endTurn();
        }
        if (!photo) return;
      }
    };
    await Promise.all(Array.from({ length: this.options.filesAtOnce }, lane));
    return refreshed;
  }

  private async readOne(photo: DuePhoto, signal: AbortSignal): Promise<Refreshed> {
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
