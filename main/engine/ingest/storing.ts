// What was read and waits to be stored: in small batches, one after the other, because a commit costs more than a photo.
import type { ReadOutcome } from './photo-reader.ts';
import type { PhotoWriter } from './photo-writer.ts';

export interface StoringOptions {
  writer: PhotoWriter;
  /** Of a batch that is in the library. */
  stored(count: number): void;
  failed(thrown: unknown): void;
  /** Stored or not, nothing is under way for these any more. */
  ended(outcomes: readonly ReadOutcome[]): void;
}

/** A commit of so many photos, or of those that came in so long, whichever is first: what a crash can cost at most. */
const batchSize = 24;
const batchMs = 300;

export class Storing {
  private readonly options: StoringOptions;
  private outcomes: ReadOutcome[] = [];
  private timer: NodeJS.Timeout | null = null;
  private storing: Promise<void> = Promise.resolve();

  constructor(options: StoringOptions) {
    this.options = options;
  }

  get isEmpty(): boolean {
    return this.outcomes.length === 0;
  }

  /** Whoever brings more has to flush first. */
  get isFull(): boolean {
    return this.outcomes.length >= batchSize;
  }

  add(outcome: ReadOutcome): void {
    this.outcomes.push(outcome);
    this.timer ??= setTimeout(() => void this.flush(), batchMs);
  }

  /** One batch after the other, so that a stop waits for all of them. */
  flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.storing = this.storing.then(() => this.storeAll());
    return this.storing;
  }

  private async storeAll(): Promise<void> {
    const outcomes = this.outcomes.splice(0);
    if (outcomes.length === 0) return;
    try {
      await this.options.writer.store(outcomes);
      this.options.stored(outcomes.length);
    } catch (thrown) {
      this.options.failed(thrown);
    } finally {
      this.options.ended(outcomes);
    }
  }
}
