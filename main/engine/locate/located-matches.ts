// An answer with what was located in it: a photo that shows a part of the picture, or of which the picture shows one, is a copy of
// it, and stands behind the copies that were known before.
import type { MatchedArea } from '../../../core/index.ts';
import type { Match, MatchReason, SearchAnswer } from '../api/search-schemas.ts';

// Measured by `npm run bench -- locate` on 60 pictures of each kind made of Holidays and BSDS photos (crops of 20 and 30 %, turned
// crops, windows in a screenshot, collages of four), half of them to choose the borders, the other half held out; see
// core/README.md for what is found and what not.
const LEAST_INLIERS = 10;
const LEAST_AGREEMENT = 0.85;
/** Blocks with a pattern that agree: a few may by chance. */
const LEAST_AGREEING = 6;

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
  return inliers >= LEAST_INLIERS && agreement >= LEAST_AGREEMENT && agreement * patternCount >= LEAST_AGREEING;
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
