// Where deep hashing begins: layers that already hash about as ITQ does, so that training has only to better them.
import type { Abort } from '../../abort.ts';
import { expectInteger } from '../../checks.ts';
import { matrixProduct } from '../../linalg/matrix-product.ts';
import type { Matrix } from '../../linalg/matrix.ts';
import { zeroMatrix } from '../../linalg/matrix.ts';
import { trainPrincipalComponents } from '../../linalg/principal-components.ts';
import { randomRotation } from '../../linalg/random-rotation.ts';
import { multiplyAll } from '../../linalg/transform-all.ts';
import type { Parallel } from '../../parallel.ts';
import type { Random } from '../../random.ts';
import { turnToCorners } from '../itq.ts';
import { thresholdsAtMean } from '../pca-hashing.ts';
import type { Layer } from './network.ts';
import { forward } from './network.ts';

export interface LayerStart {
  /** Outputs of each layer. */
  readonly sizes: readonly number[];
  readonly random: Random;
  readonly parallel: Parallel;
  readonly abort?: Abort | undefined;
}

export interface StartedLayers {
  /** Of the vectors (D). */
  readonly mean: Float32Array;
  /** What the vectors less their mean are multiplied with. */
  readonly scale: number;
  /** The vectors less their mean, scaled (N, D). */
  readonly centred: Matrix;
  readonly layers: Layer[];
}

/**
 * How far the outputs of hidden layers reach before they bend. Where they bend at once, as with 1, codes rank worse before
 * training begins, and training does not win that back: mAP of objects 0.725 with 1, 0.750 with 3 (64 bits, 20 passes, on half of
 * the photos that `npm run bench -- hashing` learns from).
 */
const HIDDEN_REACH = 3;

/**
 * Each hidden layer begins as the principal components of what the one before gives, turned at random so that all its outputs
 * vary as much; the last one as ITQ's rotation of them, with its offsets at their mean. Where a layer has more outputs than
 * there are components, the others begin as small chance. The vectors are scaled so that the components of the first layer
 * have a variance of one on average: there tanh bends.
 * @param vectors (N, D), N at least 2
 */
export async function startLayers(vectors: Matrix, { sizes, ...rest }: LayerStart): Promise<StartedLayers> {
  for (const size of sizes) expectInteger('outputs of a layer', size, 1, 2 ** 16);
  const all = await trainPrincipalComponents(vectors, rest.parallel, rest.abort);
  const { mean, variances } = all;
  const kept = variances.subarray(0, sizes[0]);
  const variance = kept.reduce((sum, value) => sum + value, 0) / kept.length;
  const scale = variance > 0 ? 1 / Math.sqrt(variance) : 1;
  const data = vectors.data.map((value, at) => scale * (value - mean[at % vectors.columns]!));
  const centred: Matrix = { ...vectors, data };
  const layers: Layer[] = [];
  let input = centred;
  for (const [m, size] of sizes.entries()) {
    // Moving and scaling vectors turns no component: those of the first input are known.
    const { components, mean } =
      m === 0
        ? { components: all.components, mean: new Float32Array(vectors.columns) }
        : await trainPrincipalComponents(input, rest.parallel, rest.abort);
    const first = { first: firstOf(components, size, rest.random), mean };
    layers.push(await (m < sizes.length - 1 ? startHidden(first, rest) : startLast(input, first, rest)));
    input = (await forward(layers.slice(-1), input, rest.parallel, rest.abort)).at(-1)!;
  }
  return { mean, scale, layers, centred };
}

type Rest = Omit<LayerStart, 'sizes'>;

interface FirstComponents {
  /** (outputs, D) */
  readonly first: Matrix;
  readonly mean: Float32Array;
}

function startHidden({ first }: FirstComponents, { random }: Rest): Layer {
  const weights = matrixProduct(randomRotation(first.rows, random).matrix, first);
  return { weights, offsets: new Float32Array(first.rows), reach: HIDDEN_REACH };
}

async function startLast(input: Matrix, { first, mean }: FirstComponents, rest: Rest): Promise<Layer> {
  const coordinates = await multiplyAll(input, first, rest.parallel, rest.abort);
  const middle = thresholdsAtMean(first, { mean });
  for (let at = 0; at < coordinates.data.length; at++) coordinates.data[at]! -= middle[at % first.rows]!;
  const weights = matrixProduct(await turnToCorners(coordinates, rest), first);
  return { weights, offsets: thresholdsAtMean(weights, { mean }).map((threshold) => -threshold) };
}

/** (size, D): beyond the components there are, small chance. */
function firstOf({ data, columns }: Matrix, size: number, random: Random): Matrix {
  const first = zeroMatrix(size, columns);
  for (let at = 0; at < first.data.length; at++) {
    first.data[at] = data[at] ?? random.normal() / Math.sqrt(columns);
  }
  return first;
}
