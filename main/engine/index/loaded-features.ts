// The features in memory, which exact search compares with: read when it is first asked for, then kept in step with the rows.
import type { Parallel, SearchOptions, SearchResult } from '../../../core/index.ts';
import { ByteRows, ExactSearcher, fromBytes } from '../../../core/index.ts';
import type { FeatureStore } from './feature-store.ts';

export class LoadedFeatures {
  private readonly features: FeatureStore;
  private readonly dimension: number;
  private readonly cores: Parallel;
  private searcher: ExactSearcher | null = null;

  constructor(features: FeatureStore, dimension: number, cores: Parallel) {
    this.features = features;
    this.dimension = dimension;
    this.cores = cores;
  }

  /** Cost: the first time all features are read, D + 16 bytes of memory each. */
  search(query: Float32Array, options: SearchOptions): SearchResult {
    this.searcher ??= this.load();
    return this.searcher.search(query, options);
  }

  /** In place of the feature that the photo had. */
  publish(photoId: number, feature: Float32Array): void {
    this.searcher?.remove(photoId);
    this.searcher?.add(photoId, feature);
  }

  unpublish(photoId: number): void {
    this.searcher?.remove(photoId);
  }

  /** Gives the memory back; another search reads the features again. */
  release(): void {
    this.searcher?.release();
    this.searcher = null;
  }

  private load(): ExactSearcher {
    const searcher = new ExactSearcher(new ByteRows(this.dimension, this.cores.kernels), { parallel: this.cores });
    searcher.reserve(this.features.tally().count);
    for (const { photoId, bytes } of this.features.all()) {
      // One that is damaged cannot be compared; `verify` tells of it.
      if (bytes?.components.length === this.dimension) searcher.add(photoId, fromBytes(bytes));
    }
    return searcher;
  }
}
