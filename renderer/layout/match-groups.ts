// Matches under their five words, each group in the engine's order.
import type { Match } from '../../main/engine/api/search-schemas.ts';
import { matchKinds, type MatchKind } from '../closeness.ts';

export interface MatchGroup {
  kind: MatchKind;
  matches: Match[];
}

/** Groups that hold something, the closest kind first. */
export function groupMatches(matches: readonly Match[]): MatchGroup[] {
  return matchKinds
    .map((kind) => ({ kind, matches: matches.filter((match) => match.kind === kind) }))
    .filter((group) => group.matches.length > 0);
}

/** Whether anything came close enough to be called a match. */
export const hasMatch = (matches: readonly Match[]) => matches.some((match) => match.kind !== 'no-match');
