// What deep hashing wants of its codes, as a loss with its gradient: near to signs, bits that vary, weights at right angles
// and small; supervised, also near where labels are the same and far where they differ.
import { squaredNorm } from '../../linalg/dot.ts';
import type { Matrix } from '../../linalg/matrix.ts';
import { transpose, zeroMatrix } from '../../linalg/matrix.ts';
import { multiplyAll } from '../../linalg/transform-all.ts';
import type { Parallel } from '../../parallel.ts';
import type { Gradient, Layer } from './network.ts';

/**
 * Source: Erin Liong, Lu, Wang, Moulin, Zhou, "Deep hashing for compact binary codes learning", CVPR 2015, equations 3 and 9:
 * J = J1 - lambda1 J2 + lambda2 J3 + lambda3 J4. Here J1 and J2 are means over the vectors (the paper sums J1), so that the
 * weights do not depend on how many there are.
 */
export interface LossWeights {
  /** lambda1, of J2: the variance of the outputs, which balances bits. */
  readonly variance: number;
  /** lambda2, of J3: weights W with W Wᵀ = 1 make bits independent. */
  readonly independence: number;
  /** lambda3, of J4: the squares of all weights. */
  readonly decay: number;
  /** alpha of the supervised term, beside lambda1. */
  readonly labels: number;
}

/** Pairs of vectors for the supervised term, drawn anew for every step. */
export interface LabelledPairs {
  readonly same: readonly (readonly [number, number])[];
  readonly different: readonly (readonly [number, number])[];
}

export interface OutputLoss {
  readonly loss: number;
  /** By the outputs (N, b). */
  readonly gradient: Matrix;
}

/** J1 - lambda1 J2 with the signs held fast, as in the paper's step. @param outputs (N, b). Cost O(N b) */
export function outputLoss(outputs: Matrix, weights: LossWeights, pairs?: LabelledPairs): OutputLoss {
  const { data, rows: N, columns: b } = outputs;
  const gradient = zeroMatrix(N, b);
  let loss = 0;
  for (let at = 0; at < data.length; at++) {
    const output = data[at]!;
    const lost = output - (output > 0 ? 1 : -1);
    loss += (lost * lost - weights.variance * output * output) / (2 * N);
    gradient.data[at] = (lost - weights.variance * output) / N;
  }
  if (pairs) {
    const factor = (weights.variance * weights.labels) / 2;
    loss += pairTerm(outputs, pairs.same, factor, gradient) + pairTerm(outputs, pairs.different, -factor, gradient);
  }
  return { loss, gradient };
}

/** factor / count times the sum of ||h_i - h_j||^2. */
function pairTerm(
  { data, columns }: Matrix,
  pairs: readonly (readonly [number, number])[],
  factor: number,
  gradient: Matrix,
): number {
  let sum = 0;
  for (const [i, j] of pairs) {
    for (let k = 0; k < columns; k++) {
      const [a, b] = [i * columns + k, j * columns + k];
      const difference = data[a]! - data[b]!;
      const slope = (2 * factor * difference) / pairs.length;
      sum += difference * difference;
      gradient.data[a]! += slope;
      gradient.data[b]! -= slope;
    }
  }
  return pairs.length === 0 ? 0 : (factor * sum) / pairs.length;
}

/** lambda2 J3 + lambda3 J4 of one layer; the gradient is added to the one given. Cost O(outputs^2 inputs) */
export async function addLayerLoss(
  { weights, offsets }: Layer,
  { independence, decay }: LossWeights,
  gradient: Gradient,
  parallel: Parallel,
): Promise<number> {
  const excess = await multiplyAll(weights, weights, parallel); // W Wᵀ - 1
  for (let i = 0; i < excess.rows; i++) excess.data[i * excess.rows + i]! -= 1;
  const pull = await multiplyAll(excess, transpose(weights), parallel);
  for (let at = 0; at < pull.data.length; at++) gradient.weights[at]! += 2 * independence * pull.data[at]!;
  addDecay(weights.data, decay, gradient.weights);
  addDecay(offsets, decay, gradient.offsets);
  const squares = squaredNorm(weights.data) + squaredNorm(offsets);
  return (independence / 2) * squaredNorm(excess.data) + (decay / 2) * squares;
}

function addDecay(values: Float32Array, decay: number, gradient: Float32Array): void {
  for (let at = 0; at < values.length; at++) gradient[at]! += decay * values[at]!;
}
