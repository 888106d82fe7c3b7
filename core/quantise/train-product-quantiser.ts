// Training a product quantiser: the components put into groups, then one k-means for each group.
import type { Abort } from '../abort.ts';
import { expectInteger } from '../checks.ts';
import type { KMeansOptions } from '../cluster/k-means.ts';
import { kMeans } from '../cluster/k-means.ts';
import { unexpected } from '../errors.ts';
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { expectMatrix, pickRows, zeroMatrix } from '../linalg/matrix.ts';
import type { OrthogonalTransform } from '../linalg/orthogonal-transform.ts';
import { Permutation } from '../linalg/orthogonal-transform.ts';
import { transformAll } from '../linalg/transform-all.ts';
import type { Parallel } from '../parallel.ts';
import { createOneLane } from '../parallel.ts';
import type { Random } from '../random.ts';
import { ProductQuantiser, expectDivisor } from './product-quantiser.ts';

/** Above this a point more changes the codebooks no more (see k-means.ts); the same sample serves all parts. */
export const MOST_POINTS_PER_CENTROID = 256;
/** As FAISS does: with five fewer, a thousandth of the error is lost. */
const ITERATIONS = 25;
const TOLERANCE = 1e-4;

/**
 * How components come into parts (section V-C). `natural`: neighbours together, as they stand. `random`: drawn evenly.
 * A list, for what is known about the data (the paper's "structured"): part j has the components that
 * list[j dsub] .. list[(j + 1) dsub - 1] name.
 */
export type Grouping = 'natural' | 'random' | ArrayLike<number>;

export interface QuantiserTraining {
  /** Parts of a vector, and bytes of a code; divides the dimension. */
  readonly m: number;
  /** Centroids a part: 256 fill a byte, 16 half of one; any number up to 256 will do. */
  readonly ksub: number;
  readonly random: Random;
  /** `natural` by default. */
  readonly grouping?: Grouping | undefined;
  /** Of each k-means, at most; 25 by default. */
  readonly iterations?: number | undefined;
  /** `k-means++` by default. */
  readonly start?: 'k-means++' | 'random' | undefined;
  /** The kernels and threads to work with; by default plain TypeScript on this thread. */
  readonly parallel?: Parallel | undefined;
  readonly abort?: Abort | undefined;
  /** Called after each part with the share done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/**
 * One k-means a part. The same vectors, seed and settings give the same quantiser.
 * @param points shape (N, D), N at least ksub
 * @throws CoreError `shape`, `parameter`, `too-few-points`, `not-finite`, `memory`, `aborted`
 * Cost O(min(N, 256 ksub) ksub D) an iteration.
 */
export async function trainProductQuantiser(points: Matrix, training: QuantiserTraining): Promise<ProductQuantiser> {
  const { m, ksub, random, abort, parallel = createOneLane(createPlainKernels()), onProgress } = training;
  expectTraining(points, training);
  const transform = groupComponents(training.grouping, points.columns, random);
  const sample = sampleRows(points, ksub * MOST_POINTS_PER_CENTROID, random);
  const arranged = transform ? await transformAll(transform, sample, parallel, abort) : sample;
  const { iterations = ITERATIONS, start } = training;
  const options = { random, iterations, tolerance: TOLERANCE, start, parallel, abort };
  const codebooks = await trainCodebooks(arranged, m, ksub, () => options, onProgress);
  return new ProductQuantiser(points.columns, m, ksub, codebooks, transform);
}

/**
 * One k-means for each of m parts of the points (N, D), with the options that `optionsOf` gives for the part.
 * @returns shape (m, ksub, D / m)
 */
export async function trainCodebooks(
  points: Matrix,
  m: number,
  ksub: number,
  optionsOf: (part: number) => Omit<KMeansOptions, 'clusterCount'>,
  onProgress?: (share: number) => void,
): Promise<Float32Array> {
  const dsub = points.columns / m;
  const codebooks = new Float32Array(ksub * points.columns);
  for (let j = 0; j < m; j++) {
    const part = takeColumns(points, j * dsub, dsub);
    const { centroids } = await kMeans(part, { ...optionsOf(j), clusterCount: ksub });
    codebooks.set(centroids.data, j * ksub * dsub);
    onProgress?.((j + 1) / m);
  }
  return codebooks;
}

/** @throws CoreError `shape`, `parameter`, `not-finite`, `too-few-points` */
export function expectTraining(points: Matrix, { m, ksub }: Pick<QuantiserTraining, 'm' | 'ksub'>): void {
  expectDivisor(points.columns, m);
  expectInteger('ksub', ksub, 1, 256);
  expectMatrix('training vectors', points);
  if (points.rows < ksub) throw unexpected('too-few-points', 'k-means', `at least ${ksub} points`, points.rows);
}

/** At most `count` rows, drawn without replacement; all of them, not copied, where there are no more. */
export function sampleRows(points: Matrix, count: number, random: Random): Matrix {
  return points.rows <= count ? points : pickRows(points, random.sample(points.rows, count));
}

function groupComponents(grouping: Grouping = 'natural', D: number, random: Random): OrthogonalTransform | null {
  if (grouping === 'natural') return null;
  if (grouping === 'random') return Permutation.random(D, random);
  if (grouping.length !== D) throw unexpected('shape', 'grouping', `${D} components`, grouping.length);
  return new Permutation(grouping);
}

function takeColumns(points: Matrix, first: number, count: number): Matrix {
  const part = zeroMatrix(points.rows, count);
  for (let i = 0; i < points.rows; i++) {
    const start = i * points.columns + first;
    part.data.set(points.data.subarray(start, start + count), i * count);
  }
  return part;
}
