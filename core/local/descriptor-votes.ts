// Image search by descriptors: each descriptor of the asking picture votes for the photos that its nearest ones are from.
// Source: Jégou, Douze, Schmid, TPAMI 2011, section V.E, and 'Hamming embedding and weak geometric consistency', ECCV 2008,
// section 4; any searcher of descriptors will do, so that IVFADC and Hamming embedding are compared on the same votes.
import type { Searcher, SearchOptions } from '../index/searcher.ts';
import { type Matrix, row } from '../linalg/matrix.ts';
import type { RankedPhoto } from './bag-of-features.ts';
import type { DescriptorMatch } from './match-descriptors.ts';

/** A photo with the pairs of descriptors that voted for it: rows of the asking picture, ids of the searcher. */
export interface VotedPhoto extends RankedPhoto {
  readonly matches: readonly DescriptorMatch[];
}

/** Which photo each descriptor is from: 4 bytes a descriptor. */
export class DescriptorVotes {
  private readonly owners: Uint32Array;
  private readonly counts = new Map<number, number>();

  /** @param owners the photo of each descriptor, by the searcher's ids */
  constructor(owners: Uint32Array) {
    this.owners = owners;
    for (const photo of owners) this.counts.set(photo, (this.counts.get(photo) ?? 0) + 1);
  }

  /**
   * Best first, equal ones by number. A descriptor votes for a photo once, by its nearest there: a wall of equal windows must
   * not outvote the rest. The vote is 1 - d / d_k, d_k being the distance of the farthest answer, so that what counts as near
   * follows from the descriptor (after Jégou, Douze, Schmid, 'Exploiting descriptor distances for precise image search',
   * INRIA RR-7656, 2011). Sums are divided by the root of the photo's descriptor count, as long lists meet more by chance.
   * @param descriptors (N, D). Cost: N searches for k. @throws CoreError as the searcher
   */
  rank(descriptors: Matrix, searcher: Searcher, options: SearchOptions): VotedPhoto[] {
    const votes = new Map<number, { sum: number; matches: DescriptorMatch[] }>();
    for (let first = 0; first < descriptors.rows; first++) {
      const { ids, distances } = searcher.search(row(descriptors, first), options);
      const farthest = distances.at(-1) ?? 0;
      const voted = new Set<number>();
      for (const [i, second] of ids.entries()) {
        const photo = this.owners[second]!;
        const distance = distances[i]!;
        if (voted.has(photo) || !(distance < farthest)) continue;
        voted.add(photo);
        const own = votes.get(photo) ?? { sum: 0, matches: [] };
        own.sum += 1 - distance / farthest;
        own.matches.push({ first, second, distance });
        votes.set(photo, own);
      }
    }
    const ranked = [...votes].map(([photo, { sum, matches }]) => {
      return { photo, score: sum / Math.sqrt(this.counts.get(photo)!), matches };
    });
    return ranked.sort((a, b) => b.score - a.score || a.photo - b.photo);
  }
}
