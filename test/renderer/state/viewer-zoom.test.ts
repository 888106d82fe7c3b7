import { describe, expect, test } from 'vitest';
import { invert, moved } from '../../../renderer/layout/compare.ts';
import { ViewerZoom } from '../../../renderer/state/viewer-zoom.svelte.ts';

function zoomOf(width: number, height: number) {
  const zoom = new ViewerZoom();
  zoom.stage = { width: 1000, height: 800 };
  zoom.photo = { width, height };
  return zoom;
}

describe('going into a photo', () => {
  test('keeps what is under the pointer under it', () => {
    const zoom = zoomOf(4000, 3000);
    const pointer = { x: 400, y: 450 };
    const before = moved(invert(zoom.matrix), pointer);
    zoom.by(3, pointer);
    const after = moved(invert(zoom.matrix), pointer);
    expect(after.x).toBeCloseTo(before.x, 6);
    expect(after.y).toBeCloseTo(before.y, 6);
  });

  test('shows a pixel on a pixel, and all again', () => {
    const zoom = zoomOf(4000, 3000);
    zoom.toggleActual();
    expect(zoom.scale).toBeCloseTo(1, 6);
    zoom.toggleActual();
    expect(zoom.isWhole).toBe(true);
  });

  test('never enlarges a small photo by itself', () => {
    expect(zoomOf(300, 200).scale).toBe(1);
  });

  test('moves about only inside the photo', () => {
    const zoom = zoomOf(4000, 3000);
    zoom.move({ x: 500, y: 500 });
    expect(zoom.isWhole).toBe(true);
    expect(Math.abs(zoom.view.by.x)).toBe(0);
    zoom.by(2);
    zoom.move({ x: 1e6, y: 0 });
    expect(zoom.view.by.x).toBe(-1000);
  });
});
