// The k nearest points that a tree search has met, in order, each point once.
import type { SearchResult } from '../index/searcher.ts';

export class NearestPoints {
  private readonly k: number;
  private readonly ids: number[] = [];
  private readonly distances: number[] = [];

  constructor(k: number) {
    this.k = k;
  }

  /** Nothing farther is kept; Infinity while there is room. */
  get limit(): number {
    return this.ids.length < this.k ? Infinity : this.distances[this.k - 1]!;
  }

  /** Cost O(k). */
  offer(id: number, distance: number): void {
    const { ids, distances, k } = this;
    let at = ids.length;
    while (at > 0 && (distances[at - 1]! > distance || (distances[at - 1] === distance && ids[at - 1]! > id))) at--;
    if (at >= k) return;
    ids.splice(at, 0, id);
    distances.splice(at, 0, distance);
    if (ids.length > k) {
      ids.pop();
      distances.pop();
    }
  }

  result(visitedCount: number, probedCount: number, complete: boolean): SearchResult {
    return {
      ids: Uint32Array.from(this.ids),
      distances: Float32Array.from(this.distances),
      visitedCount,
      probedCount,
      complete,
    };
  }
}
