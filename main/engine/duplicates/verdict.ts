// What the figures of two pictures mean: a copy or not, and of what kind.
import { comparePrints, type CopyEvidence, type PrintComparison } from '../../../core/index.ts';
import type { ComparedPictures } from '../ingest/describe-protocol.ts';
import { SAME_PRINT } from '../search/closeness.ts';

/** What is known of a picture beside its pixels. */
export interface PictureFacts {
  readonly print: Uint8Array;
  /** Milliseconds since 1970 as its camera wrote it; null where it did not. */
  readonly shotAt: number | null;
  readonly camera: number | string | null;
}

export interface CopyVerdict extends Pick<CopyEvidence, 'part' | 'share' | 'quarterTurns' | 'mirrored' | 'agreement'> {
  /** same-picture: the whole of it, upright, as large or resized; near-copy: turned, mirrored, cut, written on, recoloured. */
  readonly kind: 'same-picture' | 'near-copy';
}

// Measured on 960 copies of 80 photos of Holidays and BSDS among 879 photos (twelve changes each), all pairs nearer than
// cosine 0.25. Copies lie in one another without a turn; what was held in a hand lies a little turned, and each shows
// something that the other does not:
//   agreement of copies in blocks        95 % above 0.80 (screenshots 0.70)
//   of pairs that are none, not turned   all but one below 0.50; that one, two shots of fog, has a pattern in 12 blocks of 130
/** Four fifths of the blocks with a pattern agree at least so much. */
const LEAST_AGREEMENT = 0.72;
/** Blocks with a pattern, below which agreement may be chance. */
const FEWEST_PATTERNS = 16;
/** Degrees: registration is as exact as a tenth of it. */
const MOST_TURN = 0.25;
const MOST_DISTORTION = 0.02;
/** Of the part that must lie within the whole. */
const LEAST_COVERED = 0.97;
const MOST_SHARE = 1.03;
/** A copy that was straightened is turned by degrees about its middle, keeps its size, and agrees nearly everywhere. */
const STRAIGHTENED = { leastTurn: 2.5, mostTurn: 12, agreement: 0.95, covered: 0.75, sizeTolerance: 0.015 } as const;
/** A part that is nearly all of the other is the whole of it, as exact as registration is. */
const WHOLE_SHARE = 0.97;
/** Prints that agree so much tell an orientation worth a look. */
const LEAST_PRINT = 0.9;
/** The worst block of the same picture: 95 % of those saved smaller, blurred or at JPEG quality 10; written on, 2 %. */
const LEAST_EVERYWHERE = 0.6;
/** Levels, beyond which one of the two is grey or toned. */
export const MOST_COLOUR_CHANGE = 5;

export function isWholeShare(share: number): boolean {
  return share >= WHOLE_SHARE;
}

/** How the prints say to lay the second picture over the first; null when they do not agree. */
export function orientationOf(first: PictureFacts, second: PictureFacts): PrintComparison | null {
  const comparison = comparePrints(first.print, second.print);
  return comparison.similarity >= LEAST_PRINT ? comparison : null;
}

/** Two moments of one camera: shots of a burst are no copies, however alike. */
export function areTwoShots(first: PictureFacts, second: PictureFacts): boolean {
  const isKnown = first.shotAt !== null && second.shotAt !== null && first.camera !== null;
  return isKnown && first.camera === second.camera && first.shotAt !== second.shotAt;
}

/** Null for no copy. */
export function judge(
  { ways, colourChange }: ComparedPictures,
  first: PictureFacts,
  second: PictureFacts,
): CopyVerdict | null {
  if (areTwoShots(first, second)) return null;
  const copies = ways.filter(isCopy).sort((a, b) => b.agreement - a.agreement);
  const best = copies[0];
  if (best === undefined) return null;
  const { part, share, quarterTurns, mirrored, agreement } = best;
  const isSame = colourChange <= MOST_COLOUR_CHANGE && isSamePicture(best, first, second);
  const kind = isSame ? 'same-picture' : 'near-copy';
  return { kind, part, share: Math.min(1, share), quarterTurns, mirrored, agreement };
}

/** Whether the one is a copy of the other, or of a part of it, by its pixels alone. */
export function isCopy(way: CopyEvidence): boolean {
  const { turn, distortion, share, covered, agreement, patternCount } = way;
  if (patternCount < FEWEST_PATTERNS || distortion > MOST_DISTORTION) return false;
  if (Math.abs(turn) <= MOST_TURN) {
    return agreement >= LEAST_AGREEMENT && covered >= LEAST_COVERED && share <= MOST_SHARE;
  }
  const { leastTurn, mostTurn, sizeTolerance } = STRAIGHTENED;
  return (
    Math.abs(turn) >= leastTurn &&
    Math.abs(turn) <= mostTurn &&
    Math.abs(share - 1) <= sizeTolerance &&
    covered >= STRAIGHTENED.covered &&
    agreement >= STRAIGHTENED.agreement
  );
}

function isSamePicture(way: CopyEvidence, first: PictureFacts, second: PictureFacts): boolean {
  const isUpright = way.quarterTurns === 0 && !way.mirrored && Math.abs(way.turn) <= MOST_TURN;
  if (!isUpright || !isWholeShare(way.share) || way.leastAgreement < LEAST_EVERYWHERE) return false;
  const { similarity, quarterTurns, mirrored } = comparePrints(first.print, second.print);
  return similarity >= SAME_PRINT && quarterTurns === 0 && !mirrored;
}
