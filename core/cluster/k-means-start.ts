// The starting centroids of k-means: spread out, so that few iterations and few repairs are needed, or drawn blindly.
import type { Abort } from '../abort.ts';
import { throwIfAborted } from '../abort.ts';
import { floatsAt } from '../kernels/kernel-memory.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { Random } from '../random.ts';
import type { TrainingSample } from './training-sample.ts';

/** k-means++ looks at every point once per centroid: a sample of this many a centroid is as good a start. */
const START_POINTS_PER_CENTROID = 16;

/** Different points of the sample, drawn evenly. Cost O(N + K D). */
export function startAtRandom(sample: TrainingSample, random: Random): void {
  const chosen = random.sample(sample.N, sample.K);
  chosen.forEach((point, k) => sample.placeCentroid(k, point));
}

/**
 * k-means++ (Arthur and Vassilvitskii, SODA 2007), on 16 points a centroid: each next centroid is a point, drawn with a
 * probability proportional to its squared distance to the nearest centroid so far. When all points are taken, any
 * point is. Cost O(min(N, 16 K) K D): at 256 points a centroid, a sixteenth of an iteration.
 * @throws CoreError `aborted`, `memory`
 */
export function startSpread(sample: TrainingSample, random: Random, kernels: Kernels, abort?: Abort): void {
  const { K, D } = sample;
  const chosen = random.sample(sample.N, K * START_POINTS_PER_CENTROID);
  const count = chosen.length;
  const room = new KernelRoom(kernels.memory);
  try {
    const startersAt = room.floats(count * D);
    const distancesAt = room.floats(count);
    const starters = floatsAt(kernels.memory, startersAt, count * D);
    const points = sample.points;
    chosen.forEach((from, i) => starters.set(points.subarray(from * D, (from + 1) * D), i * D));
    const least = new Float32Array(count).fill(Infinity);
    const distances = floatsAt(kernels.memory, distancesAt, count);
    let next = random.integer(count);
    for (let k = 0; k < K; k++) {
      throwIfAborted(abort);
      sample.placeCentroid(k, chosen[next]!);
      kernels.squaredDistances(sample.centroidsAt + 4 * k * D, startersAt, count, D, distancesAt);
      for (let i = 0; i < count; i++) if (distances[i]! < least[i]!) least[i] = distances[i]!;
      next = drawByWeight(least, random);
    }
  } finally {
    room.release();
  }
}

/** An index drawn with a probability proportional to its weight; any index when all weights are zero. Cost O(N). */
export function drawByWeight(weights: Float32Array, random: Random): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  if (total === 0) return random.integer(weights.length);
  let left = random.next() * total;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    last = i;
    left -= weights[i]!;
    if (left < 0) break;
  }
  return last;
}
