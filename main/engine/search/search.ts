// A search from the question to the ranked answer: describe the picture, ask the index, say in words how near each is.
import type { PrintComparison } from '../../../core/index.ts';
import { comparePrints } from '../../../core/index.ts';
import { LikenessError } from '../api/errors.ts';
import type { Match, SearchAnswer, SearchInput } from '../api/search-schemas.ts';
import type { FolderLearning } from '../folder-learning/folder-learning.ts';
import type { Roots } from '../library/roots.ts';
import type { PartAgreement } from '../ingest/describe-protocol.ts';
import { alignNearest, rankByAgreement } from './aligned-photos.ts';
import type { AnswerPace } from './answer-pace.ts';
import type { RankedPhoto } from './best-variant.ts';
import { rankByBestVariant } from './best-variant.ts';
import type { Settings } from '../library/settings.ts';
import { closenessOf, MOST_COPY_DISTANCE } from './closeness.ts';
import type { ClosenessCalibration } from './closeness-calibration.ts';
import { hasLostColour, matchReasons } from './match-reason.ts';
import { type PictureLook, readLooks } from './picture-look.ts';
import { stackPhotos, type StackParts } from './stacks.ts';
import type { Example, ExampleParts } from './example.ts';
import { prepareQuestion } from './question.ts';
import { searchOptions } from './search-steps.ts';

export interface SearchParts extends ExampleParts, Pick<StackParts, 'copies'> {
  readonly calibration: Pick<ClosenessCalibration, 'scale' | 'isCalibrated'>;
  readonly roots: Roots;
  readonly folderLearning: Pick<FolderLearning, 'suggest'>;
  readonly pace: AnswerPace;
  readonly settings: Pick<Settings, 'search'>;
}

/** What scripts and the lab may ask beyond the page. */
export interface SearchExtras {
  /** Compare with every stored feature instead of the codes. */
  readonly exact?: boolean;
}

export class Search {
  private readonly parts: SearchParts;

  constructor(parts: SearchParts) {
    this.parts = parts;
  }

  /**
   * Ranks by the distance that the index gives, with copies among the nearest moved ahead by their pixels. A photo that
   * asks is left out of its own answer, and so is a counter-example.
   * @throws LikenessError `library-empty`, `query-missing`, `photo-missing`, `file-missing`, `cancelled`, `usage` for too
   * many examples, and those of describing
   */
  async run(input: SearchInput, signal?: AbortSignal, extras: SearchExtras = {}): Promise<SearchAnswer> {
    const { index, pace } = this.parts;
    if (index.searchableCount === 0) {
      throw new LikenessError(
        'library-empty',
        'There are no photos to search yet. Add a photo folder; the first photos can be found within seconds.',
      );
    }
    try {
      const thorough = input.mode === 'thorough' || (input.mode === 'automatic' && pace.isThorough);
      return await this.answerByOneModel(() => this.answer(input, thorough, extras, signal));
    } catch (thrown) {
      if (!signal?.aborted) throw thrown;
      throw new LikenessError('cancelled', 'The search was cancelled.', { cause: thrown });
    }
  }

  /** Where the model is replaced while a search runs, question and index may be of two models: it is asked again. */
  private async answerByOneModel(answer: () => Promise<SearchAnswer>): Promise<SearchAnswer> {
    const { index } = this.parts;
    for (;;) {
      const { modelSha256 } = index;
      try {
        const given = await answer();
        if (index.modelSha256 === modelSha256) return given;
      } catch (thrown) {
        if (index.modelSha256 === modelSha256) throw thrown;
      }
    }
  }

  private async answer(
    input: SearchInput,
    thorough: boolean,
    { exact }: SearchExtras,
    signal?: AbortSignal,
  ): Promise<SearchAnswer> {
    const { catalogue, index, roots, pace, settings, folderLearning } = this.parts;
    const started = performance.now();
    const allowed = input.filter && catalogue.photoIdsPassing(input.filter);
    const question = await prepareQuestion(this.parts, input, thorough, signal);
    const depth = exact ? { exact } : searchOptions(settings.search, index.state.nlist);
    if (depth.exact) await index.prepareExact(signal);
    const scanStarted = performance.now();
    const ranked = await rankByBestVariant(index, question.variants, {
      k: input.limit + question.silentIds.size,
      allowed,
      ...depth,
      abort: signal,
      signal,
    });
    const scan = performance.now() - scanStarted;
    const others = ranked.filter(({ photoId }) => !question.silentIds.has(photoId)).slice(0, input.limit);
    const agreements = await alignNearest(this.parts, question.examples, others, signal);
    const matches = this.toMatches(rankByAgreement(others, agreements), question.examples, agreements);
    const total = performance.now() - started + question.describedBeforeMs;
    const mode = question.variants.length > 1 ? 'thorough' : 'quick';
    if (mode === 'thorough') pace.recordThorough(total);
    else pace.recordQuick();
    return {
      matches,
      folders: folderLearning.suggest(question.variants[0]!.feature, question.silentIds),
      searchedCount: index.searchableCount,
      passingCount: allowed?.size ?? index.searchableCount,
      totalCount: catalogue.counts().photoCount,
      offlineRootCount: roots.all().filter(({ state }) => state === 'offline').length,
      isCalibrated: this.parts.calibration.isCalibrated,
      mode,
      milliseconds: { describe: question.describeMs, scan, total },
    };
  }

  /** A photo is the copy of an example when it is that of any one. A photo removed since the scan is left out. */
  private toMatches(
    ranked: readonly RankedPhoto[],
    examples: readonly Example[],
    agreements: ReadonlyMap<number, PartAgreement>,
  ): Match[] {
    const { catalogue, database, calibration } = this.parts;
    const ids = ranked.map(({ photoId }) => photoId);
    const summaries = catalogue.summaries(ids);
    const looks = readLooks(database, ids);
    const { scale } = calibration;
    const stacks = stackPhotos(this.parts, ids, scale.sameScene);
    const near = ranked.filter(({ distance }) => distance <= MOST_COPY_DISTANCE);
    const prints = catalogue.prints(near.map(({ photoId }) => photoId));
    const identicalIds = new Set(examples.filter(({ isPart }) => !isPart).map(({ photoId }) => photoId));
    const judged = ranked.map(({ photoId, distance, variant }) => {
      const photoPrint = prints.get(photoId);
      const print = photoPrint === undefined ? null : compareWithExamples(examples, photoPrint);
      const isRecoloured = areRecoloured(examples, looks.get(photoId));
      const second = { print, agreement: agreements.get(photoId) ?? null, isRecoloured };
      const word = closenessOf(distance, second, identicalIds.has(photoId), scale);
      return { photoId, distance, variant, second, ...word };
    });
    const original = judged.find(({ kind }) => kind === 'same-picture' || kind === 'near-copy');
    const shown = lookOfShown(examples, original && looks.get(original.photoId));
    return judged.flatMap(({ photoId, distance, closeness, kind, variant, second }): Match[] => {
      const [photo, look] = [summaries.get(photoId), looks.get(photoId)];
      if (photo === undefined || look === undefined) return [];
      const reasons = matchReasons({ variant, second, kind, shown, photo: look });
      return [{ photo, distance, closeness, kind, reasons, stack: stacks.get(photoId) ?? null }];
    });
  }
}

/** Of several pictures the print tells which one it is; whether that is grey is not looked at. */
function areRecoloured(examples: readonly Example[], photo: PictureLook | undefined): boolean {
  const [only] = examples;
  if (only === undefined || examples.length > 1 || only.isPart || photo === undefined) return false;
  return hasLostColour(photo, only.look) || hasLostColour(only.look, photo);
}

/** A picture from outside was taken when the photo was that it is a copy of. Of several pictures nobody is meant alone. */
function lookOfShown(examples: readonly Example[], original: PictureLook | undefined): PictureLook | null {
  const [only] = examples;
  if (only === undefined || examples.length > 1 || only.isPart) return null;
  return { ...only.look, shotAt: only.look.shotAt ?? original?.shotAt ?? null };
}

/** With the example whose print agrees best. */
function compareWithExamples(examples: readonly Example[], photoPrint: Uint8Array): PrintComparison {
  return examples
    .map(({ print }) => comparePrints(print, photoPrint))
    .reduce((best, each) => (each.similarity > best.similarity ? each : best));
}
