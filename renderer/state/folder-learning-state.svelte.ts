// What the person's folders teach, as the page shows it: whether it was learned, how far the learning is, what it is worth.
import type { FolderLearningState as Learning } from '../../main/engine/api/folder-learning-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toFailure, type Failure } from '../failure.ts';

export class FolderLearningState {
  learning: Learning | null = $state.raw(null);
  /** Share done; null while nothing is being learned. */
  progress: number | null = $state(null);
  failure: Failure | null = $state.raw(null);

  readonly canLearn = $derived(this.learning !== null && this.learning.folderCount >= this.learning.fewestFolders);

  private readonly client: EngineClient;

  constructor(client: EngineClient) {
    this.client = client;
  }

  /** The page is looked at: a learning that runs is joined. */
  async open(): Promise<void> {
    await this.load();
    if (this.learning !== null && this.learning.progress !== null) await this.learn();
  }

  /** Joins the learning that runs, or begins one. */
  async learn(): Promise<void> {
    if (this.progress !== null) return;
    this.progress = 0;
    await this.attempt(async () => {
      for await (const { progress } of await this.client.folderLearning.learn({})) this.progress = progress;
    });
    this.progress = null;
    if (this.failure === null) await this.load();
  }

  cancel(): Promise<void> {
    return this.attempt(() => this.client.folderLearning.cancel({}));
  }

  async forget(): Promise<void> {
    await this.attempt(() => this.client.folderLearning.forget({}));
    if (this.failure === null) await this.load();
  }

  private load(): Promise<void> {
    return this.attempt(async () => {
      this.learning = await this.client.folderLearning.state({});
    });
  }

  private async attempt(work: () => Promise<unknown>): Promise<void> {
    this.failure = null;
    try {
      await work();
    } catch (thrown) {
      this.failure = toFailure(thrown);
    }
  }
}
