// The first answers of an image search put into another order: by how many matched places lie alike.
// Source: Philbin, Chum, Isard, Sivic, Zisserman, 'Object retrieval with large vocabularies and fast spatial matching', CVPR 2007.
import type { VotedPhoto } from './descriptor-votes.ts';
import type { PlacePair } from './fit-map.ts';
import type { Keypoint } from './sift.ts';
import { type GeometryOptions, verifyGeometry } from './verify-geometry.ts';

/** With fewer, an agreement is as likely by chance. */
const LEAST_INLIERS = 6;

type Place = Pick<Keypoint, 'x' | 'y' | 'scale' | 'angle'>;

export interface GeometryRanking extends GeometryOptions {
  /** How many of the first answers are looked at. */
  readonly candidates: number;
  /** By the row of the asking picture's descriptors. */
  readonly asking: readonly Place[];
  /** By the searcher's id. */
  readonly placeOf: (id: number) => Place;
}

/** Those with inliers come first, most inliers first; the rest keep their order. Cost: `candidates` verifications. */
export function rankByGeometry(ranked: readonly VotedPhoto[], options: GeometryRanking): VotedPhoto[] {
  const { candidates, asking, placeOf } = options;
  const inliers = new Map<VotedPhoto, number>();
  for (const photo of ranked.slice(0, candidates)) {
    const pairs = photo.matches.map(({ first, second }): PlacePair => {
      const [from, to] = [asking[first]!, placeOf(second)];
      const change = { scale: to.scale / from.scale, turn: to.angle - from.angle };
      return { x: from.x, y: from.y, toX: to.x, toY: to.y, change };
    });
    const count = verifyGeometry(pairs, options)?.inliers.length ?? 0;
    if (count >= LEAST_INLIERS) inliers.set(photo, count);
  }
  // Sorting keeps the order of equals.
  return ranked.toSorted((a, b) => (inliers.get(b) ?? 0) - (inliers.get(a) ?? 0));
}
