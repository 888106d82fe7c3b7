// The way from a photo folder into the library: scans what is due, reads what is pending, several files at a time, stores in
// small batches, and, when nothing is left, drops photos that no file shows any more. What is left to do is written in the
// rows, so a crash at any moment only costs what was under way.
import { toLikenessError, type LikenessError } from '../api/errors.ts';
import type { Reading, Root } from '../api/library-schemas.ts';
import type { Files, PendingFile } from '../library/files.ts';
import type { Roots } from '../library/roots.ts';
import type { MetadataRefresh } from '../metadata/metadata-refresh.ts';
import { waitForRoom } from './disk-room.ts';
import type { Effort } from './effort.ts';
import type { ModelReplacement } from './model-replacement.ts';
import type { PhotoReader, ReadOutcome } from './photo-reader.ts';
import type { PhotoWriter } from './photo-writer.ts';
import { ReadingRate } from './reading-rate.ts';
import type { Scanner } from './scanner.ts';
import { Settling } from './settling.ts';
import { Storing } from './storing.ts';
import { Wake } from './wake.ts';

export interface PipelineOptions {
  roots: Roots;
  files: Files;
  scanner: Scanner;
  reader: PhotoReader;
  writer: PhotoWriter;
  metadata: MetadataRefresh;
  replacement: ModelReplacement;
  effort: Effort;
  photosAtOnce: number; // as far as the effort allows
  libraryFolder: string;
  /** Called when nothing is left to read, with how many files that took. */
  ended(count: number): void;
  /** Called when `reading` or the library may have changed. */
  changed(): void;
}

const lookAhead = 64;

export class Pipeline {
  private readonly options: PipelineOptions;
  private readonly rate = new ReadingRate();
  private readonly abort = new AbortController();
  private readonly scanWake = new Wake();
  private readonly readWake = new Wake();
  private readonly dueRoots = new Set<number>();
  private readonly scannedRoots = new Set<number>();
  private scanningRoot: number | null = null;
  /** Files under way, or read and not yet stored. */
  private readonly taken = new Set<number>();
  /** Files that are not as the scan saw them, by root: they wait for its next scan. */
  private readonly stale = new Map<number, number>();
  private queue: PendingFile[] = [];
  private isPaused = false;
  private trouble: LikenessError | null = null;
  private isReading = false;
  private doneCount = 0;
  private loops: Promise<unknown> = Promise.resolve();
  private isStarted = false;
  private readonly settling = new Settling();
  private readonly storing: Storing;

  constructor(options: PipelineOptions) {
    this.options = options;
    this.storing = new Storing({
      writer: options.writer,
      stored: (count) => {
        this.doneCount += count;
        this.rate.add(count);
      },
      failed: (thrown) => this.fail(thrown),
      ended: (outcomes) => {
        for (const { file } of outcomes) this.taken.delete(file.id);
        options.changed();
      },
    });
  }

  /** Scans every root and goes on with what was left. */
  start(): void {
    this.isStarted = true;
    for (const root of this.options.roots.all()) this.dueRoots.add(root.id);
    this.loops = Promise.all([this.scanLoop(), this.readLoop()]);
    this.wake();
  }

  /** Gives up the files under way, stores those already read. */
  async stop(): Promise<void> {
    this.abort.abort();
    this.wake();
    await this.loops;
    await this.storing.flush();
  }

  pause(): void {
    this.isPaused = true;
    this.options.changed();
  }

  resume(): void {
    this.isPaused = false;
    this.trouble = null;
    this.rate.reset();
    this.wake();
  }

  /** Looks for work now: something may have become due or pending. */
  wake(): void {
    this.scanWake.wake();
    this.readWake.wake();
    this.options.changed();
  }

  scanSoon(rootId: number): void {
    this.dueRoots.add(rootId);
    this.wake();
  }

  async removeRoot(rootId: number): Promise<void> {
    this.dueRoots.delete(rootId);
    await this.options.writer.removeRoot(rootId);
    this.queue = [];
    this.wake();
  }

  /** Resolves when every due scan is done and no file is left to read. @throws LikenessError when reading cannot go on */
  settled(): Promise<void> {
    if (!this.isStarted) return Promise.resolve();
    if (this.trouble) return Promise.reject(this.trouble);
    this.readWake.wake();
    return this.settling.wait();
  }

  get reading(): Reading {
    const pendingCount = this.isStarted ? this.options.files.pendingCount() : 0;
    const state = this.state(pendingCount);
    const isRunning = state === 'reading' || state === 'scanning';
    const refresh = state === 'refreshing' ? this.options.metadata.progress : null;
    return {
      state,
      doneCount: this.doneCount,
      totalCount: this.doneCount + pendingCount,
      ...refresh,
      photosPerSecond: isRunning ? this.rate.photosPerSecond : null,
      secondsLeft: isRunning ? this.rate.secondsFor(pendingCount) : null,
      effort: this.options.effort.chosen,
      isQuiet: this.options.effort.level === 'quiet',
    };
  }

  private state(pendingCount: number): Reading['state'] {
    if (this.trouble?.code === 'disk-full') return 'disk-full';
    if (this.isPaused || this.trouble) return 'paused';
    if (this.isReading && pendingCount > 0) return 'reading';
    if (this.isScanning) return 'scanning';
    return this.options.metadata.progress ? 'refreshing' : 'idle';
  }

  private get isScanning(): boolean {
    return this.isStarted && (this.scanningRoot !== null || this.dueRoots.size > 0);
  }

  private async scanLoop(): Promise<void> {
    while (!this.abort.signal.aborted) {
      const rootId = this.trouble ? undefined : this.dueRoots.values().next().value;
      const root = rootId === undefined ? undefined : this.options.roots.find(rootId);
      if (rootId !== undefined) this.dueRoots.delete(rootId);
      if (root) await this.scan(root);
      else if (rootId === undefined) await this.scanWake.sleep();
    }
  }

  private async scan(root: Root): Promise<void> {
    this.scanningRoot = root.id;
    this.options.changed();
    try {
      const { changedCount, removedCount } = await this.options.scanner.scan(root, this.abort.signal);
      // What went away here may have come to a folder that was scanned before: only a new round can tell.
      if (changedCount + removedCount > 0) this.scannedRoots.clear();
      else this.scannedRoots.add(root.id);
      for (const [fileId, rootId] of this.stale) if (rootId === root.id) this.stale.delete(fileId);
    } catch (thrown) {
      this.dueRoots.add(root.id);
      this.fail(thrown);
    } finally {
      this.scanningRoot = null;
      this.readWake.wake();
      this.options.changed();
    }
  }

  private async readLoop(): Promise<void> {
    while (!this.abort.signal.aborted) {
      await this.readWake.sleep();
      if (this.isHeld()) continue;
      this.isReading = true;
      await Promise.all(Array.from({ length: this.options.photosAtOnce }, () => this.readLane()));
      await this.storing.flush();
      this.isReading = false;
      if (this.hasWork()) this.readWake.wake();
      else await this.settle();
      this.options.changed();
    }
  }

  private isHeld(): boolean {
    return this.abort.signal.aborted || this.isPaused || this.trouble !== null;
  }

  private hasWork(): boolean {
    return !this.isHeld() && this.nextBatch().length > 0;
  }

  /** One of several that share the queue: takes the next file until there is none. */
  private async readLane(): Promise<void> {
    for (;;) {
      const endTurn = await this.options.effort.turn();
      const file = this.next();
      if (file) await this.read(file);
      endTurn();
      if (!file) return;
    }
  }

  private async read(file: PendingFile): Promise<void> {
    try {
      this.take(await this.options.reader.read(file, this.abort.signal));
    } catch (thrown) {
      this.taken.delete(file.id);
      this.fail(thrown);
    }
    if (this.storing.isFull) await this.storing.flush();
  }

  private next(): PendingFile | undefined {
    if (this.isHeld()) return undefined;
    if (this.queue.length === 0) this.queue = this.nextBatch();
    const file = this.queue.shift();
    if (file) this.taken.add(file.id);
    return file;
  }

  private nextBatch(): PendingFile[] {
    const waiting = this.options.files.pending(lookAhead + this.taken.size + this.stale.size);
    return waiting.filter(({ id }) => !this.taken.has(id) && !this.stale.has(id));
  }

  private take(outcome: ReadOutcome): void {
    if (this.doneCount === 0 && this.storing.isEmpty) this.rate.reset();
    if (outcome.kind === 'stale') {
      this.taken.delete(outcome.file.id);
      this.stale.set(outcome.file.id, outcome.file.rootId);
      this.scanSoon(outcome.file.rootId);
      return;
    }
    this.storing.add(outcome);
  }

  /**
   * Nothing left to read: forget photos without files, if every folder was seen, read metadata again, describe photos for
   * another model, tell those who wait.
   */
  private async settle(): Promise<void> {
    if (this.isScanning || this.isHeld()) return;
    if (this.options.writer.hasPhotosWithoutFiles()) await this.removePhotosWithoutFiles();
    const changed = (): void => this.options.changed();
    const isIdle = (): boolean => !this.isScanning && !this.isHeld() && !this.hasWork();
    await this.options.metadata.run(this.abort.signal, isIdle, changed).catch((thrown: unknown) => this.fail(thrown));
    const { replacement } = this.options;
    if (isIdle()) await replacement.run(this.abort.signal, isIdle).catch((thrown: unknown) => this.fail(thrown));
    if (!isIdle()) return;
    if (this.doneCount > 0) this.options.ended(this.doneCount);
    this.doneCount = 0;
    this.settling.succeed();
  }

  private async removePhotosWithoutFiles(): Promise<void> {
    const unseen = this.options.roots.all().filter(({ id }) => !this.scannedRoots.has(id));
    if (unseen.length === 0) {
      await this.options.writer.removePhotosWithoutFiles().catch((thrown: unknown) => this.fail(thrown));
    } else for (const { id } of unseen) this.scanSoon(id);
  }

  /** Reading stops with a reason; files under way stay pending. A full disk is waited for, anything else for the person. */
  private fail(thrown: unknown): void {
    if (this.trouble || this.abort.signal.aborted) return;
    const trouble = toLikenessError(thrown);
    this.trouble = trouble;
    this.settling.fail(trouble);
    this.options.changed();
    if (trouble.code !== 'disk-full') return;
    void waitForRoom(this.options.libraryFolder, this.abort.signal).then((hasRoom) => {
      if (hasRoom && this.trouble === trouble) this.resume();
    });
  }
}
