import { describe, expect, it } from 'vitest';
import { createPlainKernels, row } from '../../../../../core/index.ts';
import type { LabelledVector } from '../../../../../main/engine/lab/methods/labelled-vectors.ts';
import { labelledComparison } from '../../../../../main/engine/lab/methods/labelled-vectors.ts';

const kernels = createPlainKernels();
const at = (x: number, label: string | null, asks = true): LabelledVector => {
  return { vector: Float32Array.of(x, 1), label, asks };
};
const compare = (vectors: readonly LabelledVector[]) => labelledComparison(vectors, kernels, { seed: 1 });
/** The first components of these rows. */
const places = (vectors: { data: Float32Array; rows: number; columns: number }) =>
  Array.from({ length: vectors.rows }, (_, i) => row(vectors, i)[0]!).sort((a, b) => a - b);

describe('labelled vectors', () => {
  const plain = [at(0, 'a'), at(1, 'a'), at(2, 'a'), at(10, 'b'), at(11, 'b'), at(20, 'alone')];

  it('are divided label by label: one half is searched and learned from, the other asks', () => {
    const { base, learn, queries } = compare(plain);
    expect(places(base)).toEqual([0, 2, 10, 20]);
    expect(places(queries)).toEqual([1, 11]);
    expect(learn).toBe(base);
  });

  it('ask by their role where some do not ask', () => {
    const { base, queries } = compare([at(0, 'a', true), at(1, 'a', false), at(2, 'b', true), at(3, 'c', false)]);
    expect(places(base)).toEqual([1, 3]);
    expect(places(queries)).toEqual([0]); // nothing of b is there to be found
  });

  it('should find what has the same label, and have a nearest one that may have another', () => {
    const { base, queries, relevantTo, nearestTo } = compare([...plain, at(1.1, 'b'), at(1.2, 'b')]);
    for (let query = 0; query < queries.rows; query++) {
      const own = row(queries, query)[0]!;
      const found = [...relevantTo(query)].map((id) => row(base, id)[0]!).sort((a, b) => a - b);
      expect(found.map((x) => Math.round(10 * x) / 10)).toEqual(own === 1 ? [0, 2] : [1.1, 10]);
      if (own === 1) expect(row(base, nearestTo(query))[0]).toBeCloseTo(1.1);
    }
  });

  it('without a label are there to be lost among, each with a number of its own', () => {
    const { base, labels } = compare([...plain, at(50, null), at(51, null)]);
    expect(places(base)).toEqual([0, 2, 10, 20, 50, 51]);
    const numberAt = (x: number): number => {
      return labels![Array.from({ length: base.rows }, (_, id) => row(base, id)[0]!).indexOf(x)]!;
    };
    expect(numberAt(0)).toBe(numberAt(2));
    expect(new Set([0, 10, 20, 50, 51].map(numberAt)).size).toBe(5);
  });

  it('ask no more often than wanted', () => {
    const many = Array.from({ length: 40 }, (_, i) => at(i, i % 2 === 0 ? 'a' : 'b'));
    const { queries, base } = labelledComparison(many, kernels, { seed: 1, mostQueries: 6 });
    expect(queries.rows).toBe(6);
    expect(base.rows).toBe(20);
  });

  it('are refused when nothing could be found', () => {
    expect(() => compare([at(0, 'a'), at(1, 'b')])).toThrow(/Nothing can be asked/);
  });
});
