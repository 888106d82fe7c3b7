// The copies that a library holds of one picture: its nearest photos through the index, then those whose pixels agree.
import type { PhotoIndex } from '../index/photo-index.ts';
import type { Describer, PictureSource } from '../ingest/describer.ts';
import type { ThumbnailStore } from '../library/thumbnails.ts';
import type { CopyRows, DuePhoto } from './copy-rows.ts';
import { areTwoShots, type CopyVerdict, judge, orientationOf, type PictureFacts } from './verdict.ts';

export interface CompareParts {
  readonly index: PhotoIndex;
  readonly describer: Describer;
  readonly thumbnails: ThumbnailStore;
  readonly rows: CopyRows;
}

export interface ComparedPicture {
  readonly feature: Float32Array;
  readonly facts: PictureFacts;
  /** A thumbnail, or its path. */
  readonly thumbnail: PictureSource;
}

export interface FoundCopy {
  readonly photoId: number;
  /** The picture is the first, the photo the second. */
  readonly verdict: CopyVerdict;
}

/**
 * Photos looked at a picture. Of 960 copies (verdict.ts) all but one had the original among the 24 nearest of one of the two,
 * and 97 % among the nearest eight, where up to twelve copies of the same photo stood before it.
 */
const CANDIDATES = 20;
/** Squared distance: copies at 64 pixels or strongly blurred keep a cosine of 0.27. */
const MOST_DISTANCE = 2 - 2 * 0.25;

/**
 * @param isWanted false for a photo that need not be looked at, as the picture itself
 * Cost: one scan of the cells that a search looks into, and 10 to 40 ms in the describing process for each near photo.
 */
export async function findCopies(
  { index, describer, thumbnails, rows }: CompareParts,
  picture: ComparedPicture,
  isWanted: (photoId: number) => boolean,
  signal?: AbortSignal,
): Promise<FoundCopy[]> {
  const { ids, distances } = index.search(picture.feature, { k: CANDIDATES + 1 });
  const photos = [...ids]
    .filter((id, i) => distances[i]! <= MOST_DISTANCE && isWanted(id))
    .map((id) => rows.photo(id))
    .filter((photo): photo is DuePhoto => photo !== undefined && !areTwoShots(picture.facts, photo.facts));
  if (photos.length === 0) return [];
  const others = photos.map(({ hash, facts }) => ({
    path: thumbnails.pathFor(hash),
    orientation: orientationOf(picture.facts, facts),
  }));
  const answers = await describer.compare({ first: picture.thumbnail, others }, signal);
  return photos.flatMap(({ id, facts }, i) => {
    const answer = answers[i];
    const verdict = answer ? judge(answer, picture.facts, facts) : null;
    return verdict === null ? [] : [{ photoId: id, verdict }];
  });
}

/** The verdict as seen from the other one of the two. */
export function fromTheOther(verdict: CopyVerdict): CopyVerdict {
  // A mirrored picture is turned back the same way round; one that is only turned, the other way.
  const quarterTurns = verdict.mirrored ? verdict.quarterTurns : (((4 - verdict.quarterTurns) % 4) as 0 | 1 | 2 | 3);
  return { ...verdict, quarterTurns, part: verdict.part === 'first' ? 'second' : 'first' };
}
