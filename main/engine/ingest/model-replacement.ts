// Replaces the model that a library was made with by the one that came with this Likeness: all photos are described anew when
// nothing else is to be done, searches go on with the old one, and when every photo has its new feature one transaction
// switches. How far it has come stands in the rows, so an interruption at any moment leaves the old model answering.
import { setTimeout as delay } from 'node:timers/promises';
import { type LikenessError, toLikenessError } from '../api/errors.ts';
import type { ModelReplacementState } from '../api/library-schemas.ts';
import type { PhotoIndex } from '../index/photo-index.ts';
import type { LibraryModels } from '../library/library-models.ts';
import { Describer } from './describer.ts';
import { DueFeatures } from './due-features.ts';
import { FeatureRenewal, type FeatureRenewalOptions } from './feature-renewal.ts';

export interface ModelReplacementOptions extends Omit<FeatureRenewalOptions, 'due'> {
  models: LibraryModels;
  index: PhotoIndex;
  /** The one that describes queries and new photos. */
  describer: Describer;
  photoCount: () => number;
}

const trainingLookMs = 250;

export class ModelReplacement {
  private readonly options: ModelReplacementOptions;
  private readonly due: DueFeatures;
  private readonly renewal: FeatureRenewal;
  /** Of the photos that the successor describes by their thumbnails; counted after each run. */
  private provisionalCount = 0;
  /** Why the shipped model cannot be used; the old one goes on answering. */
  private trouble: LikenessError | null = null;

  constructor(options: ModelReplacementOptions) {
    this.options = options;
    this.due = new DueFeatures(options.database);
    this.renewal = new FeatureRenewal({ ...options, due: this.due });
  }

  /** Null when there is nothing to replace. */
  get state(): ModelReplacementState | null {
    const { models, index, photoCount } = this.options;
    if (!models.isReplacing) return null;
    const { successor } = index;
    return {
      from: models.answering.card.name,
      to: models.shipped.card.name,
      state: this.trouble ? 'stopped' : successor?.state.state === 'training' ? 'training' : 'describing',
      doneCount: successor?.searchableCount ?? models.shippedFeatureCount,
      totalCount: photoCount(),
      provisionalCount: this.provisionalCount,
      trouble: this.trouble?.message ?? null,
    };
  }

  /**
   * Goes once through what is due, as long as nothing else is to be done.
   * @throws AbortError; what must stop reading too, such as a full disk
   */
  async run(signal: AbortSignal, isIdle: () => boolean): Promise<void> {
    const { models } = this.options;
    if (this.trouble) return;
    try {
      await models.keepShipped();
      if (!(await this.describeAll(signal, isIdle)) || !isIdle()) return;
    } catch (thrown) {
      const error = toLikenessError(thrown);
      const isOfShipped = error.code === 'model-damaged' || error.code === 'codebook-damaged';
      if (!models.isReplacing || !isOfShipped) throw thrown;
      this.trouble = error;
      return;
    }
    if (models.isReplacing) {
      if (!(await this.isTrained(isIdle))) return;
      this.switchOver();
    }
    await models.removeOthers();
  }

  /** @returns whether every photo has a feature of the newest model */
  private async describeAll(signal: AbortSignal, isIdle: () => boolean): Promise<boolean> {
    const { models, index, describer } = this.options;
    const { resources, card } = models.shipped;
    if (models.isReplacing && index.successor === null) await index.prepare({ resources, model: card });
    const background = models.isReplacing ? new BackgroundDescriber(resources) : null;
    try {
      const describe: Describer['describeFeature'] = (path, each) =>
        (background ?? describer).describeFeature(path, each);
      const leftCount = await this.renewal.run({ target: index.newest, describe, signal, isIdle });
      this.provisionalCount = this.due.provisionalCount(index.newest.id);
      return leftCount === 0;
    } finally {
      await background?.stop();
    }
  }

  /** The library's own generation of the new model, where one is due. Reading goes before: then it ends beside it. */
  private async isTrained(isIdle: () => boolean): Promise<boolean> {
    let isDone = false;
    const training = this.options.index.successor!.settle().then(() => (isDone = true));
    while (!isDone) {
      await Promise.race([training, delay(trainingLookMs)]);
      if (!isIdle()) {
        training.catch(() => undefined); // told by the next run, which waits for it again
        return false;
      }
    }
    return true;
  }

  /** Rows first, then memory, in one turn: no search and no photo falls between the two models. */
  private switchOver(): void {
    const { models, index, describer } = this.options;
    models.answerWithShipped();
    index.adoptSuccessor();
    describer.adopt(models.shipped.resources);
  }
}

/** A describing process of its own, at low priority, from the first photo that is due to the end of the run. */
class BackgroundDescriber {
  private readonly resources: string;
  private started: Promise<Describer> | null = null;

  constructor(resources: string) {
    this.resources = resources;
  }

  async describeFeature(path: string, signal?: AbortSignal): ReturnType<Describer['describeFeature']> {
    this.started ??= this.start();
    return (await this.started).describeFeature(path, signal);
  }

  async stop(): Promise<void> {
    const describer = await this.started?.catch(() => null);
    await describer?.stop();
  }

  private async start(): Promise<Describer> {
    const describer = new Describer({ resources: this.resources, isBackground: true });
    await describer.start();
    return describer;
  }
}
