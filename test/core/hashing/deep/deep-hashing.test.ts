// Deep hashing: gradients that are those of the loss, a loss that falls, labels that help, and a hasher that is kept whole.
import { describe, expect, it } from 'vitest';
import { DeepHasher } from '../../../../core/hashing/deep/deep-hasher.ts';
import { addLayerLoss, outputLoss, type LossWeights } from '../../../../core/hashing/deep/deep-hashing-loss.ts';
import { backward, forward, type Layer } from '../../../../core/hashing/deep/network.ts';
import { trainDeepHashing } from '../../../../core/hashing/deep/train-deep-hashing.ts';
import { HammingSearcher } from '../../../../core/hashing/hamming-searcher.ts';
import type { Hasher } from '../../../../core/hashing/hasher.ts';
import { averagePrecision } from '../../../../core/index.ts';
import { createPlainKernels } from '../../../../core/kernels/plain/plain-kernels.ts';
import { row, zeroMatrix, type Matrix } from '../../../../core/linalg/matrix.ts';
import { createOneLane } from '../../../../core/parallel.ts';
import { Random } from '../../../../core/random.ts';

const parallel = createOneLane(createPlainKernels());
const weights: LossWeights = { variance: 0.7, independence: 0.3, decay: 0.05, labels: 0.8 };

function normal(rows: number, columns: number, seed: number): Matrix {
  const random = new Random(seed);
  const matrix = zeroMatrix(rows, columns);
  for (let at = 0; at < matrix.data.length; at++) matrix.data[at] = 0.5 * random.normal();
  return matrix;
}

function makeLayers(): Layer[] {
  return [
    { weights: normal(5, 6, 1), offsets: normal(1, 5, 2).data, reach: 3 },
    { weights: normal(4, 5, 3), offsets: normal(1, 4, 4).data },
  ];
}

describe('the gradient of deep hashing', () => {
  const vectors = normal(9, 6, 5);
  const pairs = { same: [[0, 1], [2, 5], [7, 8]], different: [[0, 4], [3, 6]] } as const; // prettier-ignore

  async function lossOf(layers: readonly Layer[]): Promise<number> {
    const outputs = await forward(layers, vectors, parallel);
    const nothing = (layer: Layer) => ({
      weights: new Float32Array(layer.weights.data.length),
      offsets: new Float32Array(layer.offsets.length),
    });
    let { loss } = outputLoss(outputs.at(-1)!, weights, pairs);
    for (const layer of layers) loss += await addLayerLoss(layer, weights, nothing(layer), parallel);
    return loss;
  }

  it('is what small changes of every weight and offset give', async () => {
    const layers = makeLayers();
    const outputs = await forward(layers, vectors, parallel);
    const gradients = await backward(layers, outputs, outputLoss(outputs.at(-1)!, weights, pairs).gradient, parallel);
    for (const [m, layer] of layers.entries()) await addLayerLoss(layer, weights, gradients[m]!, parallel);
    const step = 1e-2;
    for (const [m, layer] of layers.entries()) {
      const parts = [
        [layer.weights.data, gradients[m]!.weights],
        [layer.offsets, gradients[m]!.offsets],
      ] as const;
      for (const [values, gradient] of parts) {
        for (let at = 0; at < values.length; at++) {
          const held = values[at]!;
          values[at] = held + step;
          const above = await lossOf(layers);
          values[at] = held - step;
          const below = await lossOf(layers);
          values[at] = held;
          // Central differences are off by the square of the step, and 32-bit floats by some 1e-5.
          expect(Math.abs((above - below) / (2 * step) - gradient[at]!)).toBeLessThan(2e-3);
        }
      }
    }
  });
});

/** Clusters that overlap along most components: the labels are known only to the supervised one. */
function makeLabelled(count: number, seed: number): { vectors: Matrix; labels: number[] } {
  const random = new Random(seed);
  const vectors = zeroMatrix(count, 24);
  const labels = Array.from({ length: count }, () => random.integer(4));
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < 24; j++) {
      const own = j >= 20 && j - 20 === labels[i] ? 1.5 : 0;
      vectors.data[i * 24 + j] = own + random.normal() * (j < 12 ? 1.2 : 0.5);
    }
  }
  return { vectors, labels };
}

/** mAP of Hamming ranking, the same label being what is wanted. */
function precisionOf(hasher: Hasher, { vectors, labels }: ReturnType<typeof makeLabelled>): number {
  const searcher = new HammingSearcher(hasher);
  for (let i = 0; i < vectors.rows; i++) searcher.add(i, row(vectors, i));
  let sum = 0;
  for (let i = 0; i < 60; i++) {
    const ranked = [...searcher.search(row(vectors, i), { k: vectors.rows }).ids].filter((id) => id !== i);
    const wanted = new Set(ranked.filter((id) => labels[id] === labels[i]));
    sum += averagePrecision(ranked, wanted);
  }
  return sum / 60;
}

describe('deep hashing', () => {
  const learned = makeLabelled(600, 1);
  const asked = makeLabelled(400, 2);
  const options = { bits: 12, parallel, epochs: 25, rate: 3e-3 };

  it('lowers its loss and stops when it no longer falls', async () => {
    const { losses } = await trainDeepHashing(learned.vectors, {
      ...options,
      epochs: 400,
      rate: 0.02,
      random: new Random(3),
    });
    expect(losses.at(-1)!).toBeLessThan(losses[0]!);
    expect(losses.length).toBeLessThan(400);
  });

  it('ranks better what it has learned from labels than without them', async () => {
    const { labels, vectors } = learned;
    const plain = await trainDeepHashing(vectors, { ...options, random: new Random(4) });
    const supervised = await trainDeepHashing(vectors, { ...options, labels, random: new Random(4) });
    expect(precisionOf(supervised.hasher, asked)).toBeGreaterThan(precisionOf(plain.hasher, asked) + 0.05);
  });

  it('is the same for the same seed', async () => {
    const [one, other] = [5, 5].map((seed) =>
      trainDeepHashing(learned.vectors, { ...options, epochs: 3, random: new Random(seed) }),
    );
    expect((await one!).hasher.serialise()).toEqual((await other!).hasher.serialise());
  });

  it('comes back from its bytes, and tells bytes that are cut off or changed', async () => {
    const { hasher } = await trainDeepHashing(learned.vectors, { ...options, epochs: 2, random: new Random(6) });
    const bytes = hasher.serialise();
    const copy = DeepHasher.deserialise(bytes);
    for (let i = 0; i < 20; i++) expect(copy.hash(row(asked.vectors, i))).toEqual(hasher.hash(row(asked.vectors, i)));
    const changed = bytes.slice();
    changed[100]! ^= 1;
    for (const damaged of [bytes.subarray(0, 60), bytes.subarray(0, 7), changed, new Uint8Array(200)]) {
      expect(() => DeepHasher.deserialise(damaged)).toThrow(expect.objectContaining({ code: 'damaged' }));
    }
  });

  it('refuses labels of another number', async () => {
    const wrong = trainDeepHashing(learned.vectors, { ...options, labels: [1, 2], random: new Random(1) });
    await expect(wrong).rejects.toMatchObject({ code: 'shape' });
  });
});
