import { describe, expect, it } from 'vitest';
import { fromBytes, row, squaredNorm, toBytes } from '../../../core/index.ts';
import { featureLike } from '../vectors.ts';

describe('toBytes', () => {
  it('is off by at most half a step in each component', () => {
    const features = featureLike(50, 512, 1);
    for (let i = 0; i < 50; i++) {
      const feature = row(features, i);
      const bytes = toBytes(feature);
      const back = fromBytes(bytes);
      feature.forEach((value, j) => {
        expect(Math.abs(value - back[j]!)).toBeLessThanOrEqual(bytes.scale * (0.5 + 1e-5));
      });
      expect(Math.max(...bytes.components.map(Math.abs))).toBe(127);
    }
  });

  it('hardly turns a feature: the squared error of length one stays below 1e-4', () => {
    const feature = row(featureLike(1, 512, 2), 0);
    const back = fromBytes(toBytes(feature));
    expect(squaredNorm(feature.map((value, j) => value - back[j]!))).toBeLessThan(1e-4);
  });

  it('keeps the zero vector and refuses NaN', () => {
    expect(fromBytes(toBytes(new Float32Array(3)))).toEqual(new Float32Array(3));
    expect(() => toBytes(Float32Array.of(NaN))).toThrow('expected a finite number');
  });
});
