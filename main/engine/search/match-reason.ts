// Why a photo matched, in words, when it was not simply the whole picture as it is.
import type { PrintComparison } from '../../../core/index.ts';
import type { Match } from '../api/schemas.ts';
import type { QueryVariant } from '../ingest/describe-protocol.ts';

/**
 * @param variant the form of the query that came nearest
 * @param print how the photo lies over the query; it counts only where it proved a copy
 */
export function matchReason(
  variant: QueryVariant,
  print: PrintComparison | null,
  kind: Match['kind'],
): Match['reason'] {
  if (kind === 'near-copy' && print !== null && (print.quarterTurns !== 0 || print.mirrored)) {
    if (!print.mirrored) return 'rotated';
    return print.quarterTurns === 0 ? 'mirrored' : 'rotated and mirrored';
  }
  if (kind === 'same-picture' || kind === 'no-match') return null;
  if (variant.startsWith('turned-')) return 'rotated';
  return variant.startsWith('crop-') ? 'part of it' : null;
}
