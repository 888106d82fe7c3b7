import { describe, expect, test } from 'vitest';
import {
  boundsOf,
  compose,
  cornersOf,
  drawnIn,
  fitScale,
  invert,
  type Matrix,
  middleOf,
  moved,
  mostZoom,
  pan,
  placeBeside,
  placeOver,
  type Scene,
  toPane,
  wholeView,
  zoomAt,
} from '../../../renderer/layout/compare.ts';

const photo = { width: 4000, height: 3000 };
const pane = { width: 700, height: 500 };
const still = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };

function expectClose(one: Matrix, other: Matrix): void {
  for (const key of Object.keys(one) as (keyof Matrix)[]) expect(one[key]).toBeCloseTo(other[key], 8);
}

describe('a picture over a photo', () => {
  test('is the photo itself where it is all of it, however large it was saved', () => {
    const all = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };
    const corners = cornersOf({ width: 400, height: 300 }, placeOver(all, { width: 400, height: 300 }, photo));
    expect(corners).toEqual(cornersOf(photo, still));
  });

  test('on its side covers the photo, with its upper left corner at the lower left', () => {
    const turned = { width: 300, height: 400 };
    const matrix = placeOver({ xx: 0, xy: 1, x0: 0, yx: -1, yy: 0, y0: 1 }, turned, photo);
    expect(cornersOf(turned, matrix)[0]).toEqual({ x: 0, y: 3000 });
    expect(boundsOf(cornersOf(turned, matrix))).toEqual({ left: 0, top: 0, ...photo });
  });

  test('that is no copy lies in its middle, as long as the photo', () => {
    const upright = { width: 600, height: 900 };
    const bounds = boundsOf(cornersOf(upright, placeBeside(upright, photo)));
    expect(middleOf(bounds)).toEqual({ x: 2000, y: 1500 });
    expect(bounds.height).toBeCloseTo(4000, 8);
    expect(bounds.width / bounds.height).toBeCloseTo(600 / 900, 8);
  });

  test('is drawn in on all sides, never beyond its middle', () => {
    const corners = cornersOf({ width: 40, height: 2 }, still);
    expect(boundsOf(drawnIn(corners, 0.5))).toEqual({ left: 0.5, top: 0.5, width: 39, height: 1 });
    expect(boundsOf(drawnIn(corners, 5))).toEqual({ left: 5, top: 1, width: 30, height: 0 });
  });

  test('leads back to itself by the way back', () => {
    const matrix = { a: 1.2, b: 0.3, c: -0.4, d: 0.9, e: 12, f: -7 };
    expectClose(compose(matrix, invert(matrix)), still);
    expectClose(compose(invert(matrix), matrix), still);
  });
});

describe('panes side by side', () => {
  const part = { left: 1000, top: 200, width: 2400, height: 1800 };
  const whole = { left: 0, top: 0, ...photo };
  const scene: Scene = { fit: fitScale([part, whole], pane), bounds: whole };
  const panes = [part, whole].map((bounds) => ({ size: pane, middle: middleOf(bounds) }));

  test('show all of each in its middle at first', () => {
    for (const [i, bounds] of [part, whole].entries()) {
      expect(moved(toPane(wholeView, scene, panes[i]!), middleOf(bounds))).toEqual({ x: 350, y: 250 });
      const corner = moved(toPane(wholeView, scene, panes[i]!), { x: bounds.left, y: bounds.top });
      expect(Math.min(corner.x, corner.y)).toBeGreaterThanOrEqual(16 - 1e-9);
    }
  });

  test('show everything at the same size, and the same place from twice the size on', () => {
    const near = zoomAt(wholeView, scene, panes[0]!, { x: 300, y: 260 }, 5);
    expectClose(toPane(near, scene, panes[0]!), toPane(near, scene, panes[1]!));
    const slightly = zoomAt(wholeView, scene, panes[1]!, { x: 350, y: 250 }, 1.3);
    expect(toPane(slightly, scene, panes[0]!).a).toBe(toPane(slightly, scene, panes[1]!).a);
  });

  test('keep the place under the pointer when it zooms, in whichever pane', () => {
    const pointer = { x: 380, y: 230 };
    for (const own of panes) {
      let view = wholeView;
      for (const factor of [1.2, 1.5, 2, 0.8]) {
        const before = moved(invert(toPane(view, scene, own)), pointer);
        view = zoomAt(view, scene, own, pointer, factor);
        const after = moved(invert(toPane(view, scene, own)), pointer);
        expect(after.x).toBeCloseTo(before.x, 6);
        expect(after.y).toBeCloseTo(before.y, 6);
      }
    }
  });

  test('go with the pointer, never farther than there is something to see, and back to all of it', () => {
    const near = zoomAt(wholeView, scene, panes[1]!, { x: 350, y: 250 }, 4);
    const dragged = pan(near, scene, { x: 30, y: -20 });
    const place = { x: 2000, y: 1500 };
    const [from, to] = [near, dragged].map((view) => moved(toPane(view, scene, panes[1]!), place));
    expect(to!.x - from!.x).toBeCloseTo(30, 8);
    expect(to!.y - from!.y).toBeCloseTo(-20, 8);
    const far = pan(near, scene, { x: 1e6, y: 1e6 });
    const corner = moved(toPane(far, scene, panes[1]!), { x: 0, y: 0 });
    expect(corner.x).toBeLessThan(pane.width);
    expect(corner.y).toBeLessThan(pane.height);
    expect(zoomAt(far, scene, panes[1]!, { x: 0, y: 0 }, 1e-9)).toEqual(wholeView);
    expect(zoomAt(far, scene, panes[1]!, { x: 0, y: 0 }, 1e9).zoom).toBe(mostZoom);
  });
});
