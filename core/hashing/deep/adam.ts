// One layer's steps of gradient descent, each as long as its gradients have been steady.
import type { Gradient, Layer } from './network.ts';

const MEAN_KEPT = 0.9;
const SQUARE_KEPT = 0.999;
const LEAST_ROOT = 1e-8;

/** Source: Kingma, Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1. Changes the layer in place. */
export class AdamStep {
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
    const scale = (this.rate * Math.sqrt(1 - SQUARE_KEPT ** this.count)) / (1 - MEAN_KEPT ** this.count);
    for (let at = 0; at < values.length; at++) {
      means[at] = MEAN_KEPT * means[at]! + (1 - MEAN_KEPT) * gradient[at]!;
      squares[at] = SQUARE_KEPT * squares[at]! + (1 - SQUARE_KEPT) * gradient[at]! ** 2;
      values[at]! -= (scale * means[at]!) / (Math.sqrt(squares[at]!) + LEAST_ROOT);
    }
  }
}
