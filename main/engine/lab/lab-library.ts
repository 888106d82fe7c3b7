// A throw-away library that the lab fills through the whole pipeline and asks as a person would, picture by picture.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from '../engine.ts';
import { hashContent } from '../ingest/content-hash.ts';
import type { LabFigures, LabOptions, Milliseconds } from './lab-report.ts';
import { round, timeFigures } from './lab-report.ts';

/** As many as a page of results may have. */
const RESULT_LIMIT = 1000;

export interface LabAnswer {
  /** Nearest first. */
  readonly photoIds: number[];
  readonly milliseconds: Milliseconds;
}

export class LabLibrary {
  readonly engine: Engine;
  /** Of reading alone, without the training of the index. */
  private readonly photosPerSecond: number;
  private readonly folder: string;
  private readonly options: LabOptions;

  private constructor(engine: Engine, folder: string, photosPerSecond: number, options: LabOptions) {
    this.engine = engine;
    this.folder = folder;
    this.photosPerSecond = photosPerSecond;
    this.options = options;
  }

  /** Reads all photos of the folders and lets the index settle. @throws LikenessError of reading, and `cancelled` */
  static async make(folders: readonly string[], options: LabOptions): Promise<LabLibrary> {
    const folder = await mkdtemp(join(tmpdir(), 'likeness-lab-'));
    let engine: Engine | null = null;
    try {
      engine = await Engine.open({ libraryFolder: folder, watch: false });
      const started = performance.now();
      for (const each of folders) await engine.addRoot(each);
      await readAll(engine, options);
      const seconds = (performance.now() - started) / 1000;
      options.onProgress?.('Settling the index');
      await engine.index.settle();
      return new LabLibrary(engine, folder, engine.index.searchableCount / seconds, options);
    } catch (thrown) {
      await engine?.stop();
      await rm(folder, { recursive: true, force: true });
      throw thrown;
    }
  }

  /** Reads further folders into the library. */
  async add(folder: string): Promise<void> {
    await this.engine.addRoot(folder);
    await readAll(this.engine, this.options);
  }

  /** Undefined when no readable photo in the library has the content of the file, or there is no such file. */
  async photoIdOf(path: string): Promise<number | undefined> {
    const hash = await hashContent(path).catch(() => undefined);
    return hash && this.engine.catalogue.photoIdOfHash(hash);
  }

  async ask(path: string): Promise<LabAnswer> {
    const { exact, whole, signal } = this.options;
    const { id: pictureId } = await this.engine.queries.openPath(path, { thorough: whole !== true });
    const mode = whole === true ? 'quick' : 'thorough';
    const input = { query: { pictureId }, mode, limit: RESULT_LIMIT } as const;
    const answer = this.options.locate
      ? await this.engine.locating.locateAll(input, signal)
      : await this.engine.search.run(input, signal, { exact: exact ?? false });
    return { photoIds: answer.matches.map(({ photo }) => photo.id), milliseconds: answer.milliseconds };
  }

  figures(times: readonly Milliseconds[]): LabFigures {
    const { index, catalogue } = this.engine;
    return {
      photoCount: index.searchableCount,
      failureCount: catalogue.counts().failureCount,
      photosPerSecond: round(this.photosPerSecond, 1),
      milliseconds: timeFigures(times),
      exact: this.options.exact ?? false,
      whole: this.options.whole ?? false,
      index: index.state,
    };
  }

  async remove(): Promise<void> {
    await this.engine.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function readAll(engine: Engine, { signal, onProgress }: LabOptions): Promise<void> {
  await engine.finishReading({
    ...(signal && { signal }),
    onStatus: ({ reading }) => onProgress?.(`Reading ${reading.doneCount} of ${reading.totalCount} photos`),
  });
}
