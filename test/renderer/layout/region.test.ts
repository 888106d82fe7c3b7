import { describe, expect, test } from 'vitest';
import type { Region } from '../../../main/engine/api/search-schemas.ts';
import {
  boxAfterKey,
  drawBox,
  handles,
  isWhole,
  leastSide,
  moveBox,
  pullBox,
} from '../../../renderer/layout/region.ts';

const box: Region = { x: 0.2, y: 0.3, width: 0.4, height: 0.2 };

function expectInside({ x, y, width, height }: Region): void {
  expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
  expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + 1e-12);
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(leastSide - 1e-12);
}

describe('a box on a picture', () => {
  test('lies between the two points it is drawn with, in whichever order', () => {
    const drawn = drawBox({ x: 0.5, y: 0.1 }, { x: 0.2, y: 0.6 });
    expect(drawn).toEqual(drawBox({ x: 0.2, y: 0.6 }, { x: 0.5, y: 0.1 }));
    expect(drawn.x).toBeCloseTo(0.2);
    expect(drawn.y).toBeCloseTo(0.1);
    expect(drawn.width).toBeCloseTo(0.3);
    expect(drawn.height).toBeCloseTo(0.5);
  });

  test('stays inside and is never too small, wherever the pointer goes', () => {
    for (const from of [-0.5, 0, 0.3, 0.99, 1.4]) {
      for (const to of [-0.7, 0, 0.31, 1, 2]) expectInside(drawBox({ x: from, y: to }, { x: to, y: from }));
    }
  });

  test('keeps its size when moved, and stops at the border', () => {
    const moved = moveBox(box, { x: 9, y: -9 });
    expect(moved).toEqual({ ...box, x: 1 - box.width, y: 0 });
  });

  test('keeps the sides that a handle does not pull', () => {
    const pulled = pullBox(box, { x: 1, y: 0 }, { x: 0.1, y: 0.4 });
    expect(pulled).toMatchObject({ x: box.x, y: box.y, height: box.height });
    expect(pulled.width).toBeCloseTo(0.5);
    const left = pullBox(box, { x: -1, y: 0 }, { x: 0.1, y: 0 });
    expect(left.x + left.width).toBeCloseTo(box.x + box.width);
  });

  test('has eight handles, each of which keeps it inside', () => {
    expect(handles).toHaveLength(8);
    for (const handle of handles) {
      for (const by of [-3, -0.1, 0.1, 3]) expectInside(pullBox(box, handle, { x: by, y: by }));
    }
  });

  test('is moved by arrows, pulled with Shift, and left alone by other keys', () => {
    const key = (name: string, shiftKey = false) => ({ key: name, shiftKey, altKey: false });
    expect(boxAfterKey(box, key('ArrowLeft'))).toMatchObject({ y: box.y, width: box.width, height: box.height });
    expect(boxAfterKey(box, key('ArrowLeft'))!.x).toBeLessThan(box.x);
    expect(boxAfterKey(box, key('ArrowDown', true))!.height).toBeGreaterThan(box.height);
    expect(boxAfterKey(box, key('Home'))).toBeNull();
  });

  test('is the whole picture when it covers nearly all of it', () => {
    expect(isWhole({ x: 0.005, y: 0, width: 0.99, height: 1 })).toBe(true);
    expect(isWhole({ x: 0, y: 0, width: 0.9, height: 1 })).toBe(false);
  });
});
