// Iterative quantisation: principal coordinates are turned until they lie as near as possible to the corners of a cube, so
// that rounding each to its sign loses least.
import { expectInteger } from '../checks.ts';
import { crossProducts } from '../linalg/cross-products.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { matrixProduct } from '../linalg/matrix-product.ts';
import { polarFactor } from '../linalg/polar-factor.ts';
import { randomRotation } from '../linalg/random-rotation.ts';
import { multiplyAll } from '../linalg/transform-all.ts';
import type { Random } from '../random.ts';
import type { ComponentHashing } from './pca-hashing.ts';
import { componentsOf, thresholdsAtMean } from './pca-hashing.ts';
import { ProjectionHasher } from './projection-hasher.ts';

export interface ItqOptions extends ComponentHashing {
  readonly random: Random;
  /** As in the paper; the loss hardly falls afterwards. */
  readonly iterations?: number | undefined;
  /** Told the loss ||B - V R||^2 / N after each iteration: it never grows. */
  readonly onIteration?: ((loss: number) => void) | undefined;
}

/**
 * Source: Gong, Lazebnik, "Iterative quantization: a Procrustean approach to learning binary codes", CVPR 2011, section 2:
 * in turns the signs B of the turned coordinates (equation 3), and the rotation that brings the coordinates nearest to B
 * (the Procrustes problem).
 * @param vectors (N, D), N at least 2; b at most D
 * @throws CoreError `too-few-points`, `not-finite`, `parameter`, `memory`, `aborted`
 * Cost O(N D^2 + D^3 + iterations (N b^2 + b^3)).
 */
export async function trainItq(vectors: Matrix, bits: number, options: ItqOptions): Promise<ProjectionHasher> {
  const { parallel, abort } = options;
  expectInteger('bits', bits, 1, vectors.columns);
  const { components, mean } = (await componentsOf(vectors, options)).reduce(bits);
  const coordinates = await multiplyAll(vectors, components, parallel, abort);
  subtractRow(coordinates, thresholdsAtMean(components, { mean }));
  const planes = matrixProduct(await turnToCorners(coordinates, options), components);
  return new ProjectionHasher(planes, thresholdsAtMean(planes, { mean }));
}

/**
 * The rotation (b, b) that brings coordinates (N, b) with a mean of zero as near to the corners of a cube as iterating does.
 * @throws CoreError `memory`, `aborted`. Cost O(iterations (N b^2 + b^3))
 */
export async function turnToCorners(coordinates: Matrix, options: ItqOptions): Promise<Matrix> {
  const { random, parallel, iterations = 50, onIteration, abort } = options;
  const { columns: bits } = coordinates;
  let rotation = randomRotation(bits, random).matrix;
  for (let i = 0; i < iterations; i++) {
    const turned = await multiplyAll(coordinates, rotation, parallel, abort);
    onIteration?.(lossOf(turned));
    const products = await crossProducts(signsOf(turned), coordinates, parallel, abort);
    rotation = { data: Float32Array.from(polarFactor(Float64Array.from(products), bits)), rows: bits, columns: bits };
  }
  return rotation;
}

function subtractRow(matrix: Matrix, values: Float32Array): void {
  for (let i = 0, at = 0; i < matrix.rows; i++) {
    for (let j = 0; j < matrix.columns; j++, at++) matrix.data[at]! -= values[j]!;
  }
}

function signsOf(matrix: Matrix): Matrix {
  return { ...matrix, data: matrix.data.map((value) => (value > 0 ? 1 : -1)) };
}

function lossOf({ data, rows }: Matrix): number {
  let sum = 0;
  for (const value of data) sum += (Math.abs(value) - 1) ** 2;
  return sum / rows;
}
