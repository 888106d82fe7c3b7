import { describe, expect, it } from 'vitest';
import { averagePrecision, interpolatedPrecisions, precisionRecallCurve, withinRadius } from '../../../core/index.ts';

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

describe('the curve at given levels of recall', () => {
  const curve = precisionRecallCurve(['x', 'a', 'b', 'y', 'z', 'c'], relevant); // 1/2 at 1/3, 2/3 at 2/3, 1/2 at 1

  it('has the best precision from each level on, worked out by hand', () => {
    expect(interpolatedPrecisions(curve, [0, 1 / 3, 0.5, 2 / 3, 0.9, 1])).toEqual([
      ...[2 / 3, 2 / 3, 2 / 3, 2 / 3, 1 / 2, 1 / 2],
    ]);
  });

  it('is 0 where the recall is never reached', () => {
    const short = precisionRecallCurve(['a', 'x'], relevant);
    expect(interpolatedPrecisions(short, [0, 0.3, 0.4, 1])).toEqual([1, 1, 0, 0]);
    expect(interpolatedPrecisions([], [0, 1])).toEqual([0, 0]);
  });

  it('never rises', () => {
    const levels = Array.from({ length: 11 }, (_, i) => i / 10);
    const precisions = interpolatedPrecisions(curve, levels);
    expect(precisions).toEqual(precisions.toSorted((a, b) => b - a));
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
