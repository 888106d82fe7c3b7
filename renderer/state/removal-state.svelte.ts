// Moving to the bin as it goes on, what came of it, and what can be taken back.
import type { BinnedBatch, LeftFile, RemovalChoice, RestoredBatch } from '../../main/engine/api/duplicate-schemas.ts';
import type { EngineClient } from '../connection.ts';

export interface Moved {
  readonly batch: number | null;
  readonly count: number;
  readonly bytes: number;
  readonly paths: readonly string[];
}

export class RemovalState {
  isRunning = $state(false);
  doneCount = $state(0);
  totalCount = $state(0);
  /** Files that stayed where they are, each with the reason. */
  left: readonly LeftFile[] = $state.raw([]);
  batches: readonly BinnedBatch[] = $state.raw([]);

  private readonly client: EngineClient;
  private stopping: AbortController | null = null;

  constructor(client: EngineClient) {
    this.client = client;
  }

  /** Ends early when it is stopped: what was moved until then is told. @throws what the engine says */
  async move(choice: RemovalChoice): Promise<Moved> {
    const stopping = (this.stopping = new AbortController());
    this.isRunning = true;
    [this.doneCount, this.totalCount, this.left] = [0, 0, []];
    const paths: string[] = [];
    const left: LeftFile[] = [];
    let [batch, bytes]: [number | null, number] = [null, 0];
    try {
      for await (const removal of await this.client.duplicates.move(choice, { signal: stopping.signal })) {
        [this.doneCount, this.totalCount] = [removal.doneCount, removal.totalCount];
        const { path, reason } = removal;
        if (reason !== null) left.push({ path, reason });
        else {
          paths.push(path);
          bytes += removal.sizeBytes;
          batch = removal.batch;
        }
      }
    } catch (thrown) {
      if (!stopping.signal.aborted) throw thrown;
    } finally {
      this.isRunning = false;
      this.left = left;
      await this.loadBatches();
    }
    return { batch, count: paths.length, bytes, paths };
  }

  stop(): void {
    this.stopping?.abort();
  }

  async undo(batch: number): Promise<RestoredBatch> {
    const restored = await this.client.duplicates.undo({ batch });
    this.left = restored.left;
    await this.loadBatches();
    return restored;
  }

  async loadBatches(): Promise<void> {
    this.batches = await this.client.duplicates.binned({});
  }
}
