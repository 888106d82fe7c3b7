import { describe, expect, test } from 'vitest';
import { placeCards, stackGroups } from '../../../renderer/layout/copy-cards.ts';

const options = { width: 1000, pictureHeight: 160, captionHeight: 70, gap: 16 };
const wide = { width: 3000, height: 2000 };
const tall = { width: 1000, height: 4000 };

describe('cards of copies', () => {
  test('stand side by side without touching, and wrap before the width ends', () => {
    const { boxes, height } = placeCards(Array<typeof wide>(7).fill(wide), options);
    for (const [i, box] of boxes.entries()) {
      expect(box.left + box.width).toBeLessThanOrEqual(options.width);
      const before = boxes[i - 1];
      if (before?.top === box.top) expect(box.left).toBe(before.left + before.width + options.gap);
    }
    expect(new Set(boxes.map(({ top }) => top)).size).toBe(3);
    expect(height).toBe(3 * 230 + 2 * options.gap);
  });

  test('have room for their words beside a sliver, and fit a window narrower than themselves', () => {
    expect(placeCards([tall], options).boxes[0]!.width).toBeGreaterThan(tall.width / 25);
    expect(placeCards([wide], { ...options, width: 120 }).boxes[0]!.width).toBe(120);
    expect(placeCards([], options)).toEqual({ boxes: [], height: 0 });
  });

  test('make groups that stand below one another', () => {
    const groups = stackGroups([placeCards([wide], options), placeCards([wide, tall], options)], 77);
    expect(groups.map(({ top }) => top)).toEqual([0, 230 + 77]);
  });
});
