// Very many centroids in groups of neighbours, so that the nearest to a vector need be looked for in a few groups alone.
import type { Abort } from '../abort.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { pickRows } from '../linalg/matrix.ts';
import type { Parallel } from '../parallel.ts';
import { Random } from '../random.ts';
import { assignAll } from './assign-all.ts';
import type { GroupedRows } from './grouped-rows.ts';
import { groupRows } from './grouped-rows.ts';
import { kMeans } from './k-means.ts';

export interface GroupingOptions {
  readonly parallel: Parallel;
  readonly seed?: number | undefined;
  /** sqrt(K) by default, which makes both levels cost the same. */
  readonly groupCount?: number | undefined;
  readonly abort?: Abort | undefined;
}

/** Made by a k-means on the centroids themselves: the same centroids and seed give the same groups. */
export class CentroidGroups {
  /** Of each group. Shape (groups, D). */
  readonly middles: Matrix;
  /** Which centroids are in which group; none is empty. */
  readonly grouped: GroupedRows;
  /** The centroids in the order of the groups. Shape (K, D). */
  readonly centroids: Matrix;

  /**
   * @param centroids shape (K, D)
   * @throws CoreError `too-few-points` for more groups than centroids; `shape`, `parameter`, `not-finite`, `memory`, `aborted`
   * Cost O(K groups D) an iteration of k-means. Memory: 4 D (K + groups) bytes.
   */
  static async create(centroids: Matrix, options: GroupingOptions): Promise<CentroidGroups> {
    const { parallel, abort, seed = 1, groupCount = Math.ceil(Math.sqrt(centroids.rows)) } = options;
    const random = new Random(seed);
    const { centroids: middles } = await kMeans(centroids, { clusterCount: groupCount, random, parallel, abort });
    return new CentroidGroups(centroids, middles, await assignAll(centroids, middles, parallel, abort));
  }

  /** @param groupOf of each of the K centroids, below the number of `middles`. Groups without centroids are left out. */
  constructor(centroids: Matrix, middles: Matrix, groupOf: Int32Array) {
    const used = [...new Set(groupOf)].sort((a, b) => a - b);
    const numbers = new Map(used.map((group, number) => [group, number]));
    this.middles = pickRows(middles, used);
    this.grouped = groupRows(
      groupOf.map((group) => numbers.get(group)!),
      used.length,
    );
    this.centroids = pickRows(centroids, this.grouped.order);
  }
}
