// Describes photos that are known already for one model: those it has no feature of, and those it knows by their thumbnail only.
// A photo is described by its file; while every file of it is away, by its thumbnail, so that no drive holds up the others.
import { lstat } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { type ErrorCode, LikenessError, toLikenessError } from '../api/errors.ts';
import type { ModelIndex } from '../index/model-index.ts';
import type { ThumbnailStore } from '../library/thumbnails.ts';
import type { DescribedFeature } from './describe-protocol.ts';
import type { DueFeature, DueFeatures } from './due-features.ts';
import type { Effort } from './effort.ts';

export interface FeatureRenewalOptions {
  database: Database.Database;
  due: DueFeatures;
  thumbnails: ThumbnailStore;
  effort: Effort;
  photosAtOnce: number; // as far as the effort allows
}

export interface RenewalRun {
  target: ModelIndex;
  describe: (path: string, signal: AbortSignal) => Promise<DescribedFeature>;
  signal: AbortSignal;
  isIdle: () => boolean;
}

interface Renewed {
  photoId: number;
  feature: Float32Array;
  isProvisional: boolean;
}

/** Photos of a transaction: what a crash can cost at most. */
const batchSize = 24;
/** No fault of the picture: nothing more can be described. */
const fatal: readonly ErrorCode[] = ['cancelled', 'model-damaged', 'internal'];

export class FeatureRenewal {
  private readonly options: FeatureRenewalOptions;

  constructor(options: FeatureRenewalOptions) {
    this.options = options;
  }

  /**
   * @returns photos that have no feature yet because neither file nor thumbnail could be read, or because it ended early.
   * @throws AbortError; LikenessError `model-damaged`; SQLite's errors, such as a full disk
   */
  async run(run: RenewalRun): Promise<number> {
    const { due } = this.options;
    const { target } = run;
    let leftCount = 0;
    for (const page of due.missing(target.id)) leftCount += page.length - (await this.renew(page, run));
    for (const page of due.provisional(target.id)) await this.renew(page, run);
    return leftCount;
  }

  /** @returns how many were stored */
  private async renew(page: readonly DueFeature[], run: RenewalRun): Promise<number> {
    let count = 0;
    for (let from = 0; from < page.length && run.isIdle(); from += batchSize) {
      const renewed = await this.describeAll(page.slice(from, from + batchSize), run);
      count += this.store(renewed, run.target);
    }
    await nextTurn();
    return count;
  }

  private async describeAll(batch: readonly DueFeature[], run: RenewalRun): Promise<Renewed[]> {
    const { effort, photosAtOnce } = this.options;
    const waiting = [...batch];
    const renewed: Renewed[] = [];
    const lane = async (): Promise<void> => {
      for (let due = waiting.shift(); due && run.isIdle(); due = waiting.shift()) {
        const endTurn = await effort.turn();
        const one = await this.describeOne(due, run).finally(endTurn);
        if (one) renewed.push(one);
      }
    };
    await Promise.all(Array.from({ length: photosAtOnce }, lane));
    return renewed;
  }

  /** Null when the photo cannot be described now: it stays due. */
  private async describeOne({ photoId, hash, file }: DueFeature, run: RenewalRun): Promise<Renewed | null> {
    const ofFile = file && (await tryToDescribe(file.path, run));
    // What is not as the scan saw it waits for the next scan.
    if (file && !(await isUnchanged(file))) return null;
    if (ofFile && !(ofFile instanceof LikenessError)) return { photoId, feature: ofFile, isProvisional: false };
    const ofThumbnail = await tryToDescribe(this.options.thumbnails.pathFor(hash), run);
    if (ofThumbnail instanceof LikenessError) return null;
    // A file that cannot be decoded any more would not be decoded the next time either.
    const isProvisional = ofFile === null || ofFile.code === 'file-unreadable';
    return { photoId, feature: ofThumbnail, isProvisional };
  }

  private store(renewed: readonly Renewed[], target: ModelIndex): number {
    const { database } = this.options;
    const isPhoto = database.prepare<[number]>('SELECT 1 FROM photo WHERE id = ?');
    const publish = database.transaction(() =>
      renewed
        .filter(({ photoId }) => isPhoto.get(photoId) !== undefined)
        .map(({ photoId, feature, isProvisional }) => target.write(photoId, feature, { isProvisional })),
    )();
    for (const each of publish) each();
    return publish.length;
  }
}

async function tryToDescribe(
  path: string,
  { target, describe, signal }: RenewalRun,
): Promise<Float32Array | LikenessError> {
  try {
    const { model, feature } = await describe(path, signal);
    if (model === target.modelSha256) return feature;
    return new LikenessError('cancelled', 'The model was replaced meanwhile.');
  } catch (thrown) {
    signal.throwIfAborted();
    const error = toLikenessError(thrown);
    if (fatal.includes(error.code)) throw error;
    return error;
  }
}

async function isUnchanged(file: NonNullable<DueFeature['file']>): Promise<boolean> {
  const now = await lstat(file.path).catch(() => null);
  return now !== null && now.size === file.size && now.mtimeMs === file.modifiedAt;
}
