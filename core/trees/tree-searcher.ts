// What the trees have in common: all points stand in memory, and a search compares with as many of them as it may.
import { unexpected } from '../errors.ts';
import type { SearchOptions, SearchResult, Searcher } from '../index/searcher.ts';
import { emptyResult, expectSearch, mayGoOn, wantedCount } from '../index/searcher.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { expectMatrix } from '../linalg/matrix.ts';
import { squaredDistance } from '../linalg/squared-distance.ts';
import { NearestPoints } from './nearest-points.ts';

/** FLANN's default of `checks`. */
const USUAL_CHECKS = 32;
/** Points compared between two looks at the abort. */
const POINTS_BETWEEN_LOOKS = 1024;

export abstract class TreeSearcher implements Searcher {
  /** Shape (N, D); ids are row numbers. */
  readonly points: Matrix;
  /** Stamps of the search that has met a point last: in several trees, or on several ways, it is compared once. */
  private readonly met: Uint32Array;
  private stamp = 0;

  /** @throws CoreError `shape`, `not-finite`, `too-few-points` */
  constructor(points: Matrix) {
    expectMatrix('points', points);
    if (points.rows < 1) throw unexpected('too-few-points', 'a tree', 'at least 1 point', points.rows);
    this.points = points;
    this.met = new Uint32Array(points.rows);
  }

  get dimension(): number {
    return this.points.columns;
  }

  get size(): number {
    return this.points.rows;
  }

  /** Of the tree itself and the points it needs. */
  abstract get memoryBytes(): number;

  /**
   * Best-bin-first. `candidates` is the budget of points to compare with (FLANN's checks, 32 by default), at least k;
   * with as many as there are the answer is exact. `nprobe` means nothing here.
   */
  search(query: Float32Array, options: SearchOptions): SearchResult {
    expectSearch(this, query, options);
    const k = wantedCount(this, options);
    if (k === 0) return emptyResult();
    const checks = Math.max(k, options.candidates ?? USUAL_CHECKS);
    const nearest = new NearestPoints(k);
    this.startSearch();
    let visitedCount = 0;
    let lookAt = POINTS_BETWEEN_LOOKS;
    let isInTime = true;
    /** False when the budget is spent. */
    const compare = (point: number): boolean => {
      if (this.met[point] === this.stamp || options.allowed?.has(point) === false) return true;
      this.met[point] = this.stamp;
      const { data, columns } = this.points;
      nearest.offer(point, squaredDistance(query, 0, data, point * columns, columns));
      if (++visitedCount >= lookAt) {
        lookAt += POINTS_BETWEEN_LOOKS;
        isInTime = mayGoOn(options);
      }
      return visitedCount < checks && isInTime;
    };
    // Bounds of branches are estimates: who may look at everything looks at everything.
    const limit = checks >= this.size ? () => Infinity : () => nearest.limit;
    const probedCount = this.walk(query, compare, limit);
    return nearest.result(visitedCount, probedCount, isInTime);
  }

  /**
   * Compares with points, the likeliest first, until `compare` says no or nothing is left.
   * @param limit nothing farther is wanted
   * @returns leaves looked into
   */
  protected abstract walk(query: Float32Array, compare: (point: number) => boolean, limit: () => number): number;

  private startSearch(): void {
    if (++this.stamp < 2 ** 32) return;
    this.met.fill(0);
    this.stamp = 1;
  }
}
