// Many vectors to their nearest centroids, of very many: through the kernels, looking into the nearest groups alone.
import type { Abort } from '../abort.ts';
import { expectInteger } from '../checks.ts';
import { unexpected } from '../errors.ts';
import { floatsAt, integersAt } from '../kernels/kernel-memory.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import { squaredNorm } from '../linalg/dot.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { row, rowRange } from '../linalg/matrix.ts';
import type { Parallel } from '../parallel.ts';
import { runInBatches } from '../parallel.ts';
import type { CentroidGroups } from './centroid-groups.ts';
import type { GroupedRows } from './grouped-rows.ts';
import { groupRows } from './grouped-rows.ts';

/** Vectors in the kernel memory at a time: 32 MB of 512 components. */
const BATCH_ROWS = 16_384;
const NEAREST_GROUPS = 8;

export interface GroupedAssigning {
  readonly parallel: Parallel;
  readonly abort?: Abort | undefined;
  /** Groups looked into for each vector, the nearest by their middles; 8 by default, or all where there are fewer. */
  readonly looked?: number | undefined;
}

export interface GroupedAssignment {
  /** The number of the centroid of each point (N). */
  readonly nearest: Int32Array;
  /** Squared distance of each point to it (N). */
  readonly distances: Float32Array;
}

/**
 * The number of the nearest centroid in the nearest groups, for each of N points (N, D): for nearly every point the
 * nearest of all (core/README.md says of how many), for the others one that is hardly farther.
 * @throws CoreError `shape`, `parameter`, `memory`, `aborted`
 * Cost O(N (groups + looked K / groups) D), where `assignAll` costs O(N K D).
 */
export async function assignByGroups(
  points: Matrix,
  groups: CentroidGroups,
  { parallel, abort, looked = NEAREST_GROUPS }: GroupedAssigning,
): Promise<GroupedAssignment> {
  const { columns: D } = groups.middles;
  if (points.columns !== D) throw unexpected('shape', 'vectors', `${D} columns`, points.columns);
  expectInteger('looked', looked, 1, 2 ** 16);
  const nearest = new Int32Array(points.rows);
  const distances = new Float32Array(points.rows).fill(Infinity);
  const room = new KernelRoom(parallel.kernels.memory);
  try {
    const capacity = Math.min(BATCH_ROWS, points.rows);
    const search = new GroupedSearch(groups, capacity, { room, parallel, abort });
    for (let from = 0; from < points.rows; from += capacity) {
      const to = Math.min(from + capacity, points.rows);
      const batch = { nearest: nearest.subarray(from, to), distances: distances.subarray(from, to) };
      await search.assign(rowRange(points, from, to), Math.min(looked, groups.middles.rows), batch);
    }
    return { nearest, distances };
  } finally {
    room.release();
  }
}

interface Working {
  readonly room: KernelRoom;
  readonly parallel: Parallel;
  readonly abort: Abort | undefined;
}

/** Batches of points to their nearest centroids: group by group, all points of the batch that look into it at once. */
class GroupedSearch {
  private readonly groups: CentroidGroups;
  private readonly working: Working;
  private readonly middleNorms: Float32Array;
  /** Addresses: middles (groups, D), centroids by groups (K, D), points (capacity, D). */
  private readonly middles: number;
  private readonly centroids: number;
  private readonly points: number;
  /** Products with the middles (capacity, groups); assignment and distances (capacity). */
  private readonly products: number;
  private readonly assignment: number;
  private readonly distances: number;

  constructor(groups: CentroidGroups, capacity: number, working: Working) {
    const { middles, centroids } = groups;
    const { room } = working;
    this.groups = groups;
    this.working = working;
    this.middleNorms = Float32Array.from({ length: middles.rows }, (_, g) => squaredNorm(row(middles, g)));
    this.middles = room.copy(middles.data);
    this.centroids = room.copy(centroids.data);
    this.points = room.floats(capacity * middles.columns);
    this.products = room.floats(capacity * middles.rows);
    this.assignment = room.floats(capacity);
    this.distances = room.floats(capacity);
  }

  async assign(batch: Matrix, looked: number, { nearest, distances: least }: GroupedAssignment): Promise<void> {
    const { order, starts } = this.groups.grouped;
    const { starts: firsts, order: visits } = await this.visitsByGroup(batch, looked);
    for (let group = 0; group + 1 < starts.length; group++) {
      const K = starts[group + 1]! - starts[group]!;
      const rows = visits.subarray(firsts[group], firsts[group + 1]).map((visit) => Math.floor(visit / looked));
      if (rows.length === 0) continue;
      await this.measure(batch, rows, starts[group]!, K);
      const { memory } = this.working.room;
      const assignment = integersAt(memory, this.assignment, rows.length);
      const distances = floatsAt(memory, this.distances, rows.length);
      for (let i = 0; i < rows.length; i++) {
        const point = rows[i]!;
        if (distances[i]! >= least[point]!) continue;
        least[point] = distances[i]!;
        nearest[point] = order[starts[group]! + assignment[i]!]!;
      }
    }
  }

  /** Visit i is that of point floor(i / looked) to one of its nearest groups. */
  private async visitsByGroup(batch: Matrix, looked: number): Promise<GroupedRows> {
    const { parallel, abort, room } = this.working;
    const { rows: groupCount, columns: D } = this.groups.middles;
    const { points, middles, products } = this;
    floatsAt(room.memory, points, batch.data.length).set(batch.data);
    const task = { kind: 'multiply', points, D, rows: middles, K: groupCount, out: products } as const;
    await runInBatches(parallel, task, batch.rows, abort);
    const all = floatsAt(room.memory, products, batch.rows * groupCount);
    const visited = new Int32Array(batch.rows * looked);
    const distances = new Float32Array(groupCount);
    for (let i = 0; i < batch.rows; i++) {
      const from = i * groupCount;
      for (let g = 0; g < groupCount; g++) distances[g] = this.middleNorms[g]! - 2 * all[from + g]!;
      writeLeast(distances, visited.subarray(i * looked, (i + 1) * looked));
    }
    return groupRows(visited, groupCount);
  }

  /** The nearest of the `K` centroids from the place `first` on to the rows of the batch that are named. */
  private measure({ data }: Matrix, rows: Uint32Array, first: number, K: number): Promise<void> {
    const { parallel, abort, room } = this.working;
    const { columns: D } = this.groups.middles;
    const { points, assignment, distances } = this;
    const gathered = floatsAt(room.memory, points, rows.length * D);
    for (let i = 0; i < rows.length; i++) gathered.set(data.subarray(rows[i]! * D, (rows[i]! + 1) * D), i * D);
    const centroids = this.centroids + 4 * D * first;
    const task = { kind: 'assign', points, D, centroids, K, assignment, distances } as const;
    return runInBatches(parallel, task, rows.length, abort);
  }
}

/** Writes the positions of the smallest values, the smallest first, the first of equals. Cost O(values x positions). */
function writeLeast(values: Float32Array, positions: Int32Array): void {
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (count === positions.length && values[i]! >= values[positions[count - 1]!]!) continue;
    if (count < positions.length) count++;
    let place = count - 1;
    for (; place > 0 && values[positions[place - 1]!]! > values[i]!; place--) positions[place] = positions[place - 1]!;
    positions[place] = i;
  }
}
