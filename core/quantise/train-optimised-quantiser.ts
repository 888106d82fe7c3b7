// OPQ: a product quantiser together with the rotation before it that makes its loss least.
// Source: Ge, He, Ke, Sun, "Optimized product quantization", CVPR 2013 and TPAMI 2014.
import type { Abort } from '../abort.ts';
import { expectInteger } from '../checks.ts';
import type { KMeansOptions } from '../cluster/k-means.ts';
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import { crossProducts } from '../linalg/cross-products.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { asMatrix, pickRows, rowRange, zeroMatrix } from '../linalg/matrix.ts';
import { Rotation } from '../linalg/orthogonal-transform.ts';
import { polarFactor } from '../linalg/polar-factor.ts';
import { trainPrincipalComponents } from '../linalg/principal-components.ts';
import { randomRotation } from '../linalg/random-rotation.ts';
import { squaredDistance } from '../linalg/squared-distance.ts';
import { transformAll } from '../linalg/transform-all.ts';
import type { Parallel } from '../parallel.ts';
import { createOneLane } from '../parallel.ts';
import { allocateEigenvalues } from './eigenvalue-allocation.ts';
import { encodeAll } from './encode-all.ts';
import { ProductQuantiser } from './product-quantiser.ts';
import type { QuantiserTraining } from './train-product-quantiser.ts';
import { MOST_POINTS_PER_CENTROID, expectTraining, sampleRows, trainCodebooks } from './train-product-quantiser.ts';

/** A rotation has D^2 / 2 numbers to learn: so many vectors a component are looked at, also where ksub is small. */
const POINTS_PER_COMPONENT = 64;
const ROUNDS = 20;
/** Of the first codebooks, before the rotation is changed at all. */
const FIRST_ITERATIONS = 8;
/** Of the last, for the rotation found. */
const LAST_ITERATIONS = 15;
const LAST_TOLERANCE = 1e-4;

export interface OptimisedTraining extends Omit<QuantiserTraining, 'grouping' | 'iterations'> {
  /**
   * The first rotation. `parametric`: principal components, dealt out to the parts by `allocateEigenvalues`, the best
   * for Gaussian vectors; `natural`: none, the best for vectors whose neighbouring components belong together (SIFT);
   * `random`. By default that of the first two whose codebooks lose less.
   */
  readonly rotation?: 'parametric' | 'natural' | 'random' | undefined;
  /** In which rotation and codebooks take turns to be improved; 20 by default, 0 for the first rotation alone. */
  readonly rounds?: number | undefined;
  readonly onRound?: ((statistics: OptimisationRound) => void) | undefined;
}

export interface OptimisationRound {
  /** From 0. */
  readonly round: number;
  /** Mean squared distance of the vectors to what their codes stand for, before the rotation was changed. */
  readonly error: number;
}

/**
 * The non-parametric method: codebooks for the rotated vectors, then the rotation that brings the vectors nearest to what
 * their codes stand for (orthogonal Procrustes), again and again. Neither step can raise the error.
 * @param points shape (N, D), N at least ksub
 * @throws CoreError `shape`, `parameter`, `too-few-points`, `not-finite`, `memory`, `aborted`
 * Cost O(n D (ksub + D) + D^3) a round, n = min(N, max(256 ksub, 64 D)).
 */
export async function trainOptimisedQuantiser(points: Matrix, training: OptimisedTraining): Promise<ProductQuantiser> {
  const { m, ksub, random, rounds = ROUNDS, onProgress } = training;
  expectTraining(points, training);
  expectInteger('rounds', rounds, 0, 1000);
  const most = Math.max(ksub * MOST_POINTS_PER_CENTROID, points.columns * POINTS_PER_COMPONENT);
  const sample = sampleRows(points, most, random);
  const optimisation = new Optimisation(sample, training);
  await optimisation.begin();
  for (let round = 0; round < rounds; round++) {
    const error = await optimisation.improveRotation();
    await optimisation.improveCodebooks({ iterations: 1 });
    training.onRound?.({ round, error });
    onProgress?.((round + 1) / (rounds + 1));
  }
  await optimisation.improveCodebooks({ iterations: LAST_ITERATIONS, tolerance: LAST_TOLERANCE });
  onProgress?.(1);
  const { codebooks, rotation } = optimisation;
  return new ProductQuantiser(points.columns, m, ksub, codebooks, rotation);
}

class Optimisation {
  rotation: Rotation;
  /** Shape (m, ksub, dsub). */
  codebooks: Float32Array = new Float32Array(0);
  private readonly points: Matrix;
  private readonly training: OptimisedTraining;
  private readonly parallel: Parallel;
  private readonly abort: Abort | undefined;
  /** The points in the coordinates of the rotation. */
  private rotated: Matrix;

  constructor(points: Matrix, training: OptimisedTraining) {
    this.points = points;
    this.rotated = points;
    this.training = training;
    this.parallel = training.parallel ?? createOneLane(createPlainKernels());
    this.abort = training.abort;
    this.rotation = identity(points.columns);
  }

  async begin(): Promise<void> {
    const { rotation, m, random } = this.training;
    if (rotation === 'random') await this.beginWith(randomRotation(this.points.columns, random));
    if (rotation === 'parametric') await this.beginWith(await this.parametricRotation(m));
    if (rotation === 'natural') await this.beginWith(identity(this.points.columns));
    if (rotation === undefined) await this.beginWithBetter(await this.parametricRotation(m));
  }

  /** Goes on from the codebooks that there are. */
  improveCodebooks(options: { iterations: number; tolerance?: number }): Promise<void> {
    const { ksub } = this.training;
    const dsub = this.points.columns / this.training.m;
    const known = asMatrix(this.codebooks, dsub);
    return this.trainCodebooks((part) => ({ ...options, start: rowRange(known, part * ksub, (part + 1) * ksub) }));
  }

  /** Returns the error with the rotation before. */
  async improveRotation(): Promise<number> {
    const decoded = await this.decodedPoints();
    const D = this.points.columns;
    const error = meanError(decoded, this.rotated);
    const products = await crossProducts(decoded, this.points, this.parallel, this.abort);
    await this.turnTo(new Rotation(asMatrix(Float32Array.from(polarFactor(products, D)), D)));
    return error;
  }

  private async beginWithBetter(parametric: Rotation): Promise<void> {
    await this.beginWith(parametric);
    const { codebooks, rotated, rotation } = this;
    const error = meanError(await this.decodedPoints(), rotated);
    await this.beginWith(identity(this.points.columns));
    if (meanError(await this.decodedPoints(), this.rotated) > error)
      Object.assign(this, { codebooks, rotated, rotation });
  }

  private async beginWith(rotation: Rotation): Promise<void> {
    const { start } = this.training;
    await this.turnTo(rotation);
    await this.trainCodebooks(() => ({ iterations: FIRST_ITERATIONS, tolerance: 0, start }));
  }

  private async turnTo(rotation: Rotation): Promise<void> {
    this.rotation = rotation;
    this.rotated = await transformAll(rotation, this.points, this.parallel, this.abort);
  }

  private async trainCodebooks(optionsOf: (part: number) => Partial<KMeansOptions>): Promise<void> {
    const { m, ksub, random } = this.training;
    const { parallel, abort } = this;
    this.codebooks = await trainCodebooks(this.rotated, m, ksub, (part) => {
      return { random, parallel, abort, ...optionsOf(part) };
    });
  }

  /** What the codes of the points stand for, in the coordinates of the rotation; shape (N, D). */
  private async decodedPoints(): Promise<Matrix> {
    const { m, ksub } = this.training;
    const quantiser = new ProductQuantiser(this.points.columns, m, ksub, this.codebooks);
    const codes = await encodeAll(quantiser, this.rotated, this.parallel, this.abort);
    const decoded = zeroMatrix(this.points.rows, this.points.columns);
    const { dsub } = quantiser;
    for (let part = 0; part < codes.length; part++) {
      let from = ((part % m) * ksub + codes[part]!) * dsub;
      for (let to = part * dsub, end = to + dsub; to < end; to++, from++) decoded.data[to] = this.codebooks[from]!;
    }
    return decoded;
  }

  private async parametricRotation(m: number): Promise<Rotation> {
    const { components, variances } = await trainPrincipalComponents(this.points, this.parallel, this.abort);
    return new Rotation(pickRows(components, allocateEigenvalues(variances, m)));
  }
}

/** Mean squared distance of rows to rows. */
function meanError(a: Matrix, b: Matrix): number {
  return squaredDistance(a.data, 0, b.data, 0, a.data.length) / a.rows;
}

function identity(D: number): Rotation {
  return new Rotation(
    asMatrix(
      Float32Array.from({ length: D * D }, (_, i) => (i % (D + 1) === 0 ? 1 : 0)),
      D,
    ),
  );
}
