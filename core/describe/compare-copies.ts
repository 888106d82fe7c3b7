// Whether one small picture is a copy of another, in figures: registered, then compared block by block. What the figures
// mean is judged by whoever calibrated them (main/engine/duplicates/verdict.ts).
import { type AffineMap, areaScaleOf, distortionOf, seenThrough, turnOf } from './affine-map.ts';
import { alignPart } from './aligned-part.ts';
import { agreeInBlocks } from './block-agreement.ts';
import { oriented, smoothed, toLight } from './light-picture.ts';
import type { Orientation } from './luminance-print.ts';
import { registerPictures } from './register-pictures.ts';
import type { GreyPicture, Window } from './summed-area.ts';

/** Pixels of the longer side of pictures to compare: the eye's detail of a thumbnail. */
export const COMPARED_SIDE = 160;

/** How one of two pictures lies in the other. */
export interface CopyEvidence extends Orientation {
  /** Which of the two lies in the other. */
  readonly part: 'first' | 'second';
  /** Degrees, beyond the quarter turns. */
  readonly turn: number;
  /** How far the map is from keeping shapes, as a share. */
  readonly distortion: number;
  /** The part's share of the whole's area. */
  readonly share: number;
  /** Share of the part that the whole shows. */
  readonly covered: number;
  /** Correlation that four fifths of the blocks with a pattern reach. */
  readonly agreement: number;
  /** That the worst of them has. */
  readonly leastAgreement: number;
  readonly patternCount: number;
}

/** What agrees less at the first, coarse look is not looked at closer: a slightly turned copy still has 0.75. */
export const LEAST_COARSE = 0.75;
const WHOLE: Window = { x: 0, y: 0, width: 1, height: 1 };
const UPRIGHT: Orientation = { quarterTurns: 0, mirrored: false };

/**
 * Every way in which the pictures may be copies: as wholes in the orientation that their prints told, the first as a part
 * of the second, and the other way round. @param orientation null when the prints do not agree
 * Cost: 8 ms for the coarse look, and 15 ms for each way.
 */
export function compareCopies(
  first: GreyPicture,
  second: GreyPicture,
  orientation: Orientation | null,
): CopyEvidence[] {
  const ways: CopyEvidence[] = [];
  if (orientation !== null) {
    ways.push(...compareWholes(first, oriented(second, orientation), orientation));
    if (ways.some(({ agreement }) => agreement >= LEAST_COARSE)) return ways;
  }
  const inSecond = alignPart(first, second);
  const inFirst = alignPart(second, first);
  if (inSecond.similarity >= LEAST_COARSE) {
    ways.push({ ...UPRIGHT, part: 'first', ...layOver(first, second, inSecond).evidence });
  }
  if (inFirst.similarity >= LEAST_COARSE) {
    ways.push({ ...UPRIGHT, part: 'second', ...layOver(second, first, inFirst).evidence });
  }
  return ways;
}

/** Prints also agree of a picture and a large part of it: then the part lies in the other, whichever it is. */
function compareWholes(
  first: GreyPicture,
  second: GreyPicture,
  { quarterTurns, mirrored }: Orientation,
): CopyEvidence[] {
  const over: CopyEvidence = { quarterTurns, mirrored, part: 'first', ...layOver(first, second, WHOLE).evidence };
  if (over.covered === 1 || over.agreement < LEAST_COARSE) return [over];
  return [over, { quarterTurns, mirrored, part: 'second', ...layOver(second, first, WHOLE).evidence }];
}

/** What the pixels tell once one picture is laid into another. */
export interface Laid {
  /** From the part's pixels to the whole's. */
  readonly map: AffineMap;
  readonly evidence: Omit<CopyEvidence, 'part' | keyof Orientation>;
}

/** @param window of `whole` where `part` lies roughly, as fractions of its sides */
export function layOver(part: GreyPicture, whole: GreyPicture, window: Window): Laid {
  const partLight = smoothed(toLight(part));
  const wholeLight = smoothed(toLight(whole));
  const map = registerPictures(partLight, wholeLight, window);
  const wholeArea = whole.width * whole.height;
  const evidence = {
    ...{ turn: turnOf(map), distortion: distortionOf(map) },
    share: (areaScaleOf(map) * part.width * part.height) / wholeArea,
    ...agreeInBlocks(partLight, seenThrough(map, wholeLight, part)),
  };
  return { map, evidence };
}
