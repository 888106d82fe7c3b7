// The five words of closeness: one number, one icon, one word. Their borders never move for the person.
import type { Match } from '../main/engine/api/search-schemas.ts';

export type MatchKind = Match['kind'];

/** From the closest to the furthest. */
export const matchKinds = [
  'same-picture',
  'near-copy',
  'same-scene',
  'alike',
  'no-match',
] as const satisfies MatchKind[];

/** The closeness as it is written: whole, and never rounded up into the next word. */
export const wholeCloseness = (closeness: number) => Math.floor(closeness);

/** '99–100', or '97' where both ends are the same. */
export function closenessRange(matches: readonly Pick<Match, 'closeness'>[]): string {
  const values = matches.map((match) => wholeCloseness(match.closeness));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? String(low) : `${low}–${high}`;
}
