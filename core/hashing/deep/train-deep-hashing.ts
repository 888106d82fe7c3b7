// Training deep hashing by gradient descent: from principal components on, all layers together, until the loss no longer falls.
import type { Abort } from '../../abort.ts';
import { throwIfAborted } from '../../abort.ts';
import { expectInteger, expectLength } from '../../checks.ts';
import type { Matrix } from '../../linalg/matrix.ts';
import { expectMatrix, pickRows, zeroMatrix } from '../../linalg/matrix.ts';
import { matrixProduct } from '../../linalg/matrix-product.ts';
import { trainPrincipalComponents } from '../../linalg/principal-components.ts';
import { randomRotation } from '../../linalg/random-rotation.ts';
import type { Parallel } from '../../parallel.ts';
import type { Random } from '../../random.ts';
import { MOST_BITS } from '../hasher.ts';
import type { LabelledPairs, LossWeights } from './deep-hashing-loss.ts';
import { addLayerLoss, outputLoss } from './deep-hashing-loss.ts';
import { DeepHasher } from './deep-hasher.ts';
import type { Gradient, Layer } from './network.ts';
import { backward, forward } from './network.ts';

export interface DeepHashingOptions {
  readonly bits: number;
  /** Outputs of the layers before the last; by default one, of half as many again as there are bits. */
  readonly hidden?: readonly number[] | undefined;
  /** One for each vector: with them it is the supervised SDH. */
  readonly labels?: ArrayLike<number> | undefined;
  readonly weights?: Partial<LossWeights> | undefined;
  /** Passes over all vectors, at most; 200 by default. */
  readonly epochs?: number | undefined;
  readonly batchSize?: number | undefined;
  /** Of Adam; 0.001 by default. */
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

const USUAL_WEIGHTS: LossWeights = { variance: 0.5, independence: 0.01, decay: 1e-5, labels: 1 };
const USUAL_EPOCHS = 200;
const USUAL_BATCH = 64;
const USUAL_RATE = 1e-3;
const USUAL_PATIENCE = 5;
/** A fall smaller than this share of the loss is none. */
const LEAST_FALL = 1e-4;

/**
 * Source: Erin Liong and others, CVPR 2015: DH (section 3.1) without labels, SDH (section 3.2) with them. Weights begin as
 * principal components, as there; steps are Adam's (Kingma, Ba, ICLR 2015) on random batches, where the paper descends on all
 * vectors at once.
 * @param vectors (N, D), N at least 2
 * @throws CoreError `too-few-points`, `shape`, `not-finite`, `parameter`, `memory`, `aborted`
 * Cost O(N D^2 + D^3) and 6 N times the number of weights a pass.
 */
export async function trainDeepHashing(vectors: Matrix, options: DeepHashingOptions): Promise<DeepHashing> {
  const { bits, labels, random, parallel, abort, onEpoch } = options;
  const { epochs = USUAL_EPOCHS, batchSize = USUAL_BATCH, patience = USUAL_PATIENCE } = options;
  const weights = { ...USUAL_WEIGHTS, ...options.weights };
  expectMatrix('vectors', vectors);
  expectInteger('bits', bits, 1, MOST_BITS);
  if (labels) expectLength('labels', labels, vectors.rows);
  const { mean, scale, layers, centred } = await startLayers(vectors, options);
  const steps = layers.map((layer) => new AdamStep(layer, options.rate ?? USUAL_RATE));
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
      const layerLoss = layers.reduce((total, layer, m) => total + addLayerLoss(layer, weights, gradients[m]!), 0);
      steps.forEach((step, m) => step.take(gradients[m]!));
      sum += (loss + layerLoss) * chosen.length;
    }
    const loss = sum / order.length;
    losses.push(loss);
    onEpoch?.(loss);
    const hasFallen = loss < best - LEAST_FALL * Math.abs(best) || best === Infinity;
    waited = hasFallen ? 0 : waited + 1;
    best = Math.min(best, loss);
  }
  for (let at = 0, { data } = layers[0]!.weights; at < data.length; at++) data[at]! *= scale;
  return { hasher: new DeepHasher(mean, layers), losses };
}

/**
 * Each layer begins as the principal components of what the one before gives, turned at random so that all bits begin with
 * as much variance; outputs beyond these as small chance. Vectors are scaled so that the components of the first layer
 * have a variance of one on average, where tanh bends: `scale` is what the first layer's weights take over at the end.
 */
async function startLayers(vectors: Matrix, { bits, hidden, random, parallel, abort }: DeepHashingOptions) {
  const sizes = [...(hidden ?? [Math.min(vectors.columns, Math.ceil(1.5 * bits))]), bits];
  const { mean, variances } = await trainPrincipalComponents(vectors, parallel, abort);
  const kept = variances.subarray(0, sizes[0]);
  const variance = kept.reduce((sum, value) => sum + value, 0) / kept.length;
  const scale = variance > 0 ? 1 / Math.sqrt(variance) : 1;
  const data = vectors.data.map((value, at) => scale * (value - mean[at % vectors.columns]!));
  const centred: Matrix = { ...vectors, data };
  const layers: Layer[] = [];
  let input = centred;
  for (const rows of sizes) {
    expectInteger('outputs of a layer', rows, 1, 2 ** 16);
    const weights = await startWeights(input, rows, random, parallel, abort);
    layers.push({ weights, offsets: new Float32Array(rows) });
    input = (await forward(layers.slice(-1), input, parallel, abort)).at(-1)!;
  }
  return { mean, scale, layers, centred };
}

async function startWeights(input: Matrix, rows: number, random: Random, parallel: Parallel, abort?: Abort) {
  const { components } = await trainPrincipalComponents(input, parallel, abort);
  const first = zeroMatrix(rows, input.columns);
  for (let at = 0; at < first.data.length; at++) {
    first.data[at] = components.data[at] ?? random.normal() / Math.sqrt(input.columns);
  }
  return matrixProduct(randomRotation(rows, random).matrix, first);
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

/** Source: Kingma, Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1. Changes the layer in place. */
class AdamStep {
  private readonly layer: Layer;
  private readonly rate: number;
  private readonly means: Gradient;
  private readonly squares: Gradient;
  private count = 0;

  constructor(layer: Layer, rate: number) {
    const zeros = (): Gradient => ({
      weights: new Float32Array(layer.weights.data.length),
      offsets: new Float32Array(layer.offsets.length),
    });
    this.layer = layer;
    this.rate = rate;
    this.means = zeros();
    this.squares = zeros();
  }

  take(gradient: Gradient): void {
    this.count++;
    this.change(this.layer.weights.data, 'weights', gradient.weights);
    this.change(this.layer.offsets, 'offsets', gradient.offsets);
  }

  private change(values: Float32Array, part: keyof Gradient, gradient: Float32Array): void {
    const [means, squares] = [this.means[part], this.squares[part]];
    const scale = (this.rate * Math.sqrt(1 - 0.999 ** this.count)) / (1 - 0.9 ** this.count);
    for (let at = 0; at < values.length; at++) {
      means[at] = 0.9 * means[at]! + 0.1 * gradient[at]!;
      squares[at] = 0.999 * squares[at]! + 0.001 * gradient[at]! ** 2;
      values[at]! -= (scale * means[at]!) / (Math.sqrt(squares[at]!) + 1e-8);
    }
  }
}
