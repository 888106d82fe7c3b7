// What a search asks with: a picture that was shown, or a photo of the library, in the forms that go to the index.
import type { GreyPicture } from '../../../core/index.ts';
import { LikenessError } from '../api/errors.ts';
import type { Region, SearchInput } from '../api/schemas.ts';
import type { PhotoIndex } from '../index/photo-index.ts';
import type { Describer } from '../ingest/describer.ts';
import type { Catalogue } from '../library/catalogue.ts';
import type { ThumbnailStore } from '../library/thumbnails.ts';
import type { AskedVariant } from './best-variant.ts';
import type { Queries } from './queries.ts';

export interface Question {
  /** The first one is the whole picture, or the region of it. */
  readonly variants: readonly AskedVariant[];
  readonly print: Uint8Array;
  /** For laying over photos: small, or the path of a thumbnail. */
  readonly grey: GreyPicture | { readonly path: string };
  /** The photo that is exactly the shown file, if the library has it. */
  readonly identicalId: number | undefined;
  /** The photo that asks: it does not answer itself. */
  readonly askingId: number | undefined;
  readonly describeMs: number;
  /** The part of `describeMs` that passed before the search was asked for. */
  readonly describedBeforeMs: number;
}

export interface QuestionParts {
  readonly catalogue: Catalogue;
  readonly index: PhotoIndex;
  readonly describer: Describer;
  readonly queries: Queries;
  readonly thumbnails: ThumbnailStore;
}

/** @throws LikenessError `query-missing`, `photo-missing`, `file-missing` and those of describing */
export async function prepareQuestion(
  parts: QuestionParts,
  { query, region }: Pick<SearchInput, 'query' | 'region'>,
  thorough: boolean,
  signal?: AbortSignal,
): Promise<Question> {
  return 'pictureId' in query
    ? askWithPicture(parts, query.pictureId, region, thorough, signal)
    : askWithPhoto(parts, query.photoId, region, thorough, signal);
}

async function askWithPicture(
  { catalogue, queries }: QuestionParts,
  pictureId: string,
  region: Region | undefined,
  thorough: boolean,
  signal?: AbortSignal,
): Promise<Question> {
  const asked = performance.now();
  const { described, milliseconds, endedAt } = await queries.describe(pictureId, { region, thorough }, signal);
  return {
    variants: thorough ? described.variants : described.variants.slice(0, 1),
    print: described.print,
    grey: described.grey,
    // A part of a file is not that file.
    identicalId: region === undefined ? catalogue.photoIdOfHash(queries.hash(pictureId)) : undefined,
    askingId: undefined,
    describeMs: milliseconds,
    describedBeforeMs: endedAt <= asked ? milliseconds : 0,
  };
}

/** The stored feature answers a quick question; turns, crops and regions need the file. */
async function askWithPhoto(
  { catalogue, index, describer, thumbnails }: QuestionParts,
  photoId: number,
  region: Region | undefined,
  thorough: boolean,
  signal?: AbortSignal,
): Promise<Question> {
  const started = performance.now();
  const print = catalogue.prints([photoId]).get(photoId);
  const feature = index.feature(photoId);
  if (print === undefined || feature === null) {
    throw new LikenessError('photo-missing', 'This photo is no longer in the library.');
  }
  const asking = { identicalId: undefined, askingId: photoId, describedBeforeMs: 0 };
  const file = catalogue.filesOf(photoId).find(({ offline }) => !offline);
  if (region !== undefined && file === undefined) {
    throw new LikenessError(
      'file-missing',
      'This photo is on a disk that is offline. Connect it to search with a part.',
    );
  }
  if (file !== undefined && (region !== undefined || thorough)) {
    const options = region === undefined ? { thorough } : { region, thorough };
    const described = await describer.describeQuery({ path: file.path }, options, signal);
    const { variants, grey } = described;
    return { ...asking, variants, print: described.print, grey, describeMs: performance.now() - started };
  }
  const variants = [{ name: 'whole', feature }] as const;
  const grey = { path: thumbnails.pathFor(catalogue.hashOf(photoId)) };
  return { ...asking, variants, print, grey, describeMs: performance.now() - started };
}
