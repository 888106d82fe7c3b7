import { describe, expect, it } from 'vitest';
import { averagePrecision, precisionRecallCurve, withinRadius } from '../../../core/index.ts';

const relevant = new Set(['a', 'b', 'c']);

describe('the curve of precision and recall', () => {
  it('has the points worked out by hand', () => {
    expect(precisionRecallCurve(['a', 'x', 'b', 'y'], relevant)).toEqual([
      { precision: 1, recall: 1 / 3 },
      { precision: 2 / 3, recall: 2 / 3 },
    ]);
  });

  it('encloses the average precision, when all is found', () => {
    const ranked = ['x', 'a', 'b', 'y', 'c'];
    const area = precisionRecallCurve(ranked, relevant).reduce((sum, { precision }) => sum + precision / 3, 0);
    expect(area).toBeCloseTo(averagePrecision(ranked, relevant), 12);
  });

  it('refuses a query with nothing to find', () => {
    expect(() => precisionRecallCurve(['a'], new Set())).toThrow('relevant: expected at least one id');
  });
});

describe('precision and recall within a radius', () => {
  const ranked = ['a', 'x', 'b', 'y', 'c'];
  const distances = [0, 1, 2, 2, 5];

  it('count what is no farther', () => {
    expect(withinRadius(ranked, distances, relevant, 2)).toEqual({ precision: 2 / 4, recall: 2 / 3 });
    expect(withinRadius(ranked, distances, relevant, 9)).toEqual({ precision: 3 / 5, recall: 1 });
  });

  it('are 0 when nothing is near enough', () => {
    expect(withinRadius(ranked, [3, 3, 3, 3, 3], relevant, 2)).toEqual({ precision: 0, recall: 0 });
  });

  it('need a distance for each id', () => {
    expect(() => withinRadius(ranked, [1], relevant, 2)).toThrow(expect.objectContaining({ code: 'shape' }));
  });
});
