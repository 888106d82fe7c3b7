// The features in memory, which exact search compares with: read when it is first asked for, then kept in step with the rows.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ByteVector, Parallel, SearchOptions, SearchResult } from '../../../core/index.ts';
import { ByteRows, ExactSearcher } from '../../../core/index.ts';
import type { FeatureStore, StoredFeature } from './feature-store.ts';

/** Features read between two turns of the event loop: some milliseconds. */
const READ_BETWEEN_TURNS = 1000;

export class LoadedFeatures {
  private readonly features: FeatureStore;
  private readonly dimension: number;
  private readonly cores: Parallel;
  private searcher: ExactSearcher | null = null;
  /** Not all features are in it yet. */
  private filling: ExactSearcher | null = null;
  private prepared: Promise<void> | null = null;

  constructor(features: FeatureStore, dimension: number, cores: Parallel) {
    this.features = features;
    this.dimension = dimension;
    this.cores = cores;
  }

  /** Whether the features are in memory. */
  get isLoaded(): boolean {
    return this.searcher !== null;
  }

  /** Reads the features if that is not done yet; others get their turn meanwhile. D + 16 bytes of memory each. */
  async prepare(signal?: AbortSignal): Promise<void> {
    this.prepared ??= this.fill().finally(() => (this.prepared = null));
    await this.prepared;
    signal?.throwIfAborted();
  }

  /** Reads all features at once where they were not prepared. */
  search(query: Float32Array, options: SearchOptions): SearchResult {
    this.searcher ??= this.load();
    return this.searcher.search(query, options);
  }

  /** In place of the feature that the photo had. */
  publish(photoId: number, feature: ByteVector): void {
    this.unpublish(photoId);
    (this.searcher ?? this.filling)?.add(photoId, feature);
  }

  unpublish(photoId: number): void {
    (this.searcher ?? this.filling)?.remove(photoId);
  }

  /** Gives the memory back; another search reads the features again. */
  release(): void {
    this.searcher?.release();
    this.searcher = null;
    this.filling?.release();
    this.filling = null;
  }

  private async fill(): Promise<void> {
    if (this.searcher !== null) return;
    const filling = this.empty();
    this.filling = filling;
    for (let afterId: number | undefined = 0; afterId !== undefined;) {
      const page = this.features.batch(afterId, READ_BETWEEN_TURNS);
      for (const stored of page) this.add(filling, stored);
      afterId = page.at(-1)?.photoId;
      await nextTurn();
      if (this.filling !== filling) return; // given back, or a search could not wait
    }
    this.filling = null;
    this.searcher = filling;
  }

  private load(): ExactSearcher {
    this.filling?.release();
    this.filling = null;
    const searcher = this.empty();
    for (const stored of this.features.all()) this.add(searcher, stored);
    return searcher;
  }

  private empty(): ExactSearcher {
    const searcher = new ExactSearcher(new ByteRows(this.dimension, this.cores.kernels), { parallel: this.cores });
    searcher.reserve(this.features.tally().count);
    return searcher;
  }

  private add(searcher: ExactSearcher, { photoId, bytes }: StoredFeature): void {
    // One that is damaged cannot be compared; `verify` tells of it. One that came meanwhile is there already.
    if (bytes?.components.length === this.dimension && !searcher.has(photoId)) searcher.add(photoId, bytes);
  }
}
