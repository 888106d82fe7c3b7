// The composition root: every part of the engine is made here, started in the order of the list and stopped in reverse.
import { join } from 'node:path';
import { LikenessError } from './api/errors.ts';
import type { Effort as EffortLevel, OutlinePart, Root, TimelinePage } from './api/schemas.ts';
import { RootPresence } from './drives/root-presence.ts';
import { CheckedPictures } from './duplicates/checked-pictures.ts';
import { CopyRows } from './duplicates/copy-rows.ts';
import { Comparisons } from './duplicates/comparison.ts';
import { Duplicates } from './duplicates/duplicates.ts';
import { Health } from './health/health.ts';
import type { EngineOptions } from './engine-options.ts';
import { type EngineHost, plainHost } from './host.ts';
import { PhotoIndex } from './index/photo-index.ts';
import { decoderVersion } from './ingest/decoders/decoder-version.ts';
import { Describer } from './ingest/describer.ts';
import { Effort } from './ingest/effort.ts';
import { finishReading, type FinishReadingOptions } from './ingest/finish-reading.ts';
import { ModelReplacement } from './ingest/model-replacement.ts';
import { PhotoReader } from './ingest/photo-reader.ts';
import { PhotoWriter } from './ingest/photo-writer.ts';
import { Pipeline } from './ingest/pipeline.ts';
import { Scanner } from './ingest/scanner.ts';
import { Watcher } from './ingest/watcher.ts';
import { Catalogue } from './library/catalogue.ts';
import { Exclusions } from './library/exclusions.ts';
import { Files } from './library/files.ts';
import { Folders } from './library/folders.ts';
import { Library } from './library/library.ts';
import { LibraryModels } from './library/library-models.ts';
import { MountedFolders } from './library/mounted-folders.ts';
import type { OutlineOptions } from './library/outline.ts';
import { exportLibrary, importLibrary } from './library/portable-copy.ts';
import { rootMembersOf } from './library/root-members.ts';
import { Roots } from './library/roots.ts';
import { Settings } from './library/settings.ts';
import { ThumbnailStore } from './library/thumbnails.ts';
import { readPhotoCount, type TimelineOptions } from './library/timeline.ts';
import { ThumbnailsUnderWay } from './library/thumbnails-under-way.ts';
import { type Verification, Verifier } from './library/verify.ts';
import { MetadataRefresh } from './metadata/metadata-refresh.ts';
import { MetadataRows } from './metadata/metadata-rows.ts';
import { Pictures } from './pictures.ts';
import { Places } from './places/places.ts';
import { AnswerPace } from './search/answer-pace.ts';
import { ClosenessCalibration } from './search/closeness-calibration.ts';
import { History } from './search/history.ts';
import { Queries } from './search/queries.ts';
import { Search } from './search/search.ts';
import { Status } from './status.ts';

export type { EngineOptions } from './engine-options.ts';

/** After so many files, what decoders hold on to is worth giving back to the system. */
const longReading = 1000;

const ownResources = join(import.meta.dirname, '..', '..', 'resources');

export class Engine {
  readonly host: EngineHost;
  readonly status: Status;
  readonly folders: Folders;
  readonly exclusions: Exclusions;
  readonly pipeline: Pipeline;
  readonly catalogue: Catalogue;
  readonly queries: Queries;
  readonly search: Search;
  readonly comparisons: Comparisons;
  readonly history: History;
  readonly pictures: Pictures;
  readonly index: PhotoIndex;
  readonly duplicates: Duplicates;
  readonly places: Places;
  readonly health: Health;
  private readonly calibration: ClosenessCalibration;
  private readonly library: Library;
  private readonly roots: Roots;
  private readonly files: Files;
  private readonly describer: Describer;
  private readonly settings: Settings;
  private readonly effort: Effort;
  private readonly watcher: Watcher;
  private readonly verifier: Verifier;
  private readonly writer: PhotoWriter;
  private readonly stopping = new AbortController();
  private readonly checked = new CheckedPictures();
  private readonly options: EngineOptions;
  private readonly models: LibraryModels;

  /**
   * Opens the library (and makes it when the folder is empty), loads model and index, and begins to follow the photo folders.
   * @throws LikenessError `library-in-use`, `library-damaged`, `library-newer`, `model-damaged`, `codebook-damaged`
   */
  static async open(options: EngineOptions): Promise<Engine> {
    const library = new Library(options.libraryFolder);
    await library.start();
    try {
      const models = await LibraryModels.open(library, options.resources ?? ownResources);
      const engine = new Engine(library, models, options);
      await engine.start();
      return engine;
    } catch (thrown) {
      library.stop();
      throw thrown;
    }
  }

  /** Makes a library out of an exported one. @throws LikenessError `file-missing`, `library-damaged`, `folder-not-empty` */
  static import(exported: string, libraryFolder: string): Promise<void> {
    return importLibrary(exported, libraryFolder);
  }

  private constructor(library: Library, models: LibraryModels, options: EngineOptions) {
    const { database } = library;
    const { card: model, resources } = models.answering;
    const changed = (): void => this.status.touch();

    this.library = library;
    this.options = options;
    this.models = models;
    this.host = options.host ?? plainHost;
    this.files = new Files(database);
    const presence = new RootPresence({ files: this.files });
    this.roots = new Roots(database, library.folder, presence);
    this.exclusions = new Exclusions(database);
    this.folders = new Folders();
    this.catalogue = new Catalogue(database);
    this.places = new Places({ database, catalogue: this.catalogue, resources: models.shipped.resources });
    const thumbnails = new ThumbnailStore(library.folder);
    const underWay = new ThumbnailsUnderWay(library.folder);
    this.index = new PhotoIndex({ database, model, resources, onChange: changed });
    this.describer = new Describer({ resources });
    this.settings = new Settings(database);
    const { photosAtOnce } = this.describer;
    this.effort = new Effort({ photosAtOnce, chosen: this.settings.effort, changed });
    this.writer = new PhotoWriter({ database, index: this.index, thumbnails, underWay });
    const { effort } = this;
    const replacement = new ModelReplacement({
      ...{ database, models, index: this.index, describer: this.describer, thumbnails, effort, photosAtOnce },
      photoCount: () => readPhotoCount(database),
    });
    const scanner = new Scanner({
      roots: this.roots,
      files: this.files,
      presence,
      exclusions: this.exclusions,
      mountedFolders: new MountedFolders(database),
      ignoredFolder: library.folder,
    });
    this.pipeline = new Pipeline({
      roots: this.roots,
      files: this.files,
      scanner,
      reader: new PhotoReader({
        files: this.files,
        describer: this.describer,
        photoIdOfHash: (hash) => this.catalogue.photoIdOfHash(hash),
      }),
      effort: this.effort,
      photosAtOnce,
      writer: this.writer,
      metadata: new MetadataRefresh({
        database,
        rows: new MetadataRows(database),
        read: (file, signal) => this.describer.readMetadata(file, signal),
        filesAtOnce: photosAtOnce,
        turn: () => this.effort.turn(),
      }),
      replacement,
      libraryFolder: library.folder,
      ended: (count) => this.endReading(count),
      changed: () => {
        this.places.wake();
        changed();
      },
    });
    this.watcher = new Watcher({ roots: this.roots, presence, changed: (rootId) => this.pipeline.scanSoon(rootId) });
    const pace = new AnswerPace();
    this.calibration = new ClosenessCalibration({ database, settings: this.settings, index: this.index });
    this.queries = new Queries({ describer: this.describer, index: this.index, pace });
    this.search = new Search({
      database,
      calibration: this.calibration,
      copies: new CopyRows(database),
      catalogue: this.catalogue,
      roots: this.roots,
      index: this.index,
      describer: this.describer,
      queries: this.queries,
      thumbnails,
      pace,
      settings: this.settings,
    });
    this.comparisons = new Comparisons({
      ...{ catalogue: this.catalogue, describer: this.describer, queries: this.queries, thumbnails },
    });
    const { catalogue, describer, queries } = this;
    this.history = new History({ database, catalogue, describer, queries });
    this.pictures = new Pictures({
      history: this.history,
      catalogue: this.catalogue,
      thumbnails,
      queries: this.queries,
      describer: this.describer,
      checked: this.checked,
    });
    this.status = new Status({
      roots: this.roots,
      catalogue: this.catalogue,
      pipeline: this.pipeline,
      index: this.index,
      replacement,
      host: this.host,
    });
    this.duplicates = new Duplicates({
      ...{ database, index: this.index, describer: this.describer, thumbnails, catalogue: this.catalogue },
      ...{ settings: this.settings, checked: this.checked, effort, photosAtOnce, changed },
      isReading: () => ['reading', 'scanning'].includes(this.pipeline.reading.state),
      scanSoon: (rootId) => this.pipeline.scanSoon(rootId),
    });
    this.health = new Health({ database, index: this.index, settings: this.settings, thumbnails, effort });
    this.verifier = new Verifier({ database, thumbnails, index: this.index, writer: this.writer, models });
  }

  private async start(): Promise<void> {
    try {
      await this.writer.sweepThumbnails();
      // The describing process first: it gets ready while the codes are read.
      await Promise.all([this.describer.start(), this.index.start({ rebuild: this.options.rebuild === true })]);
      if (this.options.read !== false) this.files.retryFailuresOfOthers(decoderVersion);
      if (this.options.read !== false) await this.effort.start();
      if (this.options.read !== false) await this.models.keepShipped().catch(() => undefined); // once more when all is read
      if (this.options.read !== false) this.pipeline.start();
      const isStaying = this.options.read !== false && this.options.watch !== false;
      if (isStaying) this.watcher.start();
      if (isStaying) void rootMembersOf(this.library.database).prepare(this.stopping.signal);
      this.duplicates.start();
    } catch (thrown) {
      await this.stop();
      throw thrown;
    }
  }

  /** Ends what is under way, stores what was read, and lets go of the library. Twice is harmless. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.status.stop();
    await this.watcher.stop();
    this.effort.stop();
    await this.pipeline.stop();
    await this.duplicates.stop();
    this.places.stop();
    await this.health.stop();
    await this.calibration.stop();
    await this.checked.stop();
    await this.describer.stop();
    await this.index.stop();
    this.library.stop();
  }

  private endReading(count: number): void {
    if (count >= longReading) this.describer.renew();
    this.duplicates.wake();
  }

  /** Watches a folder from now on; one that is watched already is scanned again. @throws LikenessError `folder-…` */
  async addRoot(path: string): Promise<Root> {
    return this.follow(await this.roots.add(path, { isSample: false }));
  }

  async addSamples(): Promise<Root> {
    return this.follow(
      await this.roots.add(join(this.models.shipped.resources, 'samples', 'photos'), { isSample: true }),
    );
  }

  private follow(root: Root): Root {
    this.pipeline.scanSoon(root.id);
    if (this.options.watch !== false) this.watcher.follow(root);
    this.status.touch();
    return root;
  }

  /**
   * Waits until every folder is scanned and every photo read, and described anew where the model is replaced.
   * @throws LikenessError `cancelled` by the signal, and what stops the reading, such as `disk-full`
   */
  async finishReading(options: FinishReadingOptions = {}): Promise<void> {
    await finishReading(this, options);
  }

  /** Forgets the folder and the photos that were only there; the files stay where they are. */
  async removeRoot(id: number): Promise<void> {
    await this.watcher.forget(id);
    await this.pipeline.removeRoot(id);
    this.status.touch();
  }

  /** How much of the computer reading may take, from now on. */
  setEffort(level: EffortLevel): void {
    this.settings.effort = level;
    this.effort.choose(level);
    this.status.touch();
  }

  /** Names and folders to leave out, from now on and of what is in the library already. The files stay where they are. */
  exclude(patterns: readonly string[]): void {
    this.exclusions.set(patterns);
    for (const { id } of this.roots.all()) this.pipeline.scanSoon(id);
  }

  retryFailures(): void {
    this.files.retryFailures();
    this.pipeline.wake();
  }

  /** A page of the library as it is shown to a person. */
  timeline(options: TimelineOptions): TimelinePage {
    this.files.showFolder(options.filter?.folder ?? null);
    return this.catalogue.timeline(options);
  }

  /** The whole library by date, as an outline. */
  outline(options: OutlineOptions, signal?: AbortSignal): AsyncGenerator<OutlinePart> {
    this.files.showFolder(options.filter?.folder ?? null);
    return this.catalogue.outline(options, signal);
  }

  async showInFolder(photoId: number): Promise<void> {
    const file = this.catalogue.filesOf(photoId).find((candidate) => !candidate.offline);
    if (!file) throw new LikenessError('file-missing', 'The file is not there at the moment; connect its disk first.');
    await this.host.showInFolder(file.path);
  }

  /** Holds catalogue, features, codes, thumbnails and files against each other; with `repair` puts right what can be. */
  async verify(options: { repair: boolean }): Promise<Verification> {
    const verification = await this.verifier.verify(options);
    if (options.repair) this.pipeline.wake();
    this.status.touch();
    return verification;
  }

  /** A whole copy of the library in a folder of its own; see library/portable-copy.ts. @throws LikenessError `folder-not-empty` */
  async exportTo(folder: string): Promise<void> {
    await exportLibrary(this.library, folder);
  }

  /** Makes every code anew from the stored features; the library's own generation is then trained again. */
  async rebuild(): Promise<void> {
    await this.index.rebuild();
    this.status.touch();
  }
}
