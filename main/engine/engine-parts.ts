// The composition root: every part of the engine is made here. Who starts and stops them is engine.ts.
import { RootPresence } from './drives/root-presence.ts';
import { CheckedPictures } from './duplicates/checked-pictures.ts';
import { CopyRows } from './duplicates/copy-rows.ts';
import { Comparisons } from './duplicates/comparison.ts';
import { Duplicates } from './duplicates/duplicates.ts';
import { Health } from './health/health.ts';
import { MethodComparison } from './health/method-comparison.ts';
import type { EngineOptions } from './engine-options.ts';
import { FolderLearning } from './folder-learning/folder-learning.ts';
import { type EngineHost, plainHost } from './host.ts';
import { PhotoIndex } from './index/photo-index.ts';
import { Describer } from './ingest/describer.ts';
import { Effort } from './ingest/effort.ts';
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
import type { Library } from './library/library.ts';
import type { LibraryModels } from './library/library-models.ts';
import { MountedFolders } from './library/mounted-folders.ts';
import { OwnRatings } from './library/own-ratings.ts';
import { Roots } from './library/roots.ts';
import { Settings } from './library/settings.ts';
import { ThumbnailStore } from './library/thumbnails.ts';
import { readPhotoCount } from './library/timeline.ts';
import { ThumbnailsUnderWay } from './library/thumbnails-under-way.ts';
import { Verifier } from './library/verify.ts';
import { MetadataRefresh } from './metadata/metadata-refresh.ts';
import { MetadataRows } from './metadata/metadata-rows.ts';
import { Outlets } from './outlets.ts';
import { Pictures } from './pictures.ts';
import { Locating } from './locate/locating.ts';
import { Places } from './places/places.ts';
import { AnswerPace } from './search/answer-pace.ts';
import { ClosenessCalibration } from './search/closeness-calibration.ts';
import { History } from './search/history.ts';
import { Queries } from './search/queries.ts';
import { Search } from './search/search.ts';
import { Status } from './status.ts';

export abstract class EngineParts {
  readonly host: EngineHost;
  readonly status: Status;
  readonly folders: Folders;
  readonly exclusions: Exclusions;
  readonly pipeline: Pipeline;
  readonly catalogue: Catalogue;
  readonly ratings: OwnRatings;
  readonly queries: Queries;
  readonly search: Search;
  readonly locating: Locating;
  readonly comparisons: Comparisons;
  readonly history: History;
  readonly outlets: Outlets;
  readonly pictures: Pictures;
  readonly index: PhotoIndex;
  readonly duplicates: Duplicates;
  readonly places: Places;
  readonly health: Health;
  readonly methods: MethodComparison;
  readonly folderLearning: FolderLearning;
  protected readonly calibration: ClosenessCalibration;
  protected readonly library: Library;
  protected readonly roots: Roots;
  protected readonly files: Files;
  protected readonly describer: Describer;
  protected readonly settings: Settings;
  protected readonly effort: Effort;
  protected readonly watcher: Watcher;
  protected readonly verifier: Verifier;
  protected readonly writer: PhotoWriter;
  protected readonly stopping = new AbortController();
  protected readonly checked = new CheckedPictures();
  protected readonly options: EngineOptions;
  protected readonly models: LibraryModels;

  protected constructor(library: Library, models: LibraryModels, options: EngineOptions) {
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
    this.ratings = new OwnRatings(database);
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
    this.folderLearning = new FolderLearning({ database, index: this.index });
    this.search = new Search({
      database,
      folderLearning: this.folderLearning,
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
    this.locating = new Locating({
      ...{ search: this.search, index: this.index },
      catalogue,
      describer,
      queries,
      thumbnails,
    });
    this.history = new History({ database, catalogue, describer, queries });
    this.pictures = new Pictures({
      history: this.history,
      catalogue: this.catalogue,
      thumbnails,
      queries: this.queries,
      describer: this.describer,
      checked: this.checked,
    });
    this.outlets = new Outlets({ catalogue, thumbnails, host: this.host });
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
    this.methods = new MethodComparison({ database, index: this.index, settings: this.settings });
    this.verifier = new Verifier({ database, thumbnails, index: this.index, writer: this.writer, models });
  }

  /** So many photos were read, and nothing is left to be read. */
  protected abstract endReading(count: number): void;
}
