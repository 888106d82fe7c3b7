// What may come into the results while someone looks at them: new photos below what is looked at come in silently, those above
// are held back until they are asked for, so that nothing jumps under the eye.
import type { Match } from '../../main/engine/api/search-schemas.ts';
import { groupMatches } from './match-groups.ts';

/**
 * @param shown what the screen shows of the answer before
 * @param lastSeenId the last photo on the screen; null where there is none
 * @returns the photos of `fresh` to hold back
 */
export function holdBack(fresh: readonly Match[], shown: readonly Match[], lastSeenId: number | null): number[] {
  const known = new Set(shown.map(({ photo }) => photo.id));
  const order = groupMatches(fresh).flatMap(({ matches }) => matches.map(({ photo }) => photo.id));
  const seenUpTo = lastSeenId === null ? -1 : order.indexOf(lastSeenId);
  return order.slice(0, seenUpTo + 1).filter((id) => !known.has(id));
}
