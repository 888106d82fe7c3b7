import { describe, expect, test } from 'vitest';
import { type FocusRows, moveFocus } from '../../../renderer/layout/focus-move.ts';

// Two lines: three photos of 100, then one of 40, one of 200 and one of 60.
const line = (top: number, widths: number[]) => {
  let left = 0;
  return widths.map((width) => {
    const box = { left, top, width, height: 100 };
    left += width;
    return box;
  });
};
const lines = [line(0, [100, 100, 100]), line(104, [40, 200, 60]), line(208, [300])];
const firsts = [0, 3, 6];
const rows: FocusRows = {
  count: 7,
  rowCount: 3,
  row: (number) => ({ top: number * 104, first: firsts[number] ?? 0 }),
  rowOf: (index) => firsts.findLastIndex((first) => first <= index),
  boxesOf: (number) => lines[number] ?? [],
};

describe('moving the focus', () => {
  test('down goes to the photo nearest by its centre', () => {
    expect(moveFocus(rows, 0, 'down', 500)).toBe(3);
    expect(moveFocus(rows, 1, 'down', 500)).toBe(4);
    expect(moveFocus(rows, 2, 'down', 500)).toBe(5);
  });

  test('up comes back to the line above', () => {
    expect(moveFocus(rows, 5, 'up', 500)).toBe(2);
    expect(moveFocus(rows, 6, 'up', 500)).toBe(4);
  });

  test('sideways goes on into the next line', () => {
    expect(moveFocus(rows, 2, 'right', 500)).toBe(3);
    expect(moveFocus(rows, 3, 'left', 500)).toBe(2);
  });

  test('stops at both ends', () => {
    expect(moveFocus(rows, 0, 'left', 500)).toBe(0);
    expect(moveFocus(rows, 0, 'up', 500)).toBe(0);
    expect(moveFocus(rows, 6, 'right', 500)).toBe(6);
    expect(moveFocus(rows, 6, 'down', 500)).toBe(6);
  });

  test('a page goes as far as there are photos', () => {
    expect(moveFocus(rows, 0, 'page-down', 200)).toBe(6);
    expect(moveFocus(rows, 6, 'page-up', 5000)).toBe(1);
  });

  test('home and end reach the first and the last', () => {
    expect(moveFocus(rows, 4, 'first', 500)).toBe(0);
    expect(moveFocus(rows, 0, 'last', 500)).toBe(6);
  });
});
