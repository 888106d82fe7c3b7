// Distance in words and in one number for people, 0 to 100. The order of results stays that of the distance.
import type { PrintComparison } from '../../../core/index.ts';
import type { Match } from '../api/search-schemas.ts';
import type { PartAgreement } from '../ingest/describe-protocol.ts';

/** What pixels say beside the feature; null where they were not asked. */
export interface SecondSignal {
  readonly print: PrintComparison | null;
  readonly agreement: PartAgreement | null;
  /** One has colours and the other none, which prints do not see. */
  readonly isRecoloured?: boolean;
}

export interface Closeness {
  readonly closeness: number;
  readonly kind: Match['kind'];
}

// Measured with the shipped model by `npm run bench -- closeness` on Holidays among 500 other photos, and on 1,200 copies
// of 100 of them (twelve changes each). Cosine of a pair:
//   unrelated photos        99 % below 0.23, 99.9 % below 0.37, 99.99 % below 0.52
//   the same scene          25th, 50th, 75th, 90th percentile 0.13, 0.31, 0.51, 0.66
// so a photo that is nearer than 0.37 is hardly there by chance (alike), and one nearer than 0.52 is almost never (the same
// scene). Agreement of the luminance prints, in the best of eight orientations:
//   the whole picture saved smaller, blurred, grey, at JPEG quality 10, turned or mirrored     at least 0.998 for 99 %
//   written on                                                                                 at least 0.971 for 95 %
//   the same scene, cosine above 0.35                                                          99 % below 0.985
//   unrelated photos, cosine above 0.30                                                        99.9 % below 0.960
// Crops and slight turns shift the print's cells; there the pixels decide, laid over each other (aligned-photos.ts):
//   a copy of any of the twelve changes      half above 0.995, a quarter below 0.960 (turned, mirrored, written on)
//   another shot of the same scene           90 % below 0.964, 95 % below 0.977 (shots of a burst agree more)
//   unrelated photos                         99 % below 0.935, 99.9 % below 0.962
// The words mean the same for a question of several examples: by `npm run bench -- feedback` on Holidays 99.9 % of the
// unrelated photos have a cosine below 0.35, 0.37 and 0.39 to one of 1, 2 and 3 examples of a scene, below 0.35 for 2 of
// two scenes, and 99.99 % below 0.46. A copy is a copy of any one example: of the prints the one that agrees best counts, of
// the pixels those of the nearest example. Many examples that have nothing in common are each far from their question, and
// a changed copy of one may then pass for no match: named too little, never too much.

/** Squared distances at the borders 90, 70 and 40, each greater than the one before. */
export interface ClosenessScale {
  readonly copies: number;
  readonly sameScene: number;
  readonly alike: number;
}

/** Until a library is large enough to measure its own: closeness-calibration.ts. */
export const shippedScale: ClosenessScale = {
  copies: toDistance(0.65),
  sameScene: toDistance(0.52),
  alike: toDistance(0.37),
};
/** Opposite features. */
const FURTHEST = toDistance(-1);

/** Without the second signal nothing is called a copy, however near it is. */
const MOST_UNVERIFIED = 89;

/** The luminance prints of the same whole picture agree at least so much. */
export const SAME_PRINT = 0.9975;
/** Those of a changed copy agree at least so much. */
export const COPIED_PRINT = 0.975;
/** A picture and the part cut out of it agree at least so much when laid over each other. */
export const COPIED_PART = 0.98;
/** Copies at 64 pixels or strongly blurred keep a cosine of 0.27; beyond this the agreement of prints is chance. */
export const MOST_COPY_DISTANCE = toDistance(0.25);

/**
 * Linear between the borders. cos = 1 - distance / 2.
 * @param distance squared, between unit features
 * @param second print: the luminance print of the example against the photo's, not needed beyond `MOST_COPY_DISTANCE`;
 *   agreement: their pixels laid over each other, known for the nearest photos
 * @param isIdentical the photo's file is the query's, byte for byte
 */
export function closenessOf(
  distance: number,
  { print, agreement, isRecoloured = false }: SecondSignal,
  isIdentical: boolean,
  scale: ClosenessScale = shippedScale,
): Closeness {
  if (isIdentical) return { closeness: 100, kind: 'same-picture' };
  const byDistance = interpolate(distance, scale);
  if (distance <= MOST_COPY_DISTANCE) {
    const isUpright = print?.quarterTurns === 0 && !print.mirrored;
    if (isUpright && !isRecoloured && print.similarity >= SAME_PRINT) {
      return { closeness: clamp(byDistance, 99, 100), kind: 'same-picture' };
    }
    if ((print?.similarity ?? 0) >= COPIED_PRINT || (agreement?.similarity ?? 0) >= COPIED_PART) {
      return { closeness: clamp(byDistance, 90, 98), kind: 'near-copy' };
    }
  }
  const closeness = Math.min(byDistance, MOST_UNVERIFIED);
  return { closeness, kind: closeness >= 70 ? 'same-scene' : closeness >= 40 ? 'alike' : 'no-match' };
}

function interpolate(distance: number, { copies, sameScene, alike }: ClosenessScale): number {
  const anchors = [
    [0, 100],
    [copies, 90],
    [sameScene, 70],
    [alike, 40],
    [FURTHEST, 0],
  ] as const;
  for (let i = 1; i < anchors.length; i++) {
    const [near, high] = anchors[i - 1]!;
    const [far, low] = anchors[i]!;
    if (distance <= far) return high - ((high - low) * Math.max(0, distance - near)) / (far - near);
  }
  return 0;
}

export function toDistance(cosine: number): number {
  return 2 - 2 * cosine;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
