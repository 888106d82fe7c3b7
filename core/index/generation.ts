// A generation: the coarse cells and residual codebooks that a library's codes were made with. Immutable; retraining
// makes another one beside it, and every code belongs to exactly one.
import { expectInteger, expectVector } from '../checks.ts';
import { unexpected } from '../errors.ts';
import { nearestCentroid } from '../kernels/nearest-centroid.ts';
import { squaredNorm } from '../linalg/dot.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { expectMatrix } from '../linalg/matrix.ts';
import { normalise } from '../linalg/normalise.ts';
import { squaredDistance } from '../linalg/squared-distance.ts';
import type { ProductQuantiser } from '../quantise/product-quantiser.ts';

/** Where a feature went: its cell, and the code of what the cell's centroid leaves over. */
export interface CellCode {
  /** 0 .. nlist - 1 */
  readonly cell: number;
  /** m bytes, each below ksub. */
  readonly code: Uint8Array;
}

/** How a generation came about: kept with it, to tell when it no longer fits (see sizes.ts). */
export interface TrainingRecord {
  readonly seed: number;
  /** Features it was trained on. */
  readonly trainedOn: number;
  /** Mean squared quantisation error on features held out of the training. */
  readonly errorAtTraining: number;
  /** Whether those features all had length one; what is decoded is then put back to length one. */
  readonly unitLength: boolean;
}

/** Notation: D dimension, nlist cells, m parts of a residual, ksub centroids a part. */
export class Generation {
  /** Shape (nlist, D): the centroid of each cell. */
  readonly coarse: Matrix;
  readonly quantiser: ProductQuantiser;
  readonly training: TrainingRecord;

  /** @throws CoreError `shape` when the two quantisers differ in dimension; `not-finite` */
  constructor(coarse: Matrix, quantiser: ProductQuantiser, training: TrainingRecord) {
    expectMatrix('coarse centroids', coarse);
    if (coarse.columns !== quantiser.dimension) {
      throw unexpected('shape', 'coarse centroids', `${quantiser.dimension} columns`, coarse.columns);
    }
    this.coarse = coarse;
    this.quantiser = quantiser;
    this.training = training;
  }

  get dimension(): number {
    return this.quantiser.dimension;
  }

  get nlist(): number {
    return this.coarse.rows;
  }

  get m(): number {
    return this.quantiser.m;
  }

  get ksub(): number {
    return this.quantiser.ksub;
  }

  /** The cell whose centroid is nearest, and the code of the residual. Cost O((nlist + ksub) D). */
  encode(feature: Float32Array): CellCode {
    expectVector('feature', feature, this.dimension);
    const cell = nearestCentroid(feature, 0, this.coarse.data, 0, this.nlist, this.dimension);
    return { cell, code: this.quantiser.encode(this.residual(feature, cell)) };
  }

  /**
   * The feature x that a code stands for: centroid c + decoded residual r, scaled to length one where all features have
   * it. Quantising shortens a feature, each by another bit, which would push photos up or down a ranking for no merit.
   * @throws CoreError `parameter`, `shape`, `damaged`. Cost O(D).
   */
  decode(cellCode: CellCode): Float32Array {
    const feature = this.reconstruct(cellCode);
    if (this.training.unitLength) normalise(feature);
    return feature;
  }

  /**
   * The number that a scan keeps with a code, t: 1 / ||c + r|| where all features have length one, otherwise
   * ||c + r||^2. With x the decoded feature, ||q - x||^2 is ||q||^2 + 1 - 2 t q.(c + r), or ||q||^2 + t - 2 q.(c + r).
   * What decodes to nothing has no direction: it counts as at right angles to every query. Cost O(D).
   */
  scanTerm(cellCode: CellCode): number {
    const norm = squaredNorm(this.reconstruct(cellCode));
    return this.training.unitLength ? inverseLength(norm) : norm;
  }

  /** Squared distance between a feature and what its code stands for: what quantising lost. Cost O(D). */
  squaredError(feature: Float32Array, code: CellCode): number {
    expectVector('feature', feature, this.dimension);
    return squaredDistance(feature, 0, this.decode(code), 0, this.dimension);
  }

  /** c + r, before its length is put right. */
  private reconstruct({ cell, code }: CellCode): Float32Array {
    expectInteger('cell', cell, 0, this.nlist - 1);
    const feature = this.quantiser.decode(code);
    const start = cell * this.dimension;
    for (let i = 0; i < feature.length; i++) feature[i]! += this.coarse.data[start + i]!;
    return feature;
  }

  private residual(feature: Float32Array, cell: number): Float32Array {
    const start = cell * this.dimension;
    return feature.map((value, i) => value - this.coarse.data[start + i]!);
  }
}

/** 1 / sqrt(norm); 0 for 0. */
export function inverseLength(norm: number): number {
  return norm > 0 ? 1 / Math.sqrt(norm) : 0;
}
