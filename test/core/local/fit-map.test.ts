import { describe, expect, it } from 'vitest';
import { fitMap } from '../../../core/local/fit-map.ts';
import { affine, expectSame, pairsUnder, similarity } from './made-pairs.ts';

describe('a map fitted to pairs of places', () => {
  it('is the one they were made with', () => {
    expectSame(fitMap(pairsUnder(similarity, 2, 0), 'similarity')!, similarity, 8);
    expectSame(fitMap(pairsUnder(affine, 3, 0), 'affine')!, affine, 8);
  });

  it('is nearer to it than any of the noise when there are many', () => {
    expectSame(fitMap(pairsUnder(affine, 2000, 0, 1), 'affine')!, affine, 2);
  });

  it('is none where pairs are too few, on one point or on one line', () => {
    const pair = { x: 5, y: 6, toX: 7, toY: 8 };
    expect(fitMap([pair], 'similarity')).toBeNull();
    expect(fitMap([pair, pair], 'similarity')).toBeNull();
    const line = [0, 1, 2].map((i) => ({ x: i, y: 2 * i, toX: i, toY: i }));
    expect(fitMap(line, 'affine')).toBeNull();
  });
});
