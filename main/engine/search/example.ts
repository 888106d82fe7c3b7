// One picture of a question: shown by a person or a photo of the library, described as far as the search needs it.
import type Database from 'better-sqlite3';
import type { GreyPicture } from '../../../core/index.ts';
import { LikenessError } from '../api/errors.ts';
import type { AskedPicture } from '../api/search-schemas.ts';
import type { PhotoIndex } from '../index/photo-index.ts';
import type { Describer } from '../ingest/describer.ts';
import type { Catalogue } from '../library/catalogue.ts';
import type { ThumbnailStore } from '../library/thumbnails.ts';
import type { AskedVariant } from './best-variant.ts';
import { type PictureLook, readLooks } from './picture-look.ts';
import type { Queries } from './queries.ts';

export interface Example {
  /** The first one is the whole picture, or the region of it. */
  readonly variants: readonly AskedVariant[];
  readonly print: Uint8Array;
  /** For laying over photos: small, or the path of a thumbnail. */
  readonly grey: GreyPicture | { readonly path: string };
  /** The photo of the library that it is, by its id or by its content. */
  readonly photoId: number | undefined;
  /** Named by its id, where others were shown as files: such a photo does not answer itself. */
  readonly isNamed: boolean;
  /** A region was asked with: a part of a file is not that file. */
  readonly isPart: boolean;
  readonly look: PictureLook;
  readonly describeMs: number;
  /** The part of `describeMs` that passed before the search was asked for. */
  readonly describedBeforeMs: number;
}

export interface ExampleParts {
  readonly database: Database.Database;
  readonly catalogue: Catalogue;
  readonly index: PhotoIndex;
  readonly describer: Describer;
  readonly queries: Queries;
  readonly thumbnails: ThumbnailStore;
}

/**
 * @param options.thorough whether turns and crops are asked with too
 * @throws LikenessError `query-missing`, `photo-missing`, `file-missing` and those of describing
 */
export async function prepareExample(
  parts: ExampleParts,
  picture: AskedPicture,
  { thorough }: { thorough: boolean },
  signal?: AbortSignal,
): Promise<Example> {
  return 'pictureId' in picture
    ? describePicture(parts, picture, thorough, signal)
    : describePhoto(parts, picture, thorough, signal);
}

async function describePicture(
  { database, catalogue, queries }: ExampleParts,
  { pictureId, region }: Extract<AskedPicture, { pictureId: string }>,
  thorough: boolean,
  signal?: AbortSignal,
): Promise<Example> {
  const asked = performance.now();
  const { described, milliseconds, endedAt } = await queries.describe(pictureId, { region, thorough }, signal);
  const { width, height, colour } = described;
  const photoId = catalogue.photoIdOfHash(queries.hash(pictureId));
  const shotAt = photoId === undefined ? null : (readLooks(database, [photoId]).get(photoId)?.shotAt ?? null);
  return {
    variants: thorough ? described.variants : described.variants.slice(0, 1),
    print: described.print,
    grey: described.grey,
    look: { width, height, colour, shotAt },
    photoId,
    isNamed: false,
    isPart: region !== undefined,
    describeMs: milliseconds,
    describedBeforeMs: endedAt <= asked ? milliseconds : 0,
  };
}

/** The stored feature answers a quick question; turns, crops and regions need the file. */
async function describePhoto(
  { database, catalogue, index, describer, thumbnails }: ExampleParts,
  { photoId, region }: Extract<AskedPicture, { photoId: number }>,
  thorough: boolean,
  signal?: AbortSignal,
): Promise<Example> {
  const started = performance.now();
  const print = catalogue.prints([photoId]).get(photoId);
  const feature = index.feature(photoId);
  const look = readLooks(database, [photoId]).get(photoId);
  if (print === undefined || feature === null || look === undefined) {
    throw new LikenessError('photo-missing', 'This photo is no longer in the library.');
  }
  const asking = { photoId, look, isNamed: true, isPart: region !== undefined, describedBeforeMs: 0 };
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

/** Of the whole picture, or the region asked with. */
export function wholeFeature({ variants }: Example): Float32Array {
  return variants[0]!.feature;
}
