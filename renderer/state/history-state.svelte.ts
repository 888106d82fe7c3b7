// What was searched for before: a question that stood for a while is remembered by the engine, and can be asked again.
import type { PastQuery } from '../../main/engine/api/history-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toFailure, type Failure } from '../failure.ts';
import { PastPictureQuery, PhotoQuery, type Query } from './query.svelte.ts';
import { isFiltered, isLike, type Question, type TrayPicture } from './question.ts';
import { nameOf, type SearchState } from './search-state.svelte.ts';

/** Milliseconds that a question must stand to count as meant: what is typed or tried out in passing does not. */
const standsFor = 2000;

export class HistoryState {
  /** Newest first; null until they were asked for. */
  entries: readonly PastQuery[] | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);

  private readonly client: EngineClient;
  private readonly search: SearchState;
  private readonly isKept: () => boolean;
  private remembered: Question | null = null;

  /** @param isKept whether the person lets searches be remembered */
  constructor(client: EngineClient, search: SearchState, isKept: () => boolean = () => true) {
    this.client = client;
    this.search = search;
    this.isKept = isKept;
  }

  /** To be called in an effect, which looks at the question and its answer. @returns gives the waiting up */
  follow(): () => void {
    const { question, outcome } = this.search;
    const isAnswered = question.pictures.length > 0 ? outcome.state === 'ready' : isFiltered(question);
    if (!isAnswered || !this.isKept() || question === this.remembered) return () => {};
    const timer = setTimeout(() => void this.remember(question), standsFor);
    return () => clearTimeout(timer);
  }

  async load(): Promise<void> {
    await this.attempt(async () => (this.entries = await this.client.history.list({})));
  }

  async clear(): Promise<void> {
    await this.attempt(async () => {
      await this.client.history.clear({});
      this.entries = [];
    });
  }

  private async remember(question: Question): Promise<void> {
    this.remembered = question;
    const pictures = question.pictures.map(({ query, role, region }) => ({
      role,
      asked: { ...nameOf(query), ...(region ? { region } : {}) },
    }));
    // Nobody waits for it: what could not be remembered is missing in the list, and a lost connection tells of itself.
    await this.client.history.remember({ pictures, filter: question.filter }).catch(() => undefined);
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

/** The question as it was. */
export function toQuestion({ pictures, filter }: PastQuery): Question {
  const asked = pictures.map(({ id, name, photo, role, region }): TrayPicture => {
    const query: Query = photo === null ? new PastPictureQuery(id, name) : new PhotoQuery(photo);
    return { query, role, region };
  });
  return { pictures: asked.some(isLike) ? asked : [], filter };
}
