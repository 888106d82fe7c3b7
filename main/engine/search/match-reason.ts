// Why a photo matched, or how it differs from the picture, as codes: only what pixels, files or the camera's clock tell.
import type { Match, MatchReason } from '../api/search-schemas.ts';
import type { QueryVariant } from '../ingest/describe-protocol.ts';
import { COPIED_PART, type SecondSignal } from './closeness.ts';
import { colourSpread, type PictureLook } from './picture-look.ts';

/** A part of nearly the whole area is the whole: what is missing may be a pixel of rounding. */
const WHOLE_SHARE = 0.93;
/** Of the picture's pixels. */
const SMALL_SHARE = 0.25;
/** Levels between the mean channels, up to which a picture has no colour, and from which on it has one. */
const GREY_LEVELS = 1;
const COLOURED_LEVELS = 6;

export interface MatchEvidence {
  /** The form of the query that came nearest. */
  readonly variant: QueryVariant;
  /** How query and photo lie over each other; it counts only where it proved a copy. */
  readonly second: SecondSignal;
  readonly kind: Match['kind'];
  /** The picture that was shown; null where there are several, or a part of one, which has no size of its own. */
  readonly shown: PictureLook | null;
  readonly photo: PictureLook;
}

export function matchReasons(evidence: MatchEvidence): MatchReason[] {
  const { variant, second, kind } = evidence;
  switch (kind) {
    case 'no-match':
      return [];
    case 'same-picture':
      return sizeReason(evidence);
    case 'near-copy':
      return [...copyReasons(second), ...colourReason(evidence), ...sizeReason(evidence)];
    case 'same-scene':
    case 'alike':
      return [...variantReason(variant), ...dayReason(evidence)];
  }
}

function variantReason(variant: QueryVariant): MatchReason[] {
  if (variant.startsWith('turned-')) return [{ code: 'rotated' }];
  return variant.startsWith('crop-') ? [{ code: 'part' }] : [];
}

function copyReasons({ print, agreement }: SecondSignal): MatchReason[] {
  if (agreement !== null && agreement.similarity >= COPIED_PART && agreement.share < WHOLE_SHARE) {
    if (agreement.part === 'photo') return [{ code: 'inside-picture' }];
    return [{ code: 'cropped', share: agreement.share }];
  }
  if (print === null || (print.quarterTurns === 0 && !print.mirrored)) return [];
  if (!print.mirrored) return [{ code: 'rotated' }];
  return [{ code: print.quarterTurns === 0 ? 'mirrored' : 'rotated-mirrored' }];
}

function colourReason({ shown, photo }: MatchEvidence): MatchReason[] {
  return shown !== null && hasLostColour(photo, shown) ? [{ code: 'black-and-white' }] : [];
}

/** By the mean colours: what is grey all over has none at all. */
export function hasLostColour(one: PictureLook, other: PictureLook): boolean {
  return colourSpread(one) <= GREY_LEVELS && colourSpread(other) >= COLOURED_LEVELS;
}

/** Where one is a part of the other, sizes say nothing. */
function sizeReason({ shown, photo, second: { agreement } }: MatchEvidence): MatchReason[] {
  const isPart = agreement !== null && agreement.similarity >= COPIED_PART && agreement.share < WHOLE_SHARE;
  if (shown === null || isPart) return [];
  const share = (photo.width * photo.height) / (shown.width * shown.height);
  return share <= SMALL_SHARE ? [{ code: 'small' }] : [];
}

function dayReason({ shown, photo }: MatchEvidence): MatchReason[] {
  const { shotAt = null } = shown ?? {};
  if (shotAt === null || photo.shotAt === null) return [];
  return new Date(shotAt).toDateString() === new Date(photo.shotAt).toDateString() ? [{ code: 'same-day' }] : [];
}
