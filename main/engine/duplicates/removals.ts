// Moves copies to the system's bin, each looked at once more at that moment, and takes them out again.
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { type ErrorCode, LikenessError } from '../api/errors.ts';
import type { BinnedBatch, LeftFile, LeftReason, Removal, RestoredBatch } from '../api/duplicate-schemas.ts';
import { hashContent } from '../ingest/content-hash.ts';
import { type BinPlace, canTakeOut, moveToBin, takeOutOfBin } from './system-bin.ts';
import type { CopyFile } from './keep-rules.ts';
import type { PlannedGroup } from './removal-plan.ts';

interface StoredFile {
  readonly rootId: number;
  readonly hash: Uint8Array;
  readonly size: number;
  readonly modifiedAt: number;
  /** The file of metadata beside it, when no other photo's is the same. */
  readonly sidecar: string | null;
}

interface BinnedRow {
  readonly id: number;
  readonly path: string;
  readonly binPath: string | null;
  readonly note: string | null;
}

interface Move {
  readonly file: CopyFile;
  /** What stays in its place, where something must. */
  readonly kept: CopyFile | null;
}

export interface RemovalsOptions {
  readonly database: Database.Database;
  /** The folder changed: it is to be scanned. */
  scanSoon(rootId: number): void;
}

/** Batches that a person may still remember, and files of one that are looked for in the bin. */
const mostBatches = 100;
const mostLooks = 20;

export class Removals {
  private readonly database: Database.Database;
  private readonly scanSoon: (rootId: number) => void;
  private isRunning = false;

  constructor(options: RemovalsOptions) {
    this.database = options.database;
    this.scanSoon = (rootId) => options.scanSoon(rootId);
  }

  /**
   * One after the other; says after each what came of it. What is not as it was read stays where it is, and so does what
   * was to go for a file that is not. @throws LikenessError `usage` while another removal runs
   */
  async *move(groups: readonly PlannedGroup[], signal?: AbortSignal): AsyncGenerator<Removal> {
    yield* this.moveAll(
      groups.map(({ moved }) => moved),
      signal,
    );
  }

  /** As `move`, for files that a person chose one by one: nothing has to stay in their place. */
  async *moveChosen(files: readonly CopyFile[], signal?: AbortSignal): AsyncGenerator<Removal> {
    yield* this.moveAll([files.map((file) => ({ file, kept: null }))], signal);
  }

  private async *moveAll(groups: readonly (readonly Move[])[], signal?: AbortSignal): AsyncGenerator<Removal> {
    if (this.isRunning) throw new LikenessError('usage', 'Files are being moved to the bin already; wait for the end.');
    this.isRunning = true;
    const batch = this.newBatch();
    const totalCount = groups.reduce((sum, moves) => sum + moves.length, 0);
    const roots = new Set<number>();
    let doneCount = 0;
    try {
      for (const moves of groups) {
        const doubts = new Map<CopyFile, LeftReason | null>();
        for (const { file, kept } of moves) {
          if (signal?.aborted) return;
          if (kept && !doubts.has(kept)) doubts.set(kept, await this.doubtAbout(kept, signal));
          const doubt = (kept && doubts.get(kept)) ?? null;
          const reason = doubt === null ? await this.moveOne(file, batch, roots, signal) : { ...doubt, isOfKept: true };
          doneCount++;
          yield { batch, doneCount, totalCount, path: file.path, sizeBytes: file.sizeBytes, reason };
        }
      }
    } finally {
      this.isRunning = false;
      for (const rootId of roots) this.scanSoon(rootId);
    }
  }

  /** The newest first, and whether one can be taken back still. */
  async batches(): Promise<BinnedBatch[]> {
    const batches = this.database
      .prepare<[number], Omit<BinnedBatch, 'canUndo'>>(
        `SELECT batch, count(*) AS fileCount, sum(size) AS bytes, max(binned_at) AS binnedAt
         FROM binned_file GROUP BY batch ORDER BY batch DESC LIMIT ?`,
      )
      .all(mostBatches);
    return Promise.all(batches.map(async (batch) => ({ ...batch, canUndo: await this.isInBin(batch.batch) })));
  }

  /** By the last files of the batch: who empties the bin empties all of it. */
  private async isInBin(batch: number): Promise<boolean> {
    const places = this.database
      .prepare<[number, number], string>(
        'SELECT bin_path FROM binned_file WHERE batch = ? AND bin_path IS NOT NULL ORDER BY id DESC LIMIT ?',
      )
      .pluck()
      .all(batch, mostLooks);
    const found = await Promise.all(places.map((place) => lstat(place).catch(() => null)));
    return found.some((file) => file !== null);
  }

  /** Puts the files of a batch back where they were. @throws LikenessError `usage` where the system does not allow it */
  async undo(batch: number): Promise<RestoredBatch> {
    if (!canTakeOut) {
      throw new LikenessError('usage', 'On this system files come back from the bin by its own window alone.');
    }
    const rows = this.database
      .prepare<[number], BinnedRow>(
        'SELECT id, path, bin_path AS binPath, bin_info AS note FROM binned_file WHERE batch = ? ORDER BY id DESC',
      )
      .all(batch);
    const left: LeftFile[] = [];
    let restoredCount = 0;
    for (const { id, path, binPath, note } of rows) {
      const reason =
        binPath === null || note === null ? leftBy('bin-silent') : await takeBack({ path: binPath, note }, path);
      if (reason === null) restoredCount++;
      else left.push({ path, reason });
      if (reason === null || ['bin-silent', 'bin-emptied'].includes(reason.code)) this.forget(id);
    }
    for (const rootId of this.database.prepare<[], number>('SELECT id FROM root').pluck().all()) this.scanSoon(rootId);
    return { restoredCount, left };
  }

  /** Null when it was moved. */
  private async moveOne(
    file: CopyFile,
    batch: number,
    roots: Set<number>,
    signal?: AbortSignal,
  ): Promise<LeftReason | null> {
    const doubt = await this.doubtAbout(file, signal);
    if (doubt !== null) return doubt;
    const { rootId, hash, size, sidecar } = this.stored(file.id)!;
    roots.add(rootId);
    try {
      await this.bin(file.path, { batch, size, hash });
      if (sidecar !== null) await this.binSidecar(join(file.path, '..', sidecar), batch);
      return null;
    } catch (thrown) {
      return leftBy('bin-refused', thrown);
    }
  }

  private async binSidecar(path: string, batch: number): Promise<void> {
    const found = await lstat(path).catch(() => null);
    if (found !== null) await this.bin(path, { batch, size: found.size, hash: await hashContent(path) });
  }

  /** The row comes first: after a crash it is known what may lie in the bin. */
  private async bin(
    path: string,
    { batch, size, hash }: { batch: number; size: number; hash: Uint8Array },
  ): Promise<void> {
    const { lastInsertRowid: id } = this.database
      .prepare('INSERT INTO binned_file (batch, path, size, content_hash, binned_at) VALUES (?, ?, ?, ?, ?)')
      .run(batch, path, size, hash, Date.now());
    let place: BinPlace | null;
    try {
      place = await moveToBin(path);
    } catch (thrown) {
      this.forget(Number(id));
      throw thrown;
    }
    this.database
      .prepare('UPDATE binned_file SET bin_path = ?, bin_info = ? WHERE id = ?')
      .run(place?.path ?? null, place?.note ?? null, id);
  }

  /** Why the file is not surely the one that was read; null when it is, to the byte. */
  private async doubtAbout(file: CopyFile, signal?: AbortSignal): Promise<LeftReason | null> {
    const stored = this.stored(file.id);
    if (stored === undefined) return leftBy('unknown');
    const now = await lstat(file.path).catch(() => null);
    if (now === null) return leftBy('gone');
    if (now.size !== stored.size || now.mtimeMs !== stored.modifiedAt) return leftBy('changed');
    const hash = await hashContent(file.path, signal).catch(() => null);
    if (hash === null) return leftBy('unreadable');
    return Buffer.compare(hash, stored.hash) === 0 ? null : leftBy('changed');
  }

  private stored(fileId: number): StoredFile | undefined {
    return this.database
      .prepare<[number], StoredFile>(
        `SELECT root_id AS rootId, content_hash AS hash, size, modified_at AS modifiedAt,
           CASE WHEN (SELECT count(*) FROM file AS other WHERE other.folder_id = file.folder_id
             AND other.sidecar = file.sidecar) = 1 THEN sidecar END AS sidecar
         FROM located_file AS file JOIN photo ON photo.id = photo_id WHERE file.id = ? AND file.state = 'ready'`,
      )
      .get(fileId);
  }

  private newBatch(): number {
    return this.database.prepare<[], number>('SELECT coalesce(max(batch), 0) + 1 FROM binned_file').pluck().get()!;
  }

  private forget(id: number): void {
    this.database.prepare('DELETE FROM binned_file WHERE id = ?').run(id);
  }
}

/** @returns why the file could not be put back; null when it was */
async function takeBack(binned: BinPlace, path: string): Promise<LeftReason | null> {
  try {
    await takeOutOfBin(binned, path);
    return null;
  } catch (thrown) {
    const code = thrown instanceof LikenessError ? leftCodes[thrown.code] : undefined;
    return leftBy(code ?? 'not-restored', thrown);
  }
}

/** What the bin says of a file that it does not give back. */
const leftCodes: Partial<Record<ErrorCode, LeftReason['code']>> = {
  'file-missing': 'bin-emptied',
  'folder-not-empty': 'place-taken',
};

function leftBy(code: LeftReason['code'], thrown?: unknown): LeftReason {
  const system = thrown instanceof LikenessError ? undefined : (thrown as NodeJS.ErrnoException | undefined)?.code;
  return { code, isOfKept: false, system: typeof system === 'string' ? system : null };
}
