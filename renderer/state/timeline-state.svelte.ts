// The library's photos, newest first: an outline of all of them, by which they are laid out, and the photos that are looked at.
// A change of the library fetches the outline again, seldom enough that a large one being read does not keep the engine busy.
import type { PhotoFilter } from '../../main/engine/api/filter-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toFailure, type Failure } from '../failure.ts';
import { Outline, OutlineBuilder } from '../layout/outline.ts';
import { DayPhotos } from './day-photos.ts';
import { PhotoSummaries } from './photo-summaries.svelte.ts';

/** A refresh waits this long, and ten times as long as the last one took. */
const shortestPause = 250;
const nothing = new Outline(new Uint32Array(), new Uint16Array(), []);

export class TimelineState {
  outline: Outline = $state.raw(nothing);
  state: 'waiting' | 'loading' | 'ready' | 'failed' = $state('waiting');
  failure: Failure | null = $state(null);

  readonly length = $derived(this.outline.length);
  readonly days = $derived.by(() => this.outline.days.map((day) => new DayPhotos(this.outline, day, this.summaries)));

  private readonly client: EngineClient;
  private readonly summaries: PhotoSummaries;
  private filter: PhotoFilter = {};
  private isStale = false;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private loading: AbortController | null = null;

  constructor(client: EngineClient) {
    this.client = client;
    this.summaries = new PhotoSummaries(client);
  }

  /** The library changed, or may have: fetch now, or soon when a fetch was just made. */
  refresh(): void {
    if (this.timer !== null || this.state === 'loading') {
      this.isStale = true;
      return;
    }
    void this.load();
  }

  /** Only photos that pass, from now on. */
  show(filter: PhotoFilter): void {
    if (filter === this.filter) return;
    this.filter = filter;
    this.stop();
    void this.load();
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.loading?.abort();
  }

  private async load(): Promise<void> {
    this.isStale = false;
    const loading = new AbortController();
    this.loading = loading;
    const begun = performance.now();
    this.state = 'loading';
    try {
      this.summaries.renew();
      const outline = await this.fetchOutline(loading.signal);
      // An outline that says the same leaves the wall alone.
      if (!outline.isSameAs(this.outline)) this.outline = outline;
      this.failure = null;
      this.state = 'ready';
    } catch (thrown) {
      if (loading.signal.aborted) return; // another list is being fetched
      // The page tells by itself that the connection is lost; the list is asked for again when it is back.
      const failure = toFailure(thrown);
      if (failure.code === 'connection-lost') this.isStale = true;
      else this.failure = failure;
      this.state = 'failed';
    }
    this.pause(performance.now() - begun);
  }

  private async fetchOutline(signal: AbortSignal): Promise<Outline> {
    const isFirst = this.length === 0;
    const builder = new OutlineBuilder();
    let shown = 0;
    for await (const part of await this.client.photos.outline({ filter: this.filter }, { signal })) {
      signal.throwIfAborted();
      builder.add(part);
      // Only the very first fetch shows its parts as they come, each time it has twice as many; later ones swap the list at once.
      if (!isFirst || builder.length < 2 * shown) continue;
      this.outline = builder.outline();
      shown = builder.length;
    }
    signal.throwIfAborted();
    return builder.outline();
  }

  private pause(lastDuration: number): void {
    const wait = Math.max(shortestPause, lastDuration * 10);
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.isStale) void this.load();
    }, wait);
  }
}
