import { describe, expect, test } from 'vitest';
import { justifyRows, type Proportions } from '../../../renderer/layout/justified-rows.ts';
import { SeededProportions } from '../seeded-proportions.ts';

const options = { width: 1000, rowHeight: 200, gap: 4 };
const landscape: Proportions = { width: 3, height: 2 };

describe('justified rows', () => {
  test('every full row is exactly as wide as the view', () => {
    const photos = new SeededProportions(7).many(500);
    const { boxes, rows } = justifyRows(photos, options);
    for (const row of rows.slice(0, -1)) {
      const last = boxes[row.end - 1];
      expect((last?.left ?? 0) + (last?.width ?? 0)).toBeCloseTo(1000, 6);
    }
  });

  test('rows stay near the wanted height', () => {
    const { rows } = justifyRows(new SeededProportions(7).many(500), options);
    for (const row of rows.slice(0, -1)) {
      expect(row.height).toBeGreaterThan(120);
      expect(row.height).toBeLessThan(300);
    }
  });

  test('photos keep their proportions', () => {
    const photos = new SeededProportions(3).many(100);
    justifyRows(photos, options).boxes.forEach((box, index) => {
      const photo = photos[index] ?? landscape;
      expect(box.width / box.height).toBeCloseTo(photo.width / photo.height, 6);
    });
  });

  test('every photo lies in exactly one row, in order', () => {
    const { rows, boxes } = justifyRows(new SeededProportions(5).many(321), options);
    expect(boxes).toHaveLength(321);
    expect(rows[0]?.first).toBe(0);
    rows.slice(1).forEach((row, index) => expect(row.first).toBe(rows[index]?.end));
    expect(rows.at(-1)?.end).toBe(321);
  });

  test('the last row is not stretched', () => {
    const { boxes } = justifyRows([landscape], options);
    expect(boxes).toEqual([{ left: 0, top: 0, width: 300, height: 200 }]);
  });

  test('a panorama takes part as no more than five to one', () => {
    const { boxes } = justifyRows([{ width: 20000, height: 1000 }], { ...options, width: 3000 });
    expect(boxes[0]?.width).toBe(1000);
  });

  test('captions make rows higher, not photos', () => {
    const { boxes, rows } = justifyRows([landscape], { ...options, captionHeight: 22 });
    expect(boxes[0]?.height).toBe(200);
    expect(rows[0]?.height).toBe(222);
  });

  test('nothing makes nothing', () => {
    expect(justifyRows([], options)).toEqual({ boxes: [], rows: [], height: 0 });
  });
});
