// Looks for copies in the background, photo by photo, whenever nothing is left to read. What is left to do is written in the
// rows: new photos come with the mark, so the search goes on after them and after any stop.
import type { Effort } from '../ingest/effort.ts';
import { Wake } from '../ingest/wake.ts';
import { LikenessError, toLikenessError } from '../api/errors.ts';
import { type CompareParts, findCopies, fromTheOther } from './compare-photo.ts';
import type { CopyPair, DuePhoto } from './copy-rows.ts';

export interface DuplicateSearchParts extends CompareParts {
  readonly effort: Effort;
  /** Photos under way at a time, as far as the effort allows. */
  readonly photosAtOnce: number;
  /** Whether photos are being read: they come first. */
  isReading(): boolean;
  changed(): void;
}

/** Photos of one transaction: what a crash can cost. */
const BATCH = 32;
/** Pairs remembered within a run: the nearest of one another are looked at once, not from both sides. */
const MOST_REMEMBERED = 1_000_000;
const IDS = 2 ** 26;
const LOOK_AGAIN_MS = 1000;

export class DuplicateSearch {
  private readonly parts: DuplicateSearchParts;
  private readonly stopping = new AbortController();
  private readonly wakeUp = new Wake();
  private readonly compared = new Set<number>();
  private pausing = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private waiting: PromiseWithResolvers<void>[] = [];
  private isOn = false;
  private isSearching = false;
  private doneCount = 0;
  private trouble: LikenessError | null = null;

  constructor(parts: DuplicateSearchParts) {
    this.parts = parts;
  }

  start(): void {
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.pausing.abort();
    this.wakeUp.wake();
    await this.loop;
    for (const { resolve } of this.waiting.splice(0)) resolve();
  }

  /** From now on: until all photos were looked at, and then whenever new ones came. */
  resume(): void {
    this.isOn = true;
    this.trouble = null;
    if (this.pausing.signal.aborted) this.pausing = new AbortController();
    this.wake();
  }

  /** What was found is kept. */
  pause(): void {
    this.isOn = false;
    this.pausing.abort();
    this.parts.changed();
  }

  wake(): void {
    this.wakeUp.wake();
  }

  get progress(): { isOn: boolean; isSearching: boolean; doneCount: number; leftCount: number } {
    const { isOn, isSearching, doneCount } = this;
    return { isOn, isSearching, doneCount, leftCount: this.parts.rows.dueCount() };
  }

  /** Resolves when every photo was looked at. @throws LikenessError `cancelled` by the signal, and what stopped the search */
  settled(signal?: AbortSignal): Promise<void> {
    if (this.trouble !== null) return Promise.reject(this.trouble);
    const waiting = Promise.withResolvers<void>();
    const cancel = (): void =>
      waiting.reject(new LikenessError('cancelled', 'The search was stopped; what was found is kept.'));
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    this.waiting.push(waiting);
    this.wake();
    return waiting.promise.finally(() => signal?.removeEventListener('abort', cancel));
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await this.wakeUp.sleep();
      if (!this.isOn || this.trouble !== null || this.stopping.signal.aborted) continue;
      try {
        await this.searchAll();
      } catch (thrown) {
        this.fail(thrown);
      }
    }
  }

  private async searchAll(): Promise<void> {
    this.isSearching = true;
    try {
      while (this.isOn && !this.stopping.signal.aborted) {
        const batch = this.parts.isReading() ? [] : this.parts.rows.due(BATCH);
        if (batch.length === 0) break;
        await this.searchBatch(batch);
        this.parts.changed();
      }
    } finally {
      this.isSearching = false;
      this.parts.changed();
    }
    if (!this.isOn || this.stopping.signal.aborted) return;
    if (this.parts.isReading()) setTimeout(() => this.wake(), LOOK_AGAIN_MS).unref();
    else this.finish();
  }

  private finish(): void {
    this.doneCount = 0;
    this.compared.clear();
    for (const { resolve } of this.waiting.splice(0)) resolve();
  }

  private async searchBatch(batch: readonly DuePhoto[]): Promise<void> {
    const signal = AbortSignal.any([this.stopping.signal, this.pausing.signal]);
    const found: CopyPair[] = [];
    const done = new Set<number>();
    const queue = [...batch];
    const lane = async (): Promise<void> => {
      for (let photo = queue.shift(); photo !== undefined && !signal.aborted; photo = queue.shift()) {
        const endTurn = await this.parts.effort.turn();
        try {
          found.push(...(await this.copiesOf(photo, signal)));
          done.add(photo.id);
        } finally {
          endTurn();
        }
      }
    };
    try {
      await Promise.all(Array.from({ length: this.parts.photosAtOnce }, lane));
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
    } finally {
      // Whatever was compared and will not be again is stored.
      const firstLeft = batch.findIndex(({ id }) => !done.has(id));
      const lookedAt = firstLeft < 0 ? batch : batch.slice(0, firstLeft);
      this.parts.rows.store(found, lookedAt.at(-1)?.id);
      this.doneCount += lookedAt.length;
    }
  }

  private async copiesOf({ id, hash, facts }: DuePhoto, signal: AbortSignal): Promise<CopyPair[]> {
    const feature = this.parts.index.feature(id);
    if (feature === null) return []; // damaged: verify makes the photo anew, and then it is due again
    const thumbnail = { path: this.parts.thumbnails.pathFor(hash) };
    const isWanted = (other: number): boolean => other !== id && this.isNewPair(id, other);
    const copies = await findCopies(this.parts, { feature, facts, thumbnail }, isWanted, signal);
    return copies.map(({ photoId, verdict }) =>
      id < photoId
        ? { firstId: id, secondId: photoId, ...verdict }
        : { firstId: photoId, secondId: id, ...fromTheOther(verdict) },
    );
  }

  private isNewPair(one: number, other: number): boolean {
    const key = Math.min(one, other) * IDS + Math.max(one, other);
    if (this.compared.has(key)) return false;
    if (this.compared.size >= MOST_REMEMBERED) this.compared.clear();
    this.compared.add(key);
    return true;
  }

  private fail(thrown: unknown): void {
    if (this.stopping.signal.aborted) return;
    this.trouble = toLikenessError(thrown);
    for (const { reject } of this.waiting.splice(0)) reject(this.trouble);
    this.parts.changed();
  }
}
