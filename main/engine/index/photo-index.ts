// The index of a library: that of the model which answers, and, while the model is replaced, that of its successor beside it.
// A photo that comes gets the feature that answers at once; the successor's is made in the background
// (ingest/model-replacement.ts).
import type { SearchResult } from '../../../core/index.ts';
import type { IndexState } from '../api/library-schemas.ts';
import type { CodeCheck } from './check-codes.ts';
import type { IndexParts } from './index-parts.ts';
import type { IndexSearchOptions, ModelIndexOptions } from './model-index.ts';
import { ModelIndex } from './model-index.ts';

export type { IndexSearchOptions };
export type PhotoIndexOptions = ModelIndexOptions;

export class PhotoIndex {
  private readonly options: PhotoIndexOptions;
  private answering: ModelIndex;
  private following: ModelIndex | null = null;

  constructor(options: PhotoIndexOptions) {
    this.options = options;
    this.answering = new ModelIndex(options);
  }

  /** @param options.rebuild makes all codes again: the way out of damaged codebooks. @throws LikenessError `codebook-damaged` */
  async start({ rebuild = false } = {}): Promise<void> {
    await this.answering.start({ rebuild });
  }

  async stop(): Promise<void> {
    await Promise.all([this.answering.stop(), this.following?.stop()]);
  }

  /** SHA-256 of the model that answers. */
  get modelSha256(): string {
    return this.answering.modelSha256;
  }

  get state(): IndexState {
    return this.answering.state;
  }

  /** Photos that a search covers. */
  get searchableCount(): number {
    return this.answering.searchableCount;
  }

  /** Share of the running training, or null. */
  get trainingProgress(): number | null {
    return this.answering.trainingProgress;
  }

  get parts(): IndexParts {
    return this.answering.parts;
  }

  /** The one that features are made for: the successor's, where there is one. */
  get newest(): ModelIndex {
    return this.following ?? this.answering;
  }

  get successor(): ModelIndex | null {
    return this.following;
  }

  /** Opens the index of another model beside the one that answers. @throws LikenessError `codebook-damaged` */
  async prepare(successor: Pick<PhotoIndexOptions, 'model' | 'resources'>): Promise<void> {
    const index = new ModelIndex({ ...this.options, ...successor });
    await index.start();
    this.following = index;
  }

  /** Memory follows the rows: from now on the successor answers, and the one before is let go. */
  adoptSuccessor(): void {
    const replaced = this.answering;
    this.answering = this.following!;
    this.following = null;
    void replaced.stop().then(() => replaced.release());
  }

  /** Of the feature that answers; for the rest see ModelIndex. */
  write(photoId: number, feature: Float32Array): () => void {
    return this.answering.write(photoId, feature);
  }

  /** Removes features and codes inside the caller's transaction. @returns to be called once it is committed */
  remove(photoId: number): () => void {
    const forget = [this.answering.remove(photoId), this.following?.remove(photoId)];
    return () => {
      for (const each of forget) each?.();
    };
  }

  /** The stored feature of a photo, or null before it was described. */
  feature(photoId: number): Float32Array | null {
    return this.answering.feature(photoId);
  }

  /** Nearest photos first. @throws CoreError `aborted`, `shape`, `not-finite` */
  search(query: Float32Array, options: IndexSearchOptions): SearchResult {
    return this.answering.search(query, options);
  }

  /** Reads the features for exact search, some at a time; without it the first exact search reads all at once. */
  prepareExact(signal?: AbortSignal): Promise<void> {
    return this.answering.parts.exact.prepare(signal);
  }

  retrain(): void {
    this.answering.retrain();
  }

  checkCodes(): CodeCheck {
    return this.answering.checkCodes();
  }

  /** Trains at once if that is due, and waits for the end of the training that runs. */
  async settle(): Promise<void> {
    await this.answering.settle();
  }

  async mend(): Promise<void> {
    await this.answering.mend();
  }

  async rebuild(): Promise<void> {
    await this.answering.rebuild();
  }
}
