// What the engine says about the library, as a stream: folders, counts, reading. Ends and begins again with the connection.
import type { LibraryStatus } from '../../main/engine/api/library-schemas.ts';
import type { EngineClient } from '../connection.ts';

export class LibraryState {
  status: LibraryStatus | null = $state.raw(null);
  isConnected = $state(false);
  /** Why the engine will not come back by itself, with the way out; null while it may. */
  lostReason: string | null = $state(null);

  readonly searchableCount = $derived(this.status?.searchableCount ?? 0);
  readonly isReading = $derived(this.status?.reading.state === 'reading' || this.status?.reading.state === 'scanning');
  /** No folder was ever added: the page introduces itself. */
  readonly isFirstRun = $derived(this.status !== null && this.status.roots.length === 0);
  /** Changes whenever other photos are to be shown: a photo is counted from its scan on, and can be seen once it is read. */
  readonly contentKey = $derived(
    this.status === null
      ? ''
      : [
          this.status.photoCount,
          this.status.searchableCount,
          ...this.status.roots.map((root) => `${root.id}${root.state}`),
        ].join(' '),
  );

  private readonly client: EngineClient;
  private watching: AbortController | null = null;

  constructor(client: EngineClient) {
    this.client = client;
  }

  /** Called by the connection; what was known stays on the screen while it is away. */
  setConnected(isConnected: boolean): void {
    this.isConnected = isConnected;
    this.stop();
    if (!isConnected) return; // every vain attempt to connect comes here again: a loss stays told
    this.lostReason = null;
    void this.watch();
  }

  setLost(reason: string): void {
    this.lostReason = reason;
  }

  stop(): void {
    this.watching?.abort();
    this.watching = null;
  }

  private async watch(): Promise<void> {
    const watching = new AbortController();
    this.watching = watching;
    try {
      const statuses = await this.client.library.watch({}, { signal: watching.signal });
      for await (const status of statuses) {
        if (watching.signal.aborted) return;
        this.status = status;
      }
    } catch {
      // The connection went away; it says so itself and calls again when it is back.
    }
  }
}
