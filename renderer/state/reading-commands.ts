// What a person decides about the reading of photos, from wherever it is shown. What went wrong is told at the top of the page.
import type { Effort } from '../../main/engine/api/library-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toFailure } from '../failure.ts';
import type { NoticeState } from './notice-state.svelte.ts';

export class ReadingCommands {
  private readonly client: EngineClient;
  private readonly notice: NoticeState;

  constructor(client: EngineClient, notice: NoticeState) {
    this.client = client;
    this.notice = notice;
  }

  pause(): Promise<void> {
    return this.attempt(() => this.client.reading.pause({}));
  }

  resume(): Promise<void> {
    return this.attempt(() => this.client.reading.resume({}));
  }

  setEffort(effort: Effort): Promise<void> {
    return this.attempt(() => this.client.reading.setEffort({ effort }));
  }

  private async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.notice.show({ tone: 'bad', sentence: toFailure(thrown).sentence });
    }
  }
}
