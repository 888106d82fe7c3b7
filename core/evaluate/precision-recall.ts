// How precision falls as recall grows, along a ranked list or within a distance: the curves that hashing is judged by.
import { expectLength } from '../checks.ts';
import { unexpected } from '../errors.ts';

export interface PrecisionRecall {
  /** Share of what was given that is relevant. */
  readonly precision: number;
  /** Share of what is relevant that was given. */
  readonly recall: number;
}

/**
 * A point for every relevant id that is found, at its rank; recall grows from point to point.
 * @throws CoreError `parameter` when nothing is relevant
 */
export function precisionRecallCurve<Id>(ranked: readonly Id[], relevant: ReadonlySet<Id>): PrecisionRecall[] {
  expectRelevant(relevant);
  const points: PrecisionRecall[] = [];
  ranked.forEach((id, i) => {
    if (!relevant.has(id)) return;
    const found = points.length + 1;
    points.push({ precision: found / (i + 1), recall: found / relevant.size });
  });
  return points;
}

/**
 * Of everything no farther than `radius`. Nothing within it has precision 0: a look-up that finds nothing has failed
 * (Erin Liong and others, CVPR 2015, section 4, count it so too).
 * @param distances of the ranked ids, one each
 * @throws CoreError `shape`, `parameter` when nothing is relevant
 */
export function withinRadius<Id>(
  ranked: readonly Id[],
  distances: ArrayLike<number>,
  relevant: ReadonlySet<Id>,
  radius: number,
): PrecisionRecall {
  expectRelevant(relevant);
  expectLength('distances', distances, ranked.length);
  const within = ranked.filter((_, i) => distances[i]! <= radius);
  const found = within.filter((id) => relevant.has(id)).length;
  return { precision: within.length === 0 ? 0 : found / within.length, recall: found / relevant.size };
}

/**
 * The curve at given levels of recall, so that those of several queries can be averaged: at each level the best precision
 * at that recall or beyond, 0 where the recall is never reached.
 * Source: Manning, Raghavan, Schütze, "Introduction to information retrieval", 2008, section 8.4 (interpolated precision).
 * @param curve as `precisionRecallCurve` gives it @param levels of recall, growing
 */
export function interpolatedPrecisions(curve: readonly PrecisionRecall[], levels: readonly number[]): number[] {
  const precisions = new Array<number>(levels.length).fill(0);
  let best = 0;
  for (let level = levels.length - 1, point = curve.length - 1; level >= 0; level--) {
    // Recalls are quotients of whole numbers: what is equal on paper may differ in the last digit.
    for (; point >= 0 && curve[point]!.recall >= levels[level]! - 1e-9; point--) {
      best = Math.max(best, curve[point]!.precision);
    }
    precisions[level] = best;
  }
  return precisions;
}

function expectRelevant(relevant: ReadonlySet<unknown>): void {
  if (relevant.size === 0) throw unexpected('parameter', 'relevant', 'at least one id', 'none');
}
