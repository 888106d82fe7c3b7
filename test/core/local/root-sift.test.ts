import { describe, expect, it } from 'vitest';
import { dot } from '../../../core/linalg/dot.ts';
import { row } from '../../../core/linalg/matrix.ts';
import { rootSift } from '../../../core/local/root-sift.ts';
import { Random } from '../../../core/random.ts';

const random = new Random(5);
const descriptors = Uint8Array.from({ length: 3 * 128 }, () => random.integer(200));

describe('RootSIFT', () => {
  it('has length one', () => {
    const roots = rootSift(descriptors);
    for (let i = 0; i < 3; i++) expect(dot(row(roots, i), 0, row(roots, i), 0, 128)).toBeCloseTo(1, 5);
  });

  it('has the Hellinger kernel of the histograms as its inner product', () => {
    const shares = (i: number) => {
      const part = Array.from(descriptors.subarray(128 * i, 128 * (i + 1)));
      const sum = part.reduce((total, value) => total + value, 0);
      return part.map((value) => value / sum);
    };
    const other = shares(1);
    const kernel = shares(0).reduce((sum, value, c) => sum + Math.sqrt(value * other[c]!), 0);
    const roots = rootSift(descriptors);
    expect(dot(row(roots, 0), 0, row(roots, 1), 0, 128)).toBeCloseTo(kernel, 5);
  });

  it('leaves the descriptor of a plain patch zero', () => {
    expect(rootSift(new Uint8Array(128)).data.every((value) => value === 0)).toBe(true);
  });

  it('refuses half a descriptor', () => {
    expect(() => rootSift(new Uint8Array(100))).toThrow(/rows of 128/);
  });
});
