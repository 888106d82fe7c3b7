// The library's photos, newest first, fetched page by page until all are there. A change of the library fetches them again,
// seldom enough that a large library being read does not keep the engine busy with lists.
import type { PhotoFilter, PhotoSummary } from '../../main/engine/api/schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toFailure, type Failure } from '../failure.ts';

const firstPage = 300;
const furtherPage = 5000;
/** A refresh waits this long, and ten times as long as the last one took. */
const shortestPause = 250;

export class TimelineState {
  photos: PhotoSummary[] = $state.raw([]);
  state: 'waiting' | 'loading' | 'ready' | 'failed' = $state('waiting');
  failure: Failure | null = $state(null);

  private readonly client: EngineClient;
  private filter: PhotoFilter = {};
  private isStale = false;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private lastDuration = 0;

  constructor(client: EngineClient) {
    this.client = client;
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
  }

  private async load(): Promise<void> {
    this.isStale = false;
    const begun = performance.now();
    const { filter } = this;
    const isFirst = this.photos.length === 0;
    this.state = 'loading';
    try {
      const photos: PhotoSummary[] = [];
      let cursor: string | null = null;
      do {
        const limit = photos.length === 0 ? firstPage : furtherPage;
        const page = await this.client.photos.timeline({ limit, filter, ...(cursor === null ? {} : { cursor }) });
        if (filter !== this.filter) return; // another list is being fetched
        photos.push(...page.photos);
        cursor = page.nextCursor;
        // Only the very first fetch shows its pages as they come; later ones swap the list at once.
        if (isFirst) this.photos = photos.slice();
      } while (cursor !== null);
      this.photos = photos;
      this.failure = null;
      this.state = 'ready';
    } catch (thrown) {
      const failure = toFailure(thrown);
      // The page tells by itself that the connection is lost; the list is asked for again until it is there.
      if (failure.code === 'connection-lost') this.isStale = true;
      else this.failure = failure;
      this.state = 'failed';
    }
    this.lastDuration = performance.now() - begun;
    this.pause();
  }

  private pause(): void {
    const wait = Math.max(shortestPause, this.lastDuration * 10);
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.isStale) void this.load();
    }, wait);
  }
}
