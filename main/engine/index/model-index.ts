// The index of one model: its features, codes and generations in SQLite, and its active generation's codes in memory.
// A photo is written inside the caller's transaction and becomes searchable when the caller says it is committed.
import type Database from 'better-sqlite3';
import type { Abort, Generation, IdSet, Kernels, SearchResult } from '../../../core/index.ts';
import { fromBytes, RecentError, shouldRetrain, toBytes } from '../../../core/index.ts';
import type { IndexState } from '../api/library-schemas.ts';
import type { CodeCheck } from './check-codes.ts';
import { checkCodes } from './check-codes.ts';
import { FeatureStore } from './feature-store.ts';
import type { GenerationOrigin, StoredGeneration } from './generation-store.ts';
import { GenerationStore } from './generation-store.ts';
import type { IndexParts } from './index-parts.ts';
import { openKernels } from './kernel-files.ts';
import { KernelWorkers } from './kernel-workers.ts';
import { LoadedFeatures } from './loaded-features.ts';
import { LoadedGeneration } from './loaded-generation.ts';
import { registerModel } from './model-rows.ts';
import { FEATURE_LEVELS } from './packed-feature.ts';
import { readStartingGeneration } from './starting-generation.ts';
import { TrainingSchedule } from './training-schedule.ts';
import { Training } from './training.ts';

export interface ModelIndexOptions {
  readonly database: Database.Database;
  readonly model: { readonly sha256: string; readonly name: string };
  /** The folder with the codebooks made for this model. */
  readonly resources: string;
  /** Called when `state` or `searchableCount` changed. */
  readonly onChange?: () => void;
  readonly trainAfterQuietMs?: number;
  /** What scans run on; by default the fastest that this processor takes. */
  readonly kernels?: Kernels;
}

export interface IndexSearchOptions {
  /** Photos wanted. */
  readonly k: number;
  readonly nprobe?: number | undefined;
  readonly allowed?: IdSet | undefined;
  readonly abort?: Abort | undefined;
  /** Compares with every stored feature instead of the codes. */
  readonly exact?: boolean | undefined;
}

const TRAINING_SEED = 20_111;
const TRAIN_AFTER_QUIET_MS = 3000;

export class ModelIndex {
  private readonly options: ModelIndexOptions;
  private readonly database: Database.Database;
  private readonly schedule: TrainingSchedule;
  /** The cores that a large scan is dealt out to. */
  private cores!: KernelWorkers;
  private modelId!: number;
  private features!: FeatureStore;
  private generations!: GenerationStore;
  private active!: LoadedGeneration;
  /** Stands beside the active one until all photos are coded with it. */
  private building: LoadedGeneration | null = null;
  private training: Training | null = null;
  private recentError = new RecentError();
  private exact!: LoadedFeatures;
  /** Blocks of codes, made again since. */
  private damagedAtOpening = 0;

  constructor(options: ModelIndexOptions) {
    this.options = options;
    this.database = options.database;
    this.schedule = new TrainingSchedule(
      {
        isDue: () => this.isTrainingDue(),
        run: () => this.trainOwnGeneration(),
        stop: async () => this.training?.stop(),
      },
      options.trainAfterQuietMs ?? TRAIN_AFTER_QUIET_MS,
    );
  }

  /**
   * Loads the active generation and all codes; a model that is new to the library gets the starting generation.
   * @param rebuild makes all codes again with the starting generation: the way out of damaged codebooks
   * @throws LikenessError `codebook-damaged`
   */
  async start({ rebuild = false } = {}): Promise<void> {
    this.modelId = registerModel(this.database, this.options.model);
    this.features = new FeatureStore(this.database, this.modelId);
    this.generations = new GenerationStore(this.database, this.modelId);
    await this.generations.removeInactive();
    this.cores = new KernelWorkers(this.options.kernels ?? (await openKernels()));
    const stored = rebuild ? null : this.generations.active();
    if (stored === null) await this.startAfresh();
    else await this.open(stored);
    this.exact = new LoadedFeatures(this.features, this.active.stored.generation.dimension, this.cores);
    this.schedule.plan();
  }

  /** Ends a training without a trace. The database is closed by its owner, afterwards. */
  async stop(): Promise<void> {
    await this.schedule.halt();
    await (this.cores as KernelWorkers | undefined)?.stop();
  }

  /** Gives the memory back; nothing may be asked of it afterwards. */
  release(): void {
    this.active.release();
    this.exact.release();
  }

  /** SHA-256 of the model whose features these are. */
  get modelSha256(): string {
    return this.options.model.sha256;
  }

  get id(): number {
    return this.modelId;
  }

  get state(): IndexState {
    const { id, origin, generation } = this.active.stored;
    return {
      generation: id,
      origin,
      state: this.schedule.isTraining ? 'training' : 'ready',
      nlist: generation.nlist,
      m: generation.m,
      // The code, and the id and squared norm that a scan reads beside it.
      bytesPerPhoto: generation.m + 8,
      kernels: this.cores.kernels.name,
    };
  }

  /** Photos that a search covers. */
  get searchableCount(): number {
    return this.active.invertedFile.size;
  }

  get parts(): IndexParts {
    return { active: this.active, features: this.features, exact: this.exact };
  }

  /** Share of the running training, or null. */
  get trainingProgress(): number | null {
    return this.training?.progress ?? null;
  }

  /** Of the features and the active generation's blocks on disk. Cost: all of them are read. */
  checkCodes(): CodeCheck {
    return checkCodes(this.active.codes, this.features, this.damagedAtOpening);
  }

  /**
   * Writes feature and code inside the caller's transaction, once a photo and transaction.
   * @param feature unit length, of this index's model
   * @param options.isProvisional of the thumbnail: to be made again from the file
   * @returns makes the photo searchable: to be called once the transaction is committed
   * @throws CoreError `shape`, `not-finite`
   */
  write(photoId: number, feature: Float32Array, { isProvisional = false } = {}): () => void {
    const bytes = toBytes(feature, FEATURE_LEVELS);
    // Coded from the bytes, as later generations will be: a code must not depend on when it was made.
    const stored = fromBytes(bytes);
    this.features.write(photoId, bytes, { isProvisional });
    const written = this.targets().map((target) => ({ target, code: target.encode(photoId, stored) }));
    for (const { target, code } of written) target.writeRow(code);
    return () => {
      for (const { target, code } of written) target.publish(code);
      this.exact.publish(photoId, bytes);
      const { target, code } = written[0]!;
      this.recentError.add(target.stored.generation.squaredError(stored, { cell: code.cell, code: code.codes }));
      this.changed();
      this.schedule.plan();
    };
  }

  /** Removes feature and codes of this model inside the caller's transaction. @returns to be called once it is committed */
  remove(photoId: number): () => void {
    this.features.remove(photoId);
    for (const target of this.targets()) target.removeRow(photoId);
    return () => {
      for (const target of this.targets()) target.unpublish(photoId);
      this.exact.unpublish(photoId);
      this.changed();
    };
  }

  /** The stored feature of a photo, or null before it was described. */
  feature(photoId: number): Float32Array | null {
    return this.features.read(photoId);
  }

  /** Nearest photos first. @throws CoreError `aborted`, `shape`, `not-finite` */
  search(query: Float32Array, { exact = false, ...options }: IndexSearchOptions): SearchResult {
    return (exact ? this.exact : this.active.searcher).search(query, options);
  }

  /** Begins a training, due or not, unless one runs. */
  retrain(): void {
    this.schedule.force();
  }

  /** Trains at once if that is due, and waits for the end of the training that runs. */
  async settle(): Promise<void> {
    await this.schedule.settle();
  }

  /** Drops the blocks of codes that are damaged on disk, and makes their codes again from the stored features. */
  async mend(): Promise<void> {
    await this.schedule.halt();
    await this.open(this.active.stored);
    this.damagedAtOpening = 0;
    this.schedule.resume();
    this.changed();
  }

  /** Makes all codes again from the stored features, with the starting generation; the own one is trained anew after. */
  async rebuild(): Promise<void> {
    await this.schedule.halt();
    await this.startAfresh();
    this.schedule.resume();
    this.changed();
  }

  private isTrainingDue(): boolean {
    const { origin, trainedOn, generation } = this.active.stored;
    return shouldRetrain({
      trainedOn: origin === 'own' ? trainedOn : 0,
      photoCount: this.searchableCount,
      errorAtTraining: generation.training.errorAtTraining,
      recentError: this.recentError.mean,
    });
  }

  private async trainOwnGeneration(): Promise<void> {
    this.training = new Training((generation, trainedOn) => this.begin(generation, 'own', trainedOn));
    this.options.onChange?.();
    try {
      const trained = await this.training.run({
        databasePath: this.database.name,
        modelId: this.modelId,
        dimension: this.active.stored.generation.dimension,
        seed: TRAINING_SEED,
      });
      if (trained !== null) await this.activate(trained);
    } finally {
      this.training = null;
      this.building?.release();
      this.building = null;
      await this.generations.removeInactive();
      this.changed();
    }
  }

  private async startAfresh(): Promise<void> {
    const generation = await readStartingGeneration(this.options.resources, this.options.model.sha256);
    await this.activate(this.begin(generation, 'starting', 0));
    await this.generations.removeInactive();
    this.damagedAtOpening = 0;
  }

  /** Makes the generation the active one with the codes that are sound, then makes those that are not there again. */
  private async open(stored: StoredGeneration): Promise<void> {
    const loaded = new LoadedGeneration(stored, this.database, this.cores);
    this.damagedAtOpening = loaded.load();
    this.replaceActive(loaded);
    await loaded.complete(this.features);
  }

  private begin(generation: Generation, origin: GenerationOrigin, trainedOn: number): LoadedGeneration {
    const stored = this.generations.add(generation, origin, trainedOn);
    this.building = new LoadedGeneration(stored, this.database, this.cores);
    return this.building;
  }

  /** Codes what is left, switches the rows, then the memory: a search sees the old index or the new one, whole. */
  private async activate(fresh: LoadedGeneration): Promise<void> {
    await fresh.complete(this.features);
    this.generations.activate(fresh.id);
    this.building = null;
    this.replaceActive(fresh);
    this.recentError = new RecentError();
  }

  private replaceActive(fresh: LoadedGeneration): void {
    const replaced = this.active as LoadedGeneration | undefined;
    this.active = fresh;
    replaced?.release();
  }

  /** The generations that a change must reach. */
  private targets(): LoadedGeneration[] {
    return this.building === null ? [this.active] : [this.active, this.building];
  }

  private changed(): void {
    this.options.onChange?.();
  }
}
