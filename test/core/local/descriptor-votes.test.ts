import { describe, expect, it } from 'vitest';
import { asMatrix } from '../../../core/linalg/matrix.ts';
import { DescriptorVotes } from '../../../core/local/descriptor-votes.ts';
import { ExactSearcher } from '../../../core/index/exact-searcher.ts';
import { FloatRows } from '../../../core/index/feature-rows.ts';

/** Descriptors of one component, in the order of their ids. */
function searcherOf(...values: number[]): ExactSearcher {
  const searcher = new ExactSearcher(new FloatRows(1));
  values.forEach((value, id) => searcher.add(id, Float32Array.of(value)));
  return searcher;
}

const asking = (...values: number[]) => asMatrix(Float32Array.from(values), 1);

describe('votes of descriptors', () => {
  it('go to the photos that the nearest are from, by how near they are', () => {
    // Photo 5 has descriptors at 0 and 10, photo 6 at 2 and 14.
    const votes = new DescriptorVotes(Uint32Array.of(5, 5, 6, 6));
    const ranked = votes.rank(asking(0), searcherOf(0, 10, 2, 14), { k: 3 });
    expect(ranked.map(({ photo }) => photo)).toEqual([5, 6]);
    expect(ranked[0]!.score).toBeCloseTo(1 / Math.SQRT2, 6);
    expect(ranked[1]!.score).toBeCloseTo((1 - 4 / 100) / Math.SQRT2, 6);
  });

  it('are one a photo for each descriptor, and name the pair', () => {
    const votes = new DescriptorVotes(Uint32Array.of(1, 1, 1, 2));
    const [first] = votes.rank(asking(5, 0), searcherOf(0, 1, 2, 50), { k: 4 });
    expect(first).toMatchObject({ photo: 1 });
    expect(first!.matches.map(({ first: from, second }) => [from, second])).toEqual([[0, 2], [1, 0]]); // prettier-ignore
  });

  it('count less where a photo has many descriptors', () => {
    const votes = new DescriptorVotes(Uint32Array.of(1, 2, 2, 2, 2));
    const ranked = votes.rank(asking(0), searcherOf(1, -1, 60, 70, 80), { k: 3 });
    expect(ranked[0]!.photo).toBe(1);
    expect(ranked[0]!.score / ranked[1]!.score).toBeCloseTo(2, 6);
  });
});
