// An answer with what was located in it: a photo that shows a part of the picture, or of which the picture shows one, is a copy of
// it, and stands behind the copies that were known before.
import type { MatchedArea } from '../../../core/index.ts';
import type { Match, MatchReason, SearchAnswer } from '../api/search-schemas.ts';

// Chosen on pictures made of 8 photos of Holidays and BSDS as `test/bench/hidden-photos.ts` makes them, checked on others; the
// figures stand in core/README.md. Another shot of the same scene has up to 33 places that lie alike, but then few blocks that agree,
// or fewer than nine in ten.
const LEAST_AGREEMENT = 0.9;
/** Places that lie alike, and blocks with a pattern that agree there: many of the one, or of the other. */
const ENOUGH = [
  { inliers: 10, agreeing: 8 },
  { inliers: 6, agreeing: 12 },
] as const;

/** A part of nearly the whole area is the whole: what is missing may be a pixel of rounding. */
const WHOLE_SHARE = 0.9;
/** Radians that a person would see. */
const LEAST_TURN = 0.1;

export interface LocatedPhoto {
  readonly area: MatchedArea;
  readonly match: Match;
}

/** Whether pixels and places leave no doubt. */
export function isCertain({ inliers, agreement, patternCount }: MatchedArea): boolean {
  const agreeing = agreement * patternCount;
  const isEnough = ENOUGH.some((least) => inliers >= least.inliers && agreeing >= least.agreeing);
  return agreement >= LEAST_AGREEMENT && isEnough;
}

/** @param located by photo; those that the answer does not have come in, and it stays as long as it was */
export function withLocated(answer: SearchAnswer, located: ReadonlyMap<number, LocatedPhoto>): SearchAnswer {
  const isKnown = ({ kind }: Match): boolean => kind === 'same-picture' || kind === 'near-copy';
  const known = answer.matches.filter(isKnown).map((match) => {
    const found = located.get(match.photo.id);
    return found === undefined ? match : withArea(match, found.area);
  });
  const knownIds = new Set(known.map(({ photo }) => photo.id));
  const moved = [...located.values()]
    .filter(({ match }) => !knownIds.has(match.photo.id))
    .sort((a, b) => b.area.inliers - a.area.inliers)
    .map(({ match, area }) => toCopy(match, area));
  const others = answer.matches.filter(({ photo }) => !knownIds.has(photo.id) && !located.has(photo.id));
  const length = Math.max(answer.matches.length, known.length + moved.length);
  return { ...answer, matches: [...known, ...moved, ...others].slice(0, length) };
}

/** What says it best which part of which it is. */
export function areaReasons({ map, pictureShare, photoShare }: MatchedArea): MatchReason[] {
  const turned: MatchReason[] = Math.abs(Math.atan2(map.yx, map.xx)) >= LEAST_TURN ? [{ code: 'rotated' }] : [];
  if (pictureShare >= WHOLE_SHARE)
    return photoShare >= WHOLE_SHARE ? turned : [{ code: 'cropped', share: photoShare }, ...turned];
  if (photoShare >= WHOLE_SHARE) return [{ code: 'inside-picture' }, ...turned];
  return [{ code: 'part-inside', share: photoShare }, ...turned];
}

function withArea(match: Match, area: MatchedArea): Match {
  return { ...match, area: toSchema(area) };
}

function toCopy(match: Match, area: MatchedArea): Match {
  const closeness = Math.max(match.closeness, 90 + 8 * area.agreement);
  return {
    ...match,
    kind: 'near-copy',
    closeness: Math.min(98, closeness),
    reasons: areaReasons(area),
    area: toSchema(area),
  };
}

function toSchema({ inPicture, inPhoto, ...area }: MatchedArea): NonNullable<Match['area']> {
  return { ...area, inPicture: [...inPicture], inPhoto: [...inPhoto] };
}
