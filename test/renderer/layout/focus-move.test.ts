import { describe, expect, test } from 'vitest';
import { moveFocus } from '../../../renderer/layout/focus-move.ts';

// Two lines: three photos of 100, then one of 40, one of 200 and one of 60.
const line = (top: number, widths: number[]) => {
  let left = 0;
  return widths.map((width) => {
    const box = { left, top, width, height: 100 };
    left += width;
    return box;
  });
};
const boxes = [...line(0, [100, 100, 100]), ...line(104, [40, 200, 60]), ...line(208, [300])];

describe('moving the focus', () => {
  test('down goes to the photo nearest by its centre', () => {
    expect(moveFocus(boxes, 0, 'down', 500)).toBe(3);
    expect(moveFocus(boxes, 1, 'down', 500)).toBe(4);
    expect(moveFocus(boxes, 2, 'down', 500)).toBe(5);
  });

  test('up comes back to the line above', () => {
    expect(moveFocus(boxes, 5, 'up', 500)).toBe(2);
    expect(moveFocus(boxes, 6, 'up', 500)).toBe(4);
  });

  test('sideways goes on into the next line', () => {
    expect(moveFocus(boxes, 2, 'right', 500)).toBe(3);
    expect(moveFocus(boxes, 3, 'left', 500)).toBe(2);
  });

  test('stops at both ends', () => {
    expect(moveFocus(boxes, 0, 'left', 500)).toBe(0);
    expect(moveFocus(boxes, 0, 'up', 500)).toBe(0);
    expect(moveFocus(boxes, 6, 'right', 500)).toBe(6);
    expect(moveFocus(boxes, 6, 'down', 500)).toBe(6);
  });

  test('a page goes as far as there are photos', () => {
    expect(moveFocus(boxes, 0, 'page-down', 200)).toBe(6);
    expect(moveFocus(boxes, 6, 'page-up', 5000)).toBe(1);
  });

  test('home and end reach the first and the last', () => {
    expect(moveFocus(boxes, 4, 'first', 500)).toBe(0);
    expect(moveFocus(boxes, 0, 'last', 500)).toBe(6);
  });
});
