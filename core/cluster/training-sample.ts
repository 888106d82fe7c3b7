// The points that k-means works on: in the kernel memory, with their assignment beside them.
import type { KernelMemory } from '../kernels/kernel-memory.ts';
import { floatsAt, integersAt } from '../kernels/kernel-memory.ts';
import type { KernelRoom } from '../kernels/kernel-room.ts';
import type { Matrix } from '../linalg/matrix.ts';

type Places = Pick<TrainingSample, 'N' | 'D' | 'K' | 'pointsAt' | 'centroidsAt' | 'assignmentAt' | 'distancesAt'>;

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

  private constructor(memory: KernelMemory, places: Places) {
    this.memory = memory;
    this.N = places.N;
    this.D = places.D;
    this.K = places.K;
    this.pointsAt = places.pointsAt;
    this.centroidsAt = places.centroidsAt;
    this.assignmentAt = places.assignmentAt;
    this.distancesAt = places.distancesAt;
  }

  /** Copies the rows of `points` that are named, in that order. @throws CoreError `memory` */
  static copyOf(points: Matrix, chosen: Uint32Array, K: number, room: KernelRoom): TrainingSample {
    const N = chosen.length;
    const D = points.columns;
    const sample = new TrainingSample(room.memory, {
      N,
      D,
      K,
      pointsAt: room.floats(N * D),
      centroidsAt: room.floats(K * D),
      assignmentAt: room.floats(N),
      distancesAt: room.floats(N),
    });
    const copies = sample.points;
    for (let i = 0; i < N; i++) {
      for (let to = i * D, from = chosen[i]! * D, end = to + D; to < end; to++, from++) copies[to] = points.data[from]!;
    }
    sample.assignment.fill(-1);
    return sample;
  }

  /** The same places, with the first `count` points alone. */
  first(count: number): TrainingSample {
    return new TrainingSample(this.memory, { ...this, N: count });
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
