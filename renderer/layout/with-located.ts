// The matches of an answer with those that were located since: photos that show a part of the picture, or of which it shows one.
import type { Match } from '../../main/engine/api/search-schemas.ts';

/** Those that were copies before keep their place; the others come after the copies, and where they were they are no more. */
export function withLocated(matches: readonly Match[], located: readonly Match[]): readonly Match[] {
  if (located.length === 0) return matches;
  const areas = new Map(located.map(({ photo, area }) => [photo.id, area]));
  const withArea = (match: Match): Match => {
    const area = areas.get(match.photo.id);
    return area === undefined ? match : { ...match, area };
  };
  const copies = matches.filter(({ kind }) => kind === 'same-picture' || kind === 'near-copy').map(withArea);
  const known = new Set(copies.map(({ photo }) => photo.id));
  const moved = located.filter(({ photo }) => !known.has(photo.id));
  for (const { photo } of moved) known.add(photo.id);
  return [...copies, ...moved, ...matches.filter(({ photo }) => !known.has(photo.id))];
}
