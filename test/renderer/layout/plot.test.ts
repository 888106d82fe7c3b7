import { describe, expect, test } from 'vitest';
import { linearScale, linePath, logScale, shareTicks, timeRange, timeTicks } from '../../../renderer/layout/plot.ts';

describe('scales', () => {
  test('lead from the ends of the values to the ends of the plot', () => {
    const up = linearScale([0.5, 1], [300, 20]);
    expect([0.5, 1].map(up)).toEqual([300, 20]);
    expect(up(0.75)).toBeCloseTo(160);
  });

  test('of times give equal ratios equal room', () => {
    const across = logScale([1, 100], [40, 240]);
    expect(across(1)).toBeCloseTo(40);
    expect(across(10)).toBeCloseTo(140);
    expect(across(100)).toBeCloseTo(240);
  });

  test('put values without extent in the middle', () => {
    expect(linearScale([1, 1], [0, 100])(1)).toBe(50);
    expect(logScale([2, 2], [0, 100])(2)).toBe(50);
  });
});

describe('ticks', () => {
  test('of times are 1, 2 and 5, and only powers of ten where there would be many', () => {
    expect(timeTicks(1, 100)).toEqual([1, 2, 5, 10, 20, 50, 100]);
    expect(timeTicks(0.05, 0.5)).toEqual([0.05, 0.1, 0.2, 0.5]);
    expect(timeTicks(0.001, 1000)).toEqual([0.001, 0.01, 0.1, 1, 10, 100, 1000]);
  });

  test('of shares begin at or below the lowest and end at all', () => {
    expect(shareTicks(0.57)).toEqual([0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect(shareTicks(0.965)).toEqual([0.96, 0.97, 0.98, 0.99, 1]);
    expect(shareTicks(0)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    for (let lowest = 0; lowest <= 1; lowest += 0.013) {
      const ticks = shareTicks(lowest);
      expect(ticks[0]).toBeLessThanOrEqual(Math.max(lowest, 0.995));
      expect(ticks.at(-1)).toBe(1);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }
  });
});

describe('the range of times', () => {
  test('holds them all between two ticks', () => {
    expect(timeRange([1.2, 14, 90])).toEqual([1, 100]);
    expect(timeRange([0.036, 0.052])).toEqual([0.02, 0.1]);
    expect(timeRange([3])).toEqual([2, 5]);
  });

  test('has an extent even where all times are one tick, or nothing', () => {
    for (const times of [[1, 1], [0], [0.05]]) {
      const [low, high] = timeRange(times);
      expect(low).toBeGreaterThan(0);
      expect(high).toBeGreaterThan(low);
    }
  });
});

test('a line starts at its first point and goes on to the others', () => {
  expect(
    linePath([
      { x: 1, y: 2 },
      { x: 30.04, y: 4.55 },
    ]),
  ).toBe('M1 2L30 4.6');
  expect(linePath([])).toBe('');
});
