// Photos by their ids, fetched when they are about to be shown and kept while they may be shown again. Until one is there, a
// placeholder stands for it, without a name: its thumbnail needs the id alone.
import type { PhotoSummary } from '../../main/engine/api/photo-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { KeptPhotos } from './kept-photos.ts';

/** Some screens in one answer; a screen that was left behind before its turn is not fetched. */
const mostAtOnce = 400;
export class PhotoSummaries {
  private readonly client: EngineClient;
  private readonly kept = new KeptPhotos();
  private wanted: number[] = [];
  /** Reading it makes an effect that wants photos want them again when the library changed. */
  private edition = $state(0);
  private isFetching = false;
  /** Tells the page to look again. */
  private fetches = $state(0);

  constructor(client: EngineClient) {
    this.client = client;
  }

  get(id: number): PhotoSummary | undefined {
    void this.fetches;
    return this.kept.get(id);
  }

  /** The library changed: what is kept is shown until it was fetched again. */
  renew(): void {
    this.edition++;
  }

  want(ids: Iterable<number>): void {
    for (const id of ids) if (!this.kept.isOf(this.edition, id)) this.wanted.push(id);
    if (this.wanted.length === 0 || this.isFetching) return;
    this.isFetching = true;
    queueMicrotask(() => void this.fetchWanted());
  }

  private async fetchWanted(): Promise<void> {
    try {
      while (this.wanted.length > 0) {
        const ids = this.wanted.slice(-mostAtOnce).filter((id, place, all) => all.indexOf(id) === place);
        this.wanted = [];
        const { edition } = this;
        for (const photo of await this.client.photos.summaries({ ids })) this.kept.keep(photo, edition);
        this.fetches++;
      }
    } catch {
      // The connection is lost, which the page tells; they are wanted again when the library is listed again.
    } finally {
      this.isFetching = false;
    }
  }
}
