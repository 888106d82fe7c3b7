import { describe, expect, test } from 'vitest';
import { placeRows } from '../../../renderer/layout/picture-rows.ts';

describe('rows of pictures with captions', () => {
  const options = { width: 1200, rowHeight: 200, gap: 4, captionHeight: 22 };

  test('hold every picture once, in order, within the width, each row below the one before', () => {
    const pictures = Array.from({ length: 200 }, (_, i) => ({ width: 1 + ((i * 7) % 11), height: 1 + ((i * 5) % 7) }));
    const { rows, height } = placeRows(pictures, options);
    expect(rows.flatMap(({ first, boxes }) => boxes.map((_, i) => first + i))).toEqual(pictures.map((_, i) => i));
    for (const [i, row] of rows.entries()) {
      const last = row.boxes.at(-1)!;
      expect(last.left + last.width).toBeLessThanOrEqual(options.width + 0.01);
      expect(row.height - row.boxes[0]!.height).toBeCloseTo(options.captionHeight);
      if (i > 0) expect(row.top).toBeCloseTo(rows[i - 1]!.top + rows[i - 1]!.height + options.gap);
    }
    expect(height).toBeCloseTo(rows.at(-1)!.top + rows.at(-1)!.height);
  });

  test('of nothing have no height', () => expect(placeRows([], options)).toEqual({ rows: [], height: 0 }));
});
