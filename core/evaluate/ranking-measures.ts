// How good a ranked list is, given what should be in it: the figures of the papers and of the lab.
import { expectInteger } from '../checks.ts';
import { CoreError } from '../errors.ts';

/** The list without the query itself: a photo that finds itself proves nothing. */
export function leaveOut<Id>(ranked: readonly Id[], query: Id): Id[] {
  return ranked.filter((id) => id !== query);
}

/**
 * Mean, over the relevant ids, of the precision at the rank where each is found; 0 for those that are not found.
 * The measure of INRIA Holidays, with the query left out first (`leaveOut`); mAP is its mean over the queries.
 * INRIA's own script takes the mean of the precisions before and at each find (a trapezoid), which comes out lower.
 * @throws CoreError `parameter` when nothing is relevant: such a query measures nothing
 */
export function averagePrecision<Id>(ranked: readonly Id[], relevant: ReadonlySet<Id>): number {
  expectRelevant(relevant);
  let found = 0;
  let sum = 0;
  ranked.forEach((id, i) => {
    if (relevant.has(id)) sum += ++found / (i + 1);
  });
  return sum / relevant.size;
}

/**
 * Share of the relevant ids among the first `count`. With the nearest neighbour alone as relevant, its mean over the
 * queries is the recall@R of Jégou, Douze, Schmid (TPAMI 2011, section V).
 * @throws CoreError `parameter`
 */
export function recallAt<Id>(ranked: readonly Id[], relevant: ReadonlySet<Id>, count: number): number {
  expectRelevant(relevant);
  return countRelevant(ranked, relevant, count) / relevant.size;
}

/** Share of relevant ids in the first `count` places; a place left empty is a miss. @throws CoreError `parameter` */
export function precisionAt<Id>(ranked: readonly Id[], relevant: ReadonlySet<Id>, count: number): number {
  return countRelevant(ranked, relevant, count) / count;
}

function countRelevant<Id>(ranked: readonly Id[], relevant: ReadonlySet<Id>, count: number): number {
  expectInteger('count', count, 1, Number.MAX_SAFE_INTEGER);
  return ranked.slice(0, count).filter((id) => relevant.has(id)).length;
}

function expectRelevant(relevant: ReadonlySet<unknown>): void {
  if (relevant.size === 0) throw new CoreError('parameter', 'relevant: expected at least one id, received none');
}
