// Training deep hashing by gradient descent: from ITQ on, all layers together, until the loss no longer falls.
import type { Abort } from '../../abort.ts';
import { throwIfAborted } from '../../abort.ts';
import { expectInteger, expectLength } from '../../checks.ts';
import type { Matrix } from '../../linalg/matrix.ts';
import { expectMatrix, pickRows } from '../../linalg/matrix.ts';
import type { Parallel } from '../../parallel.ts';
import type { Random } from '../../random.ts';
import { MOST_BITS } from '../hasher.ts';
import type { LabelledPairs, LossWeights } from './deep-hashing-loss.ts';
import { addLayerLoss, outputLoss } from './deep-hashing-loss.ts';
import { DeepHasher } from './deep-hasher.ts';
import { AdamStep } from './adam.ts';
import type { Layer } from './network.ts';
import { backward, forward } from './network.ts';
import { startLayers } from './start-layers.ts';

export interface DeepHashingOptions {
  readonly bits: number;
  /** Outputs of the layers before the last; by default one, of half as many again as there are bits. */
  readonly hidden?: readonly number[] | undefined;
  /** One for each vector: with them it is the supervised SDH. */
  readonly labels?: ArrayLike<number> | undefined;
  readonly weights?: Partial<LossWeights> | undefined;
  /** Passes over all vectors, at most; 20 by default, with labels 200. */
  readonly epochs?: number | undefined;
  readonly batchSize?: number | undefined;
  /** Of Adam; 0.0003 by default, with labels 0.001. */
  readonly rate?: number | undefined;
  /** It ends when the loss has not fallen for so many passes; 5 by default. */
  readonly patience?: number | undefined;
  readonly random: Random;
  readonly parallel: Parallel;
  readonly abort?: Abort | undefined;
  /** Told the mean loss of each pass. */
  readonly onEpoch?: ((loss: number) => void) | undefined;
}

export interface DeepHashing {
  readonly hasher: DeepHasher;
  /** The loss curve: the mean of each pass. */
  readonly losses: readonly number[];
}

/** Without labels all that a network can learn is where to round, and soon it only grows surer of it. */
const USUAL = {
  weights: { variance: 0.5, independence: 1, decay: 1e-5, labels: 1 },
  epochs: 20,
  batchSize: 64,
  rate: 3e-4,
  patience: 5,
} as const;
/** Labels want weights to leave the right angles that they begin with. */
const LABELLED = { ...USUAL, weights: { ...USUAL.weights, independence: 0.01 }, epochs: 200, rate: 1e-3 } as const;
/** A fall smaller than this share of the loss is none. */
const LEAST_FALL = 1e-4;

/**
 * Source: Erin Liong and others, CVPR 2015: DH (section 3.1) without labels, SDH (section 3.2) with them. Where the paper
 * begins with principal components and descends on all vectors at once, weights begin as principal components that ITQ has
 * turned (`startLayers`), and steps are Adam's on random batches.
 * @param vectors (N, D), N at least 2
 * @throws CoreError `too-few-points`, `shape`, `not-finite`, `parameter`, `memory`, `aborted`
 * Cost O(N D^2 + D^3) and 6 N times the number of weights a pass.
 */
export async function trainDeepHashing(vectors: Matrix, options: DeepHashingOptions): Promise<DeepHashing> {
  const { bits, labels, random, parallel, abort, onEpoch } = options;
  const usual = labels ? LABELLED : USUAL;
  const { epochs = usual.epochs, batchSize = usual.batchSize, rate = usual.rate, patience = usual.patience } = options;
  const weights = { ...usual.weights, ...options.weights };
  expectMatrix('vectors', vectors);
  expectInteger('bits', bits, 1, MOST_BITS);
  if (labels) expectLength('labels', labels, vectors.rows);
  const hidden = options.hidden ?? [Math.min(vectors.columns, Math.ceil(1.5 * bits))];
  const sizes = [...hidden, bits];
  const { mean, scale, layers, centred } = await startLayers(vectors, { sizes, random, parallel, abort });
  const steps = layers.map((layer) => new AdamStep(layer, rate));
  const order = Uint32Array.from({ length: vectors.rows }, (_, i) => i);
  const losses: number[] = [];
  for (let epoch = 0, best = Infinity, waited = 0; epoch < epochs && waited < patience; epoch++) {
    random.shuffle(order);
    let sum = 0;
    for (let from = 0; from < order.length; from += batchSize) {
      throwIfAborted(abort);
      const chosen = order.subarray(from, from + batchSize);
      const outputs = await forward(layers, pickRows(centred, chosen), parallel, abort);
      const pairs = labels && drawPairs(chosen, labels, random);
      const { loss, gradient } = outputLoss(outputs.at(-1)!, weights, pairs);
      const gradients = await backward(layers, outputs, gradient, parallel, abort);
      sum += chosen.length * loss;
      for (const [m, layer] of layers.entries()) {
        sum += chosen.length * (await addLayerLoss(layer, weights, gradients[m]!, parallel));
        steps[m]!.take(gradients[m]!);
      }
    }
    const loss = sum / order.length;
    losses.push(loss);
    onEpoch?.(loss);
    const hasFallen = loss < best - LEAST_FALL * Math.abs(best) || best === Infinity;
    waited = hasFallen ? 0 : waited + 1;
    best = Math.min(best, loss);
  }
  return { hasher: new DeepHasher(mean, toPlain(layers, scale)), losses };
}

/** The same network with every reach at one and for vectors that are not scaled: what the hasher holds. */
function toPlain(layers: readonly Layer[], scale: number): Layer[] {
  let factor = scale;
  return layers.map(({ weights, offsets, reach = 1 }) => {
    const ratio = factor / reach;
    factor = reach;
    return {
      weights: { ...weights, data: weights.data.map((value) => ratio * value) },
      offsets: offsets.map((value) => value / reach),
    };
  });
}

/** One partner of the same label and one of another for each vector of the batch, where there are any. */
function drawPairs(chosen: Uint32Array, labels: ArrayLike<number>, random: Random): LabelledPairs {
  const same: [number, number][] = [];
  const different: [number, number][] = [];
  const labelOf = (i: number): number => labels[chosen[i]!]!;
  for (let i = 0; i < chosen.length; i++) {
    const others = chosen.length - 1;
    if (others < 1) break;
    const start = random.integer(chosen.length);
    const find = (isWanted: (j: number) => boolean): number | undefined => {
      for (let n = 0; n < chosen.length; n++) {
        const j = (start + n) % chosen.length;
        if (j !== i && isWanted(j)) return j;
      }
      return undefined;
    };
    const alike = find((j) => labelOf(j) === labelOf(i));
    const other = find((j) => labelOf(j) !== labelOf(i));
    if (alike !== undefined) same.push([i, alike]);
    if (other !== undefined) different.push([i, other]);
  }
  return { same, different };
}
