import { describe, expect, it } from 'vitest';
import { averagePrecision, leaveOut, precisionAt, recallAt } from '../../../core/index.ts';

const relevant = new Set(['a', 'b', 'c']);

describe('averagePrecision', () => {
  it('is 1 when all the relevant come first, in any order', () => {
    expect(averagePrecision(['c', 'a', 'b', 'x', 'y'], relevant)).toBe(1);
  });

  it('equals the sum worked out by hand', () => {
    // Found at ranks 1, 3 and 6: (1/1 + 2/3 + 3/6) / 3.
    expect(averagePrecision(['a', 'x', 'b', 'y', 'z', 'c'], relevant)).toBeCloseTo((1 + 2 / 3 + 1 / 2) / 3, 12);
  });

  it('counts what is not found as 0', () => {
    expect(averagePrecision(['x', 'a'], relevant)).toBeCloseTo(0.5 / 3, 12);
    expect(averagePrecision([], relevant)).toBe(0);
  });

  it('measures the others of the group once the query is left out of its own list', () => {
    // By Holidays: the photo finds itself first, which is neither a hit nor a miss.
    expect(averagePrecision(leaveOut(['query', 'a', 'b', 'c'], 'query'), relevant)).toBe(1);
    expect(averagePrecision(leaveOut(['a', 'query', 'b', 'c'], 'query'), relevant)).toBe(1);
  });

  it('refuses a query with nothing to find', () => {
    expect(() => averagePrecision(['a'], new Set())).toThrow('relevant: expected at least one id');
  });
});

describe('recallAt and precisionAt', () => {
  const ranked = ['a', 'x', 'b', 'y'];

  it('count the relevant in the first places, over all that are relevant or over the places', () => {
    expect(recallAt(ranked, relevant, 1)).toBeCloseTo(1 / 3, 12);
    expect(recallAt(ranked, relevant, 4)).toBeCloseTo(2 / 3, 12);
    expect(precisionAt(ranked, relevant, 1)).toBe(1);
    expect(precisionAt(ranked, relevant, 4)).toBe(0.5);
  });

  it('count places left empty as misses', () => {
    expect(precisionAt(ranked, relevant, 8)).toBe(0.25);
  });

  it('refuse to look at no place at all', () => {
    expect(() => recallAt(ranked, relevant, 0)).toThrow('count: expected a whole number from 1');
  });
});
