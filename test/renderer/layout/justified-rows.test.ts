import { describe, expect, test } from 'vitest';
import { aspectOf, breakRows, type Proportions } from '../../../renderer/layout/justified-rows.ts';
import { SeededProportions } from '../seeded-proportions.ts';

const options = { width: 1000, rowHeight: 200, gap: 4 };
const landscape: Proportions = { width: 3, height: 2 };

function rowsOf(photos: readonly Proportions[], more: Partial<typeof options> = {}) {
  const rows: { first: number; end: number; height: number }[] = [];
  const aspectAt = (index: number) => aspectOf(photos[index] ?? landscape);
  breakRows(photos.length, aspectAt, { ...options, ...more }, (end, height) =>
    rows.push({ first: rows.at(-1)?.end ?? 0, end, height }),
  );
  return rows;
}

describe('justified rows', () => {
  test('every full row is exactly as wide as the view', () => {
    const photos = new SeededProportions(7).many(500);
    for (const { first, end, height } of rowsOf(photos).slice(0, -1)) {
      const aspects = photos.slice(first, end).reduce((sum, photo) => sum + aspectOf(photo), 0);
      expect(aspects * height + (end - first - 1) * options.gap).toBeCloseTo(1000, 6);
    }
  });

  test('rows stay near the wanted height', () => {
    for (const row of rowsOf(new SeededProportions(7).many(500)).slice(0, -1)) {
      expect(row.height).toBeGreaterThan(120);
      expect(row.height).toBeLessThan(300);
    }
  });

  test('every photo lies in exactly one row, in order', () => {
    const rows = rowsOf(new SeededProportions(5).many(321));
    expect(rows.every(({ first, end }) => end > first)).toBe(true);
    expect(rows.at(-1)?.end).toBe(321);
  });

  test('the last row is not stretched', () => {
    expect(rowsOf([landscape])).toEqual([{ first: 0, end: 1, height: 200 }]);
  });

  test('a panorama takes part as no more than five to one', () => {
    expect(aspectOf({ width: 20_000, height: 1000 })).toBe(5);
    expect(rowsOf([{ width: 20_000, height: 1000 }], { width: 3000 })[0]?.height).toBe(200);
  });

  test('nothing makes nothing', () => {
    expect(rowsOf([])).toEqual([]);
  });
});
