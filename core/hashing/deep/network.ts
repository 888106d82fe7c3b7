// A few fully connected layers with tanh, or one that bends later, after each: forward with what is needed to go back, and back again.
import type { Abort } from '../../abort.ts';
import { crossProducts } from '../../linalg/cross-products.ts';
import type { Matrix } from '../../linalg/matrix.ts';
import { transpose } from '../../linalg/matrix.ts';
import { multiplyAll } from '../../linalg/transform-all.ts';
import type { Parallel } from '../../parallel.ts';

/** Notation: N vectors; layer m turns h(m-1) into h(m) = r tanh((W h(m-1) + c) / r). */
export interface Layer {
  /** W, shape (outputs, inputs). */
  readonly weights: Matrix;
  /** c (outputs). */
  readonly offsets: Float32Array;
  /** r, 1 by default: outputs lie between -r and r, and are nearly straight well within. */
  readonly reach?: number | undefined;
}

/** What a step adds to the layers: of their shapes. */
export interface Gradient {
  readonly weights: Float32Array;
  readonly offsets: Float32Array;
}

/** Outputs of every layer (N, outputs), the vectors themselves first. Cost: O(N inputs outputs) a layer. */
export async function forward(
  layers: readonly Layer[],
  vectors: Matrix,
  parallel: Parallel,
  abort?: Abort,
): Promise<Matrix[]> {
  const outputs = [vectors];
  for (const { weights, offsets, reach = 1 } of layers) {
    const output = await multiplyAll(outputs.at(-1)!, weights, parallel, abort);
    const { data, columns } = output;
    for (let at = 0; at < data.length; at++) data[at] = reach * Math.tanh((data[at]! + offsets[at % columns]!) / reach);
    outputs.push(output);
  }
  return outputs;
}

/**
 * The gradient of a loss in all layers.
 * @param outputs as `forward` gives them
 * @param byOutput the loss's gradient by the last layer's outputs (N, outputs); it is used up
 * Cost: twice that of `forward`.
 */
export async function backward(
  layers: readonly Layer[],
  outputs: readonly Matrix[],
  byOutput: Matrix,
  parallel: Parallel,
  abort?: Abort,
): Promise<Gradient[]> {
  const gradients: Gradient[] = [];
  let delta = byOutput;
  for (let m = layers.length - 1; m >= 0; m--) {
    const [input, output] = [outputs[m]!, outputs[m + 1]!];
    const { reach = 1 } = layers[m]!;
    // The derivative by the value h: 1 - (h / r)^2.
    for (let at = 0; at < delta.data.length; at++) delta.data[at]! *= 1 - (output.data[at]! / reach) ** 2;
    const weights = Float32Array.from(await crossProducts(delta, input, parallel, abort));
    gradients.unshift({ weights, offsets: columnSums(delta) });
    if (m > 0) delta = await multiplyAll(delta, transpose(layers[m]!.weights), parallel, abort);
  }
  return gradients;
}

function columnSums({ data, columns }: Matrix): Float32Array {
  const sums = new Float64Array(columns);
  for (let at = 0; at < data.length; at++) sums[at % columns]! += data[at]!;
  return Float32Array.from(sums);
}
