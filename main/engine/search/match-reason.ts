// Why a photo matched, as a code, when it was not simply the whole picture as it is.
import type { Match } from '../api/schemas.ts';
import type { QueryVariant } from '../ingest/describe-protocol.ts';
import { COPIED_PART, type SecondSignal } from './closeness.ts';

/** A part of nearly the whole area is the whole: what is missing may be a pixel of rounding. */
const WHOLE_SHARE = 0.93;

/**
 * @param variant the form of the query that came nearest
 * @param second how query and photo lie over each other; it counts only where it proved a copy
 */
export function matchReason(variant: QueryVariant, second: SecondSignal, kind: Match['kind']): Match['reason'] {
  if (kind === 'same-picture' || kind === 'no-match') return null;
  if (kind === 'near-copy') return copyReason(second);
  if (variant.startsWith('turned-')) return { code: 'rotated' };
  return variant.startsWith('crop-') ? { code: 'part' } : null;
}

function copyReason({ print, agreement }: SecondSignal): Match['reason'] {
  if (agreement !== null && agreement.similarity >= COPIED_PART && agreement.share < WHOLE_SHARE) {
    if (agreement.part === 'photo') return { code: 'inside-picture' };
    return { code: 'cropped', share: agreement.share };
  }
  if (print === null || (print.quarterTurns === 0 && !print.mirrored)) return null;
  if (!print.mirrored) return { code: 'rotated' };
  return { code: print.quarterTurns === 0 ? 'mirrored' : 'rotated-mirrored' };
}
