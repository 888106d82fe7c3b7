import { describe, expect, it } from 'vitest';
import {
  Permutation,
  Random,
  Rotation,
  createOneLane,
  createPlainKernels,
  dot,
  randomRotation,
  row,
  squaredDistance,
  trainPrincipalComponents,
} from '../../../core/index.ts';
import { transformAll } from '../../../core/linalg/transform-all.ts';
import { featureLike, normalVectors } from '../vectors.ts';

const parallel = createOneLane(createPlainKernels());
const vectors = featureLike(60, 24, 1);

describe.each([
  ['a random rotation', randomRotation(24, new Random(1))],
  ['a random permutation', Permutation.random(24, new Random(1))],
])('%s', (_, transform) => {
  it('keeps distances, and can be undone', () => {
    for (let i = 1; i < vectors.rows; i++) {
      const [a, b] = [row(vectors, i - 1), row(vectors, i)];
      const [ta, tb] = [transform.apply(a), transform.apply(b)];
      expect(squaredDistance(ta, 0, tb, 0, 24)).toBeCloseTo(squaredDistance(a, 0, b, 0, 24), 5);
      transform.revert(ta).forEach((value, j) => expect(value).toBeCloseTo(a[j]!, 5));
    }
  });

  it('does the same to many at once', async () => {
    const all = await transformAll(transform, vectors, parallel);
    for (let i = 0; i < vectors.rows; i++) {
      transform.apply(row(vectors, i)).forEach((value, j) => expect(row(all, i)[j]).toBeCloseTo(value, 5));
    }
    await expect(transformAll(transform, normalVectors(2, 23, 1), parallel)).rejects.toThrow('expected 24 columns');
  });

  it('names what it expected', () => {
    expect(() => transform.apply(new Float32Array(23))).toThrow('vector: expected 24 components, received 23');
    expect(() => transform.revert(new Float32Array(24).fill(NaN))).toThrow('vector, component 0');
  });
});

describe('randomRotation', () => {
  it('is the same for the same seed, and spreads one direction over all', () => {
    const rotation = randomRotation(64, new Random(1));
    expect(randomRotation(64, new Random(1)).matrix).toEqual(rotation.matrix);
    expect(randomRotation(64, new Random(2)).matrix).not.toEqual(rotation.matrix);
    const axis = new Float32Array(64);
    axis[0] = 1;
    expect(Math.max(...rotation.apply(axis).map(Math.abs))).toBeLessThan(0.6);
  });
});

describe('Rotation and Permutation', () => {
  it('refuse what is no rotation and no permutation', () => {
    const stretched = { data: Float32Array.of(1, 0, 0, 2), rows: 2, columns: 2 };
    expect(() => new Rotation(stretched)).toThrow('rotation, row 1 times row 1: expected 1, received 4');
    expect(() => new Rotation({ ...stretched, data: Float32Array.of(1, 1, 0, 1) })).toThrow('row 0 times row 0');
    expect(() => new Rotation(normalVectors(2, 3, 1))).toThrow('rotation: expected 9 components, received 6');
    expect(() => new Permutation([0, 2, 2])).toThrow('permutation: expected each of 0 to 2 once, received no 1');
  });
});

describe('PrincipalComponents', () => {
  // Variances 9, 4 and 1 along three directions that are no axes, and nothing along the others.
  const rotation = randomRotation(8, new Random(3));
  const random = new Random(4);
  const flat = {
    data: Float32Array.from(
      Array.from({ length: 5000 }, () => {
        const along = Float32Array.of(3, 2, 1, 0, 0, 0, 0, 0).map((deviation) => deviation * random.normal());
        return [...rotation.revert(along)].map((value, i) => value + i);
      }).flat(),
    ),
    rows: 5000,
    columns: 8,
  };

  it('finds the directions and how much lies along each', async () => {
    const found = await trainPrincipalComponents(flat, parallel);
    [9, 4, 1, 0, 0, 0, 0, 0].forEach((variance, i) => {
      expect(Math.abs(found.variances[i]! - variance)).toBeLessThan(0.05 * variance + 1e-4);
    });
    for (let i = 0; i < 3; i++) {
      const cosine = dot(row(found.components, i), 0, row(rotation.matrix, i), 0, 8);
      expect(Math.abs(cosine)).toBeGreaterThan(0.99);
    }
    found.mean.forEach((value, i) => expect(Math.abs(value - i)).toBeLessThan(0.2));
    expect(found.explained.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(found.explained[0]).toBeCloseTo(9 / 14, 1);
  });

  it('gives vectors back from all components, and from those that matter', async () => {
    const all = await trainPrincipalComponents(flat, parallel);
    const three = all.reduce(3);
    const vector = row(flat, 17);
    expect(three.apply(vector)).toEqual(all.apply(vector).slice(0, 3));
    for (const components of [all, three]) {
      components.revert(components.apply(vector)).forEach((value, i) => expect(value).toBeCloseTo(vector[i]!, 4));
    }
    const one = all.reduce(1);
    const left = squaredDistance(one.revert(one.apply(vector)), 0, vector, 0, 8);
    const dropped = three.apply(vector).slice(1);
    expect(left).toBeCloseTo(dot(dropped, 0, dropped, 0, 2), 3);
  });

  it('names what it expected', async () => {
    await expect(trainPrincipalComponents(normalVectors(1, 3, 1), parallel)).rejects.toThrow('expected at least 2');
    const components = await trainPrincipalComponents(normalVectors(9, 3, 1), parallel);
    expect(() => components.reduce(4)).toThrow('components: expected a whole number from 1 to 3, received 4');
    expect(() => components.apply(new Float32Array(4))).toThrow('vector: expected 3 components, received 4');
  });
});
