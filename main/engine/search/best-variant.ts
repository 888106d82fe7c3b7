// A thorough query asks in several forms of one picture; each photo keeps the form that it is nearest to.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { IndexSearchOptions, PhotoIndex } from '../index/photo-index.ts';
import type { QueryVariant } from '../ingest/describe-protocol.ts';

export interface AskedVariant {
  readonly name: QueryVariant;
  readonly feature: Float32Array;
}

export interface RankedPhoto {
  readonly photoId: number;
  /** Squared distance as the index gives it, with the penalty where another form than the whole was nearest. */
  readonly distance: number;
  readonly variant: QueryVariant;
}

/**
 * What a turned or cropped query must be nearer by than the whole one: 0.07 in cosine, tuned on Holidays and the copy
 * test. Forms give a photo eight more chances to be near by accident.
 */
export const VARIANT_PENALTY = 2 * 0.07;

/** Nearest first, at most k. Between two forms others get their turn, and the search can be cancelled. */
export async function rankByBestVariant(
  index: PhotoIndex,
  variants: readonly AskedVariant[],
  options: IndexSearchOptions & { readonly signal?: AbortSignal | undefined },
): Promise<RankedPhoto[]> {
  const best = new Map<number, RankedPhoto>();
  for (const { name, feature } of variants) {
    options.signal?.throwIfAborted();
    const penalty = name === 'whole' ? 0 : VARIANT_PENALTY;
    const { ids, distances } = index.search(feature, options);
    ids.forEach((photoId, i) => {
      // The table sums of the nearest photo may round to a hair below zero.
      const distance = Math.max(0, distances[i]!) + penalty;
      if (distance < (best.get(photoId)?.distance ?? Infinity)) best.set(photoId, { photoId, distance, variant: name });
    });
    if (variants.length > 1) await nextTurn();
  }
  return [...best.values()].sort((a, b) => a.distance - b.distance || a.photoId - b.photoId).slice(0, options.k);
}
