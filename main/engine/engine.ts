// The engine's life and what hosts ask of it: its parts (engine-parts.ts) are started in order and stopped in reverse.
import { join } from 'node:path';
import type { Effort as EffortLevel, Root } from './api/library-schemas.ts';
import type { OutlinePart, TimelinePage } from './api/photo-schemas.ts';
import type { EngineOptions } from './engine-options.ts';
import { decoderVersion } from './ingest/decoders/decoder-version.ts';
import { finishReading, type FinishReadingOptions } from './ingest/finish-reading.ts';
import { Library } from './library/library.ts';
import { LibraryModels } from './library/library-models.ts';
import type { OutlineOptions } from './library/outline.ts';
import { exportLibrary, importLibrary } from './library/portable-copy.ts';
import { rootMembersOf } from './library/root-members.ts';
import { type TimelineOptions } from './library/timeline.ts';
import { type Verification } from './library/verify.ts';
import { EngineParts } from './engine-parts.ts';

export type { EngineOptions } from './engine-options.ts';

/** After so many files, what decoders hold on to is worth giving back to the system. */
const longReading = 1000;

const ownResources = join(import.meta.dirname, '..', '..', 'resources');

export class Engine extends EngineParts {
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
    await this.locating.stop();
    await this.duplicates.stop();
    this.places.stop();
    await this.health.stop();
    await this.methods.stop();
    await this.folderLearning.stop();
    await this.calibration.stop();
    await this.checked.stop();
    await this.describer.stop();
    await this.index.stop();
    this.library.stop();
  }

  protected override endReading(count: number): void {
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
