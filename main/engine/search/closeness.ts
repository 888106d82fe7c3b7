// Distance in words and in one number for people, 0 to 100. The order of results stays that of the distance.
import type { PrintComparison } from '../../../core/index.ts';
import type { Match } from '../api/schemas.ts';

export interface Closeness {
  readonly closeness: number;
  readonly kind: Match['kind'];
}

/** Squared distance to closeness, linear between. cos = 1 - distance / 2. */
const ANCHORS: readonly (readonly [distance: number, closeness: number])[] = [
  [0, 100],
  [2 - 2 * 0.65, 90],
  [2 - 2 * 0.35, 70],
  [2 - 2 * 0.3, 40],
  [2, 0],
];

/** Without the second signal nothing is called a copy, however near it is. */
const MOST_UNVERIFIED = 89;

/** The luminance prints of the same picture, at whatever size and quality, agree at least so much. */
export const SAME_PRINT = 0.98;
/** Those of a changed copy agree at least so much in some orientation. */
export const COPIED_PRINT = 0.9;
/** Prints are coarse: beyond this distance their agreement is chance. */
const MOST_COPY_DISTANCE = 2 - 2 * 0.35;

/**
 * @param distance squared, between unit features
 * @param print the query's luminance print against the photo's
 * @param isIdentical the photo's file is the query's, byte for byte
 */
export function closenessOf(distance: number, print: PrintComparison, isIdentical: boolean): Closeness {
  if (isIdentical) return { closeness: 100, kind: 'same-picture' };
  const byDistance = interpolate(distance);
  if (distance <= MOST_COPY_DISTANCE) {
    const isUpright = print.quarterTurns === 0 && !print.mirrored;
    if (isUpright && print.similarity >= SAME_PRINT) {
      return { closeness: clamp(byDistance, 99, 100), kind: 'same-picture' };
    }
    if (print.similarity >= COPIED_PRINT) return { closeness: clamp(byDistance, 90, 98), kind: 'near-copy' };
  }
  const closeness = Math.min(byDistance, MOST_UNVERIFIED);
  return { closeness, kind: closeness >= 70 ? 'same-scene' : closeness >= 40 ? 'alike' : 'no-match' };
}

function interpolate(distance: number): number {
  for (let i = 1; i < ANCHORS.length; i++) {
    const [near, high] = ANCHORS[i - 1]!;
    const [far, low] = ANCHORS[i]!;
    if (distance <= far) return high - ((high - low) * Math.max(0, distance - near)) / (far - near);
  }
  return 0;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
