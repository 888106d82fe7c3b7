// The index's health, for people who care: what it is made of, what it finds and how fast, measured on their own photos,
// and how thoroughly searches look. A measurement runs in the background and is kept with the library.
import type Database from 'better-sqlite3';
import { chooseProbes, DRIFT, PHOTOS_FOR_OWN_GENERATION } from '../../../core/index.ts';
import { LikenessError } from '../api/errors.ts';
import type { HealthReport, Measuring, SearchSetting } from '../api/health-schemas.ts';
import type { PhotoIndex } from '../index/photo-index.ts';
import type { Effort } from '../ingest/effort.ts';
import type { Settings } from '../library/settings.ts';
import type { ThumbnailStore } from '../library/thumbnails.ts';
import { progressOf, type Running } from '../running-progress.ts';
import { searchSteps } from '../search/search-steps.ts';
import { cellSizes } from './cell-sizes.ts';
import { driftByArrival } from './drift.ts';
import { measureRecall } from './measure-recall.ts';
import { readSpace } from './space.ts';

/** With fewer, ten neighbours are a large part of the library, and everything is found at once whatever is set. */
const FEWEST_TO_MEASURE = 200;

export interface HealthOptions {
  readonly database: Database.Database;
  readonly index: PhotoIndex;
  readonly settings: Settings;
  readonly thumbnails: Pick<ThumbnailStore, 'list'>;
  readonly effort: Pick<Effort, 'turn'>;
}

interface RunningMeasurement extends Running<Measuring> {
  readonly stopping: AbortController;
}

export class Health {
  private readonly options: HealthOptions;
  private running: RunningMeasurement | null = null;

  constructor(options: HealthOptions) {
    this.options = options;
  }

  async stop(): Promise<void> {
    this.cancelMeasuring();
    await this.running?.ended.catch(() => undefined);
  }

  get setting(): SearchSetting {
    return this.options.settings.search;
  }

  /** From the next search on. */
  set setting(setting: SearchSetting) {
    this.options.settings.search = setting;
    if (setting.kind !== 'exact' && this.running === null) this.options.index.parts.exact.release();
  }

  /** Cost: some thousand photos' features and the sizes of some thumbnails are read. */
  async report(): Promise<HealthReport> {
    const { database, index, settings, thumbnails } = this.options;
    const { dimension } = index.parts.active.stored.generation;
    const space = await readSpace(database, thumbnails, { featureCount: index.searchableCount, dimension });
    const { state, searchableCount: photoCount, parts } = index;
    const { stored, invertedFile } = parts.active;
    return {
      photoCount,
      model: this.answeringModel(),
      generation: {
        id: state.generation,
        origin: state.origin,
        trainedOn: stored.trainedOn,
        isTraining: state.state === 'training',
        trainingProgress: index.trainingProgress,
        canTrain: photoCount >= PHOTOS_FOR_OWN_GENERATION,
      },
      kernels: state.kernels,
      nlist: state.nlist,
      m: state.m,
      dimension,
      cells: cellSizes(invertedFile.counts()),
      space,
      drift: { ratios: driftByArrival(parts), limit: DRIFT },
      setting: settings.search,
      steps: searchSteps(photoCount, state.nlist),
      automatic: chooseProbes(photoCount, state.nlist),
      measurement: settings.measurement,
      fewestToMeasure: FEWEST_TO_MEASURE,
      isMeasuring: this.running !== null,
    };
  }

  /**
   * How far the measurement is, now and five times a second until it ends. Begins one unless one runs.
   * @throws LikenessError `library-empty` for too few photos, and what stopped the measurement; a cancelled one just ends
   */
  async *measure(signal?: AbortSignal): AsyncGenerator<Measuring> {
    yield* progressOf((this.running ??= this.begin()), signal);
  }

  cancelMeasuring(): void {
    this.running?.stopping.abort();
  }

  /** Due or not, in the background; with too few photos the codes are made again with the starting codebooks. */
  async retrain(): Promise<void> {
    const { index } = this.options;
    if (index.searchableCount >= PHOTOS_FOR_OWN_GENERATION) index.retrain();
    else await index.rebuild();
  }

  private begin(): RunningMeasurement {
    if (this.options.index.searchableCount < FEWEST_TO_MEASURE) {
      throw new LikenessError('library-empty', 'There are too few photos to measure how much a search finds.');
    }
    const stopping = new AbortController();
    const ended = this.run(stopping.signal).finally(() => (this.running = null));
    return { stopping, ended, progress: { doneCount: 0, totalCount: 0 } };
  }

  private async run(signal: AbortSignal): Promise<void> {
    const { index, effort, settings } = this.options;
    const { searchableCount: photoCount, state } = index;
    try {
      const measured = await measureRecall({
        ...{ index, effort, signal },
        steps: searchSteps(photoCount, state.nlist),
        progress: (doneCount, totalCount) => {
          if (this.running !== null) this.running.progress = { doneCount, totalCount };
        },
      });
      settings.measurement = { generation: state.generation, photoCount, measuredAt: Date.now(), ...measured };
    } catch (thrown) {
      if (!(thrown instanceof LikenessError && thrown.code === 'cancelled') && !signal.aborted) throw thrown;
    }
  }

  private answeringModel(): { name: string; sha256: string } {
    return this.options.database
      .prepare<[string], { name: string; sha256: string }>('SELECT name, sha256 FROM model WHERE sha256 = ?')
      .get(this.options.index.modelSha256)!;
  }
}
