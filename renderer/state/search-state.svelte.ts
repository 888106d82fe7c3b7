// The life of a search: a new one aborts the one before, late answers are ignored, and the old results stay on the screen
// until the new ones are there. Every change of the question is a step that can be undone.
import type { PhotoSummary } from '../../main/engine/api/photo-schemas.ts';
import type { LocatedAnswer, QueryPicture, SearchAnswer, SearchInput } from '../../main/engine/api/search-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toFailure, type Failure } from '../failure.ts';
import { wording } from '../wording.ts';
import { FileQuery, PathQuery, PhotoQuery, type Query } from './query.svelte.ts';
import { QuestionHistory } from './question-history.ts';
import { addPicture, askWith, nothingAsked, toSearchInput, type Question, type Role } from './question.ts';

export type SearchOutcome =
  | { state: 'idle' }
  | { state: 'searching'; previous: SearchAnswer | null }
  | { state: 'ready'; answer: SearchAnswer }
  | {
      state: 'failed';
      failure: Failure;
      /** The picture that is to blame. */ query: Query | null;
      previous: SearchAnswer | null;
    };

/** What a search can be begun with. */
export type Shown = { file: File } | { path: string } | { photo: PhotoSummary };

/** Nothing says 'Searching…' before this many milliseconds. */
const patience = 300;
const firstLimit = 200;

export class SearchState {
  question: Question = $state.raw(nothingAsked);
  outcome: SearchOutcome = $state.raw({ state: 'idle' });
  isSlow = $state(false);
  /** How many photos are asked for. */
  limit = $state(firstLimit);
  mode: NonNullable<SearchInput['mode']> = $state('automatic');
  canGoBack = $state(false);
  canGoForward = $state(false);

  readonly hasPictures = $derived(this.question.pictures.length > 0);
  /** What the results show: the answer, or the one before while a search is under way or was cut off with the engine. */
  readonly answer = $derived(
    this.outcome.state === 'ready' ? this.outcome.answer : this.outcome.state === 'idle' ? null : this.outcome.previous,
  );

  private readonly client: EngineClient;
  private readonly history = new QuestionHistory();
  private running: AbortController | null = null;
  private again: AbortController | null = null;

  constructor(client: EngineClient) {
    this.client = client;
  }

  /** Begins a new search with these pictures, which count the same. */
  show(...shown: Shown[]): Promise<void> {
    return this.ask(askWith(this.question, shown.map(toQuery)));
  }

  /** Refines the present search; begins one when nothing is asked yet and the picture is looked for. */
  async add(shown: Shown, role: Role): Promise<void> {
    if (!this.hasPictures && role === 'not') return;
    await this.ask(addPicture(this.question, toQuery(shown), role));
  }

  /** Asks something else; a step that can be undone. */
  ask(question: Question): Promise<void> {
    if (question === this.question) return Promise.resolve();
    this.history.push(question);
    return this.goTo(question);
  }

  /** Ends the search and its filter; going back returns to it. */
  clear(): Promise<void> {
    return this.ask(nothingAsked);
  }

  back(): void {
    void this.goTo(this.history.step(-1));
  }

  forward(): void {
    void this.goTo(this.history.step(1));
  }

  /** The same question again: in another mode, or because more photos can be searched now. */
  repeat(mode = this.mode): void {
    this.mode = mode;
    if (this.hasPictures) void this.run(this.question);
  }

  /**
   * The same question behind the answer that is shown, which stays as it is.
   * @returns null when it was not to be had, or something else is asked by now
   */
  async askAgain(limit: number): Promise<SearchAnswer | null> {
    const { question } = this;
    const isSettled = () => this.outcome.state === 'ready' && this.question === question;
    if (this.again !== null || !isSettled()) return null;
    const again = new AbortController();
    this.again = again;
    try {
      const answer = await this.answerTo(question, { mode: this.mode, limit }, again.signal);
      return !again.signal.aborted && isSettled() ? answer : null;
    } catch {
      return null; // what is shown stays; the next reason to ask again asks
    } finally {
      if (this.again === again) this.again = null;
    }
  }

  /** The answer to this question as its photos are looked through for the first picture. */
  locate(question: Question, signal: AbortSignal): Promise<AsyncIterable<LocatedAnswer>> {
    const queries = question.pictures.map(({ query }) => query);
    const options = { mode: this.mode, limit: this.limit };
    return this.whileOpen(queries, signal, () =>
      this.client.search.locate({ ...toSearchInput(question, nameOf), ...options }, { signal }),
    );
  }

  replaceAnswer(answer: SearchAnswer, limit: number): void {
    this.limit = limit;
    this.outcome = { state: 'ready', answer };
  }

  /** The closest photos to a question that is still being put together. */
  preview(question: Question, limit: number, signal: AbortSignal): Promise<SearchAnswer> {
    return this.answerTo(question, { mode: 'quick', limit }, signal);
  }

  /** Asks the engine about pictures, which are shown to it first if they were not, or if it has forgotten them. */
  async whileOpen<Answer>(queries: readonly Query[], signal: AbortSignal, ask: () => Promise<Answer>): Promise<Answer> {
    const wereOpen = queries.every((query) => query.source === 'photo' || query.picture !== null);
    if (!wereOpen) await this.openAll(queries, signal);
    try {
      return await ask();
    } catch (thrown) {
      // An engine that restarted, or was shown many newer pictures, has forgotten some: show them again, once.
      if (!wereOpen || toFailure(thrown).code !== 'query-missing') throw thrown;
      for (const query of queries) if (query.source !== 'photo') query.picture = null;
      await this.openAll(queries, signal);
      return ask();
    }
  }

  private async goTo(question: Question | undefined): Promise<void> {
    if (question === undefined) return;
    this.question = question;
    this.limit = firstLimit;
    this.canGoBack = this.history.canGoBack;
    this.canGoForward = this.history.canGoForward;
    if (this.hasPictures) return this.run(question);
    this.running?.abort();
    this.outcome = { state: 'idle' };
  }

  private async run(question: Question): Promise<void> {
    this.running?.abort();
    this.again?.abort();
    this.again = null;
    const running = new AbortController();
    this.running = running;
    const previous = this.answer;
    this.outcome = { state: 'searching', previous };
    const slow = setTimeout(() => (this.isSlow = true), patience);
    try {
      const answer = await this.answerTo(question, { mode: this.mode, limit: this.limit }, running.signal);
      if (!running.signal.aborted) this.outcome = { state: 'ready', answer };
    } catch (thrown) {
      if (!running.signal.aborted) this.outcome = failed(thrown, previous);
    } finally {
      clearTimeout(slow);
      if (this.running === running) this.isSlow = false;
    }
  }

  private answerTo(
    question: Question,
    options: Pick<SearchInput, 'mode' | 'limit'>,
    signal: AbortSignal,
  ): Promise<SearchAnswer> {
    const queries = question.pictures.map(({ query }) => query);
    return this.whileOpen(queries, signal, () =>
      this.client.search.run({ ...toSearchInput(question, nameOf), ...options }, { signal }),
    );
  }

  private open(query: Exclude<Query, PhotoQuery>, signal: AbortSignal): Promise<QueryPicture> {
    switch (query.source) {
      case 'file':
        return this.client.search.open({ picture: query.file }, { signal });
      case 'path':
        return this.client.search.openPath({ path: query.path }, { signal });
      case 'past':
        return this.client.history.openPicture({ id: query.id }, { signal });
    }
  }

  private async openAll(queries: readonly Query[], signal: AbortSignal): Promise<void> {
    for (const query of queries) {
      if (query.source === 'photo' || query.picture !== null) continue;
      try {
        query.picture = await this.open(query, signal);
      } catch (thrown) {
        throw new UnreadableQuery(query, thrown);
      }
    }
  }
}

/** Says which picture of a question could not be shown to the engine. */
class UnreadableQuery extends Error {
  readonly query: Query;

  constructor(query: Query, cause: unknown) {
    super('A picture of the question could not be opened.', { cause });
    this.query = query;
  }
}

function toQuery(shown: Shown): Query {
  if ('photo' in shown) return new PhotoQuery(shown.photo);
  return 'file' in shown
    ? new FileQuery(shown.file, shown.file.name || wording.tray.pastedName)
    : new PathQuery(shown.path);
}

/** What the engine calls it, once it was shown. */
export function nameOf(query: Query): { pictureId: string } | { photoId: number } {
  if (query.source === 'photo') return { photoId: query.photo.id };
  if (query.picture === null) throw new Error('a picture is opened before it asks');
  return { pictureId: query.picture.id };
}

/** A picture that cannot be searched with has no results; a lost engine takes none away. */
function failed(thrown: unknown, previous: SearchAnswer | null): SearchOutcome {
  const query = thrown instanceof UnreadableQuery ? thrown.query : null;
  const failure = toFailure(query === null ? thrown : (thrown as Error).cause);
  return { state: 'failed', query, failure, previous: failure.code === 'connection-lost' ? previous : null };
}
