// The life of a search: a new one aborts the one before, late answers are ignored, and the old results stay on the screen
// until the new ones are there.
import type { PhotoSummary, SearchAnswer, SearchInput } from '../../main/engine/api/schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toFailure, type Failure } from '../failure.ts';
import { wording } from '../wording.ts';
import { QueryHistory } from './query-history.ts';
import { FileQuery, PathQuery, PhotoQuery, type Query } from './query.svelte.ts';

export type SearchOutcome =
  | { state: 'idle' }
  | { state: 'searching'; query: Query; previous: SearchAnswer | null }
  | { state: 'ready'; query: Query; answer: SearchAnswer }
  | { state: 'failed'; query: Query; failure: Failure; previous: SearchAnswer | null };

/** Nothing says 'Searching…' before this many milliseconds. */
const patience = 300;
const limit = 200;

export class SearchState {
  outcome: SearchOutcome = $state.raw({ state: 'idle' });
  isSlow = $state(false);
  mode: NonNullable<SearchInput['mode']> = $state('automatic');
  canGoBack = $state(false);
  canGoForward = $state(false);

  readonly query = $derived(this.outcome.state === 'idle' ? null : this.outcome.query);
  /** What the results show: the answer, or the one before while a search is under way or was cut off with the engine. */
  readonly answer = $derived(
    this.outcome.state === 'ready' ? this.outcome.answer : this.outcome.state === 'idle' ? null : this.outcome.previous,
  );

  private readonly client: EngineClient;
  private readonly history = new QueryHistory();
  private running: AbortController | null = null;

  constructor(client: EngineClient) {
    this.client = client;
  }

  showFile(file: File): Promise<void> {
    return this.begin(new FileQuery(file, file.name || wording.tray.pastedName));
  }

  showPath(path: string): Promise<void> {
    return this.begin(new PathQuery(path));
  }

  showPhoto(photo: PhotoSummary): Promise<void> {
    return this.begin(new PhotoQuery(photo));
  }

  /** Ends the search; going back returns to it. */
  clear(): void {
    this.history.push(null);
    this.goTo(null);
  }

  back(): void {
    this.goTo(this.history.step(-1));
  }

  forward(): void {
    this.goTo(this.history.step(1));
  }

  /** The same picture again: in another mode, or because more photos can be searched now. */
  repeat(mode = this.mode): void {
    this.mode = mode;
    if (this.query !== null) void this.run(this.query);
  }

  private begin(query: Query): Promise<void> {
    this.history.push(query);
    return this.run(query);
  }

  private goTo(query: Query | null | undefined): void {
    if (query === undefined) return;
    if (query !== null) {
      void this.run(query);
      return;
    }
    this.running?.abort();
    this.outcome = { state: 'idle' };
    this.tellHistory();
  }

  private async run(query: Query): Promise<void> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    const previous = this.answer;
    this.outcome = { state: 'searching', query, previous };
    this.tellHistory();
    const slow = setTimeout(() => (this.isSlow = true), patience);
    try {
      const answer = await this.ask(query, running.signal);
      if (!running.signal.aborted) this.outcome = { state: 'ready', query, answer };
    } catch (thrown) {
      if (!running.signal.aborted) this.outcome = failed(query, toFailure(thrown), previous);
    } finally {
      clearTimeout(slow);
      if (this.running === running) this.isSlow = false;
    }
  }

  private async ask(query: Query, signal: AbortSignal): Promise<SearchAnswer> {
    const options = { mode: this.mode, limit };
    if (query.source === 'photo') {
      return this.client.search.run({ query: { photoId: query.photo.id }, ...options }, { signal });
    }
    const wasOpen = query.picture !== null;
    query.picture ??= await this.open(query, signal);
    try {
      return await this.client.search.run({ query: { pictureId: query.picture.id }, ...options }, { signal });
    } catch (thrown) {
      // An engine that restarted, or was shown many newer pictures, has forgotten this one: show it again, once.
      if (!wasOpen || toFailure(thrown).code !== 'query-missing') throw thrown;
      query.picture = await this.open(query, signal);
      return this.client.search.run({ query: { pictureId: query.picture.id }, ...options }, { signal });
    }
  }

  private open(query: FileQuery | PathQuery, signal: AbortSignal) {
    return query.source === 'file'
      ? this.client.search.open({ picture: query.file }, { signal })
      : this.client.search.openPath({ path: query.path }, { signal });
  }

  private tellHistory(): void {
    this.canGoBack = this.history.canGoBack;
    this.canGoForward = this.history.canGoForward;
  }
}

/** A picture that cannot be searched with has no results; a lost engine takes none away. */
function failed(query: Query, failure: Failure, previous: SearchAnswer | null): SearchOutcome {
  return { state: 'failed', query, failure, previous: failure.code === 'connection-lost' ? previous : null };
}
