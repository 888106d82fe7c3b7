import { describe, expect, test } from 'vitest';
import { dot, normalise, Random, rocchioQuestion, squaredDistance, squaredNorm } from '../../../core/index.ts';

const D = 64;
const random = new Random(7);

function unit(): Float32Array {
  const vector = Float32Array.from({ length: D }, () => random.normal());
  normalise(vector);
  return vector;
}

const units = (count: number): Float32Array[] => Array.from({ length: count }, unit);
const cosine = (a: Float32Array, b: Float32Array): number => dot(a, 0, b, 0, D);

describe('the question of several examples', () => {
  test('is the example where there is one', () => {
    const example = unit();
    rocchioQuestion([example], [], 0.2).forEach((value, i) => expect(value).toBeCloseTo(example[i]!, 6));
  });

  test('has length one, with counter-examples and without', () => {
    for (const [examples, counterExamples] of [
      [2, 0],
      [3, 1],
      [5, 4],
    ] as const) {
      const question = rocchioQuestion(units(examples), units(counterExamples), 0.3);
      expect(squaredNorm(question)).toBeCloseTo(1, 5);
    }
  });

  test('does not hang on the order of the examples', () => {
    const examples = units(4);
    const turned = rocchioQuestion(examples.toReversed(), [], 0);
    rocchioQuestion(examples, [], 0).forEach((value, i) => expect(value).toBeCloseTo(turned[i]!, 6));
  });

  test('ranks as the mean of the squared distances to the examples does', () => {
    const examples = units(3);
    const question = rocchioQuestion(examples, [], 0);
    const meanDistance = (x: Float32Array): number =>
      examples.reduce((sum, example) => sum + squaredDistance(x, 0, example, 0, D), 0) / examples.length;
    const photos = units(100);
    const byMean = photos.toSorted((a, b) => meanDistance(a) - meanDistance(b));
    const byQuestion = photos.toSorted((a, b) => cosine(b, question) - cosine(a, question));
    expect(byQuestion.map((photo) => photos.indexOf(photo))).toEqual(byMean.map((photo) => photos.indexOf(photo)));
  });

  test('turns away from counter-examples, the further the heavier they weigh', () => {
    const examples = units(2);
    const [unwanted] = units(1) as [Float32Array];
    const towards = [0, 0.1, 0.2, 0.4, 0.8].map((weight) =>
      cosine(rocchioQuestion(examples, [unwanted], weight), unwanted),
    );
    expect(towards).toEqual(towards.toSorted((a, b) => b - a));
    expect(cosine(rocchioQuestion(examples, [], 0.8), unwanted)).toBeCloseTo(towards[0]!, 6);
  });

  test('still is the example where the same picture is a counter-example too', () => {
    const example = unit();
    expect(cosine(rocchioQuestion([example], [example], 0.2), example)).toBeCloseTo(1, 5);
  });
});

describe('no question', () => {
  test('is made of nothing, or of what cancels out', () => {
    const example = unit();
    const opposite = example.map((value) => -value);
    for (const make of [
      () => rocchioQuestion([], [example], 0.2),
      () => rocchioQuestion([example, opposite], [], 0.2),
      () => rocchioQuestion([example], [example], 1),
      () => rocchioQuestion([example], [], -1),
    ]) {
      expect(make).toThrow(expect.objectContaining({ code: 'parameter' }) as Error);
    }
  });

  test('is made of features that are not of one length, or not finite', () => {
    expect(() => rocchioQuestion([unit()], [new Float32Array(3)], 0.2)).toThrow(
      expect.objectContaining({ code: 'shape' }) as Error,
    );
    expect(() => rocchioQuestion([unit().fill(NaN)], [], 0.2)).toThrow(
      expect.objectContaining({ code: 'not-finite' }) as Error,
    );
  });
});
