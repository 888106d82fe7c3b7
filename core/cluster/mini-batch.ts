// k-means by mini-batches: for so many clusters that one pass over all points is too long.
import { throwIfAborted } from '../abort.ts';
import { floatsAt, integersAt } from '../kernels/kernel-memory.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import type { Parallel } from '../parallel.ts';
import { runInBatches } from '../parallel.ts';
import type { Random } from '../random.ts';
import { drawByWeight } from './k-means-start.ts';
import type { KMeansIteration, KMeansOptions } from './k-means.ts';
import { imbalanceOf, mean } from './lloyd.ts';
import type { TrainingSample } from './training-sample.ts';

const SMALLEST_BATCH = 1024;
const BATCH_POINTS_PER_CLUSTER = 4;
/** Once so many points a cluster were seen, one that none of them was nearest to is started again. */
const POINTS_BEFORE_REPAIR = 8;

/**
 * Source: Sculley, "Web-scale k-means clustering", WWW 2010, algorithm 1. Each iteration draws `batchSize` points, finds
 * their centroids as they are, then moves each centroid towards each of its points by 1 / (points it has had so far):
 * it becomes the mean of them all. The objective is that of the batch and may rise by chance.
 * Cost O(batchSize K D) an iteration, beside Lloyd's O(N K D).
 */
export async function iterateMiniBatch(
  sample: TrainingSample,
  parallel: Parallel,
  options: KMeansOptions,
): Promise<KMeansIteration[]> {
  const { iterations = 100, batchSize = Math.max(SMALLEST_BATCH, BATCH_POINTS_PER_CLUSTER * sample.K) } = options;
  const room = new KernelRoom(parallel.kernels.memory);
  try {
    const batch = new Batch(sample, Math.min(batchSize, sample.N), room);
    const history: KMeansIteration[] = [];
    for (let iteration = 0; iteration < iterations; iteration++) {
      throwIfAborted(options.abort);
      batch.draw(options.random);
      await batch.assign(parallel, options);
      const objective = mean(batch.distances);
      const moved = batch.moveCentroids();
      const repaired = batch.repair(options.random);
      const imbalance = imbalanceOf(batch.seen);
      const statistics = { iteration, pointCount: batch.size, objective, moved, repaired, imbalance };
      history.push(statistics);
      options.onIteration?.(statistics);
    }
    return history;
  } finally {
    room.release();
  }
}

class Batch {
  /** Points that each centroid has had in all batches so far. Shape (K). */
  readonly seen: Uint32Array;
  private readonly sample: TrainingSample;
  readonly size: number;
  private readonly pointsAt: number;
  private readonly assignmentAt: number;
  private readonly distancesAt: number;
  private readonly room: KernelRoom;
  private chosen = new Uint32Array(0);
  private total = 0;

  constructor(sample: TrainingSample, size: number, room: KernelRoom) {
    this.sample = sample;
    this.size = size;
    this.room = room;
    this.seen = new Uint32Array(sample.K);
    this.pointsAt = room.floats(size * sample.D);
    this.assignmentAt = room.floats(size);
    this.distancesAt = room.floats(size);
  }

  get distances(): Float32Array {
    return floatsAt(this.room.memory, this.distancesAt, this.size);
  }

  draw(random: Random): void {
    const { points, D } = this.sample;
    this.chosen = Uint32Array.from({ length: this.size }, () => random.integer(this.sample.N));
    const copies = floatsAt(this.room.memory, this.pointsAt, this.size * D);
    this.chosen.forEach((from, i) => copies.set(points.subarray(from * D, (from + 1) * D), i * D));
  }

  assign(parallel: Parallel, { abort }: KMeansOptions): Promise<void> {
    const { D, K, centroidsAt: centroids } = this.sample;
    const { pointsAt: points, assignmentAt: assignment, distancesAt: distances } = this;
    const task = { kind: 'assign', points, D, centroids, K, assignment, distances } as const;
    return runInBatches(parallel, task, this.size, abort);
  }

  /** Returns how many of the points had another cluster, or none, when they were last in a batch. */
  moveCentroids(): number {
    const { D, points, centroids, assignment: known } = this.sample;
    const assignment = integersAt(this.room.memory, this.assignmentAt, this.size);
    let moved = 0;
    for (let i = 0; i < this.size; i++) {
      const k = assignment[i]!;
      const point = this.chosen[i]!;
      const rate = 1 / ++this.seen[k]!;
      for (let j = 0; j < D; j++) centroids[k * D + j]! += rate * (points[point * D + j]! - centroids[k * D + j]!);
      if (known[point] !== k) moved++;
      known[point] = k;
    }
    this.total += this.size;
    return moved;
  }

  /** Starts clusters that stay empty again, each at a point of the batch drawn by its squared distance. */
  repair(random: Random): number {
    if (this.total < POINTS_BEFORE_REPAIR * this.sample.K) return 0;
    const { distances } = this;
    let repaired = 0;
    for (let k = 0; k < this.sample.K; k++) {
      if (this.seen[k]! > 0) continue;
      const drawn = drawByWeight(distances, random);
      this.sample.placeCentroid(k, this.chosen[drawn]!);
      distances[drawn] = 0;
      this.seen[k] = 1;
      repaired++;
    }
    return repaired;
  }
}
