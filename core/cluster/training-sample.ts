// The points that k-means works on: in the kernel memory, with their assignment beside them.
import type { KernelMemory } from '../kernels/kernel-memory.ts';
import { floatsAt, integersAt } from '../kernels/kernel-memory.ts';
import type { KernelRoom } from '../kernels/kernel-room.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { row } from '../linalg/matrix.ts';

/** Notation: N points, D components, K clusters. Fields that end in At are addresses in the kernel memory. */
export class TrainingSample {
  readonly N: number;
  readonly D: number;
  readonly K: number;
  /** f32 (N, D) */
  readonly pointsAt: number;
  /** f32 (K, D) */
  readonly centroidsAt: number;
  /** i32 (N): the cluster of each point; -1 before the first assignment. */
  readonly assignmentAt: number;
  /** f32 (N): squared distance of each point to the centroid it was assigned to. */
  readonly distancesAt: number;
  private readonly memory: KernelMemory;

  /** @param chosen rows of `points` to copy; all of them when undefined. @throws CoreError `memory` */
  constructor(points: Matrix, chosen: Uint32Array | undefined, K: number, room: KernelRoom) {
    this.memory = room.memory;
    this.N = chosen?.length ?? points.rows;
    this.D = points.columns;
    this.K = K;
    this.pointsAt = room.floats(this.N * this.D);
    this.centroidsAt = room.floats(K * this.D);
    this.assignmentAt = room.floats(this.N);
    this.distancesAt = room.floats(this.N);
    this.assignment.fill(-1);
    const copies = this.points;
    if (chosen === undefined) copies.set(points.data);
    else chosen.forEach((from, i) => copies.set(row(points, from), i * this.D));
  }

  // Views of the memory as it is now: they must not be kept over an allocation, so they are made anew.

  get points(): Float32Array {
    return floatsAt(this.memory, this.pointsAt, this.N * this.D);
  }

  get centroids(): Float32Array {
    return floatsAt(this.memory, this.centroidsAt, this.K * this.D);
  }

  get assignment(): Int32Array {
    return integersAt(this.memory, this.assignmentAt, this.N);
  }

  get distances(): Float32Array {
    return floatsAt(this.memory, this.distancesAt, this.N);
  }

  /** Puts a centroid where a point is. */
  placeCentroid(k: number, point: number): void {
    const { D } = this;
    this.centroids.set(this.points.subarray(point * D, (point + 1) * D), k * D);
  }
}
