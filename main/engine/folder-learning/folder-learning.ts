// What the person's own folders teach: supervised deep hashing learns, in the background and when asked to, which photos they put
// together; a search then names the folders that a picture would fit. What it is worth is measured on photos held back.
import { basename, extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { HammingSearcher } from '../../../core/index.ts';
import { LikenessError, toLikenessError } from '../api/errors.ts';
import type { FittingFolder, FolderLearningState, FolderLesson } from '../api/folder-learning-schemas.ts';
import type { PhotoIndex } from '../index/photo-index.ts';
import { progressOf, type Running } from '../running-progress.ts';
import { mostVoted } from './folder-votes.ts';
import { FEWEST_FOLDERS, FEWEST_IN_A_FOLDER, countLabelledFolders } from './labelled-folders.ts';
import type { Learned, LearningMessage, LearningTask } from './learning-worker.ts';
import { LessonStore } from './lesson-store.ts';

/** Codes looked at for a suggestion; of these the nearest have a voice. */
const NEAREST = 50;
/** Folders that are named at the most, and the share of voices that one needs. */
const MOST_NAMED = 3;
const LEAST_SHARE = 0.2;

export interface FolderLearningParts {
  readonly database: Database.Database;
  readonly index: Pick<PhotoIndex, 'modelSha256' | 'parts'>;
}

interface RunningLesson extends Running<number> {
  readonly worker: Worker;
}

interface Named {
  readonly lesson: FolderLesson;
  readonly searcher: HammingSearcher;
}

export class FolderLearning {
  private readonly parts: FolderLearningParts;
  private readonly store: LessonStore;
  private running: RunningLesson | null = null;
  /** Loaded with the first question; undefined when that is to be done. */
  private named: { readonly model: string; readonly held: Named | null } | undefined;

  constructor(parts: FolderLearningParts) {
    this.parts = parts;
    this.store = new LessonStore(parts.database);
  }

  async stop(): Promise<void> {
    await this.cancel();
  }

  /** Cost: the file rows are read. */
  state(): FolderLearningState {
    return {
      lesson: this.load()?.lesson ?? null,
      progress: this.running?.progress ?? null,
      folderCount: countLabelledFolders(this.parts.database),
      fewestFolders: FEWEST_FOLDERS,
      fewestPhotos: FEWEST_IN_A_FOLDER,
    };
  }

  /**
   * How far the learning is, now and five times a second until it ends. Begins one unless one runs.
   * @throws LikenessError `library-empty` for too few folders, and what stopped the learning; a cancelled one just ends
   */
  async *learn(signal?: AbortSignal): AsyncGenerator<{ progress: number }> {
    const running = (this.running ??= this.begin());
    for await (const progress of progressOf(running, signal)) yield { progress };
  }

  async cancel(): Promise<void> {
    const { running } = this;
    await running?.worker.terminate();
    await running?.ended.catch(() => undefined);
  }

  async forget(): Promise<void> {
    await this.cancel();
    this.store.remove();
    this.release();
  }

  /**
   * Folders that a picture would fit, the likeliest first; none where nothing useful was learned.
   * @param feature of the model that answers. @param silentIds photos that ask themselves
   */
  suggest(feature: Float32Array, silentIds: ReadonlySet<number>): FittingFolder[] {
    const named = this.load();
    if (!named?.lesson.isUseful) return [];
    const { ids, distances } = named.searcher.search(feature, { k: NEAREST + silentIds.size });
    const folderOf = this.parts.database.prepare<[number], { root: string; folder: string }>(
      `SELECT root.path AS root, file.folder FROM located_file AS file JOIN root ON root.id = file.root_id
       WHERE file.photo_id = ? ORDER BY file.id LIMIT 1`,
    );
    const voices = Array.from(ids, (id, i) => ({ id, distance: distances[i]! }))
      .filter(({ id }) => !silentIds.has(id))
      .flatMap(({ id, distance }) => {
        const row = folderOf.get(id);
        return row ? [{ folder: join(row.root, row.folder), distance }] : [];
      });
    return mostVoted(voices)
      .filter(({ share }) => share >= LEAST_SHARE)
      .slice(0, MOST_NAMED)
      .map(({ folder, share }) => ({ path: folder, name: basename(folder), share }));
  }

  private begin(): RunningLesson {
    const { database, index } = this.parts;
    if (countLabelledFolders(database) < FEWEST_FOLDERS) {
      const sentence = `There must be ${FEWEST_FOLDERS} folders with ${FEWEST_IN_A_FOLDER} photos each`;
      throw new LikenessError('library-empty', `${sentence} to learn what yours have in common.`);
    }
    const { modelSha256 } = index;
    const { dimension } = index.parts.active.stored.generation;
    const modelId = database
      .prepare<[string], number>('SELECT id FROM model WHERE sha256 = ?')
      .pluck()
      .get(modelSha256)!;
    const task: LearningTask = { databasePath: database.name, modelId, dimension };
    // The bundled engine finds its worker beside itself, as .mjs; from source it is the .ts.
    const worker = new Worker(new URL(`./learning-worker${extname(import.meta.url)}`, import.meta.url), {
      workerData: task,
    });
    const ended = this.follow(worker, modelSha256).finally(async () => {
      this.running = null;
      await worker.terminate();
    });
    return { worker, ended, progress: 0 };
  }

  /** Ends when the worker has: with what it learned stored, or, stopped, without a trace. */
  private follow(worker: Worker, model: string): Promise<void> {
    return new Promise((resolve, reject) => {
      worker.on('message', (message: LearningMessage) => {
        try {
          if (message.kind === 'progress' && this.running) this.running.progress = message.share;
          if (message.kind === 'learned') this.keep(model, message.learned);
        } catch (thrown) {
          reject(toLikenessError(thrown));
        }
      });
      worker.once('error', (thrown) => reject(toLikenessError(thrown)));
      worker.once('exit', () => resolve());
    });
  }

  private keep(model: string, learned: Learned): void {
    const lesson: FolderLesson = {
      learnedAt: Date.now(),
      folderCount: learned.folderCount,
      photoCount: learned.photoIds.length,
      heldBackCount: learned.heldBackCount,
      learned: learned.codes,
      unlearned: learned.features,
      isUseful: learned.codes.namedFirst >= Math.max(0.5, learned.features.namedFirst),
    };
    this.store.write(model, lesson, learned);
    this.release();
  }

  /** What answers, read once; again when another model answers. */
  private load(): Named | null {
    const model = this.parts.index.modelSha256;
    if (this.named?.model === model) return this.named.held;
    this.release();
    const stored = this.store.read(model);
    this.named = { model, held: stored && { lesson: stored.lesson, searcher: this.fill(stored.hasher) } };
    return this.named.held;
  }

  private fill(hasher: ConstructorParameters<typeof HammingSearcher>[0]): HammingSearcher {
    const searcher = new HammingSearcher(hasher);
    for (const { photoId, code } of this.store.codes()) searcher.addCode(photoId, code);
    return searcher;
  }

  private release(): void {
    this.named?.held?.searcher.release();
    this.named = undefined;
  }
}
