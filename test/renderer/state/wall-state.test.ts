import { describe, expect, test } from 'vitest';
import { WallState } from '../../../renderer/state/wall-state.svelte.ts';
import { photo } from '../fake-engine.ts';

const photos = Array.from({ length: 1000 }, (_, index) => photo(index + 1));

function wallOf(width = 1000, viewHeight = 600) {
  const wall = new WallState((rowHeight) => [
    { id: 'one', photos: photos.slice(0, 500), rowHeight },
    { id: 'two', photos: photos.slice(500), rowHeight },
  ]);
  wall.width = width;
  wall.viewHeight = viewHeight;
  wall.rowHeight = 200;
  return wall;
}

describe('a wall on the screen', () => {
  test('draws only rows near the screen', () => {
    const wall = wallOf();
    const drawn = wall.visibleSections.flatMap(({ rows }) => rows);
    expect(drawn.length).toBeLessThan(10);
    wall.scrollTop = 5000;
    const tops = wall.visibleSections.flatMap(({ rows }) => rows.map(({ row }) => row.top));
    expect(Math.min(...tops)).toBeGreaterThan(4000);
    expect(Math.max(...tops)).toBeLessThan(6300);
  });

  test('numbers rows for screen readers from the true first one', () => {
    const wall = wallOf();
    wall.scrollTop = 5000;
    const first = wall.visibleSections[0]?.rows[0];
    expect(wall.layout.row((first?.number ?? 0) - 1)).toStrictEqual(first?.row);
  });

  test('gives the tab stop to the first photo on the screen, then to the focused one', () => {
    const wall = wallOf();
    expect(wall.focusIndex).toBe(0);
    wall.scrollTop = 5000;
    expect(wall.layout.boxAt(wall.focusIndex)?.top).toBeGreaterThan(4700);
    wall.focusedId = 3;
    expect(wall.focusIndex).toBe(2);
  });

  test('scrolls as far as the focused photo needs, and not when it is on the screen', () => {
    const wall = wallOf();
    wall.focusedId = 1;
    expect(wall.scrollTopForFocus()).toBe(0);
    const last = wall.move('last');
    expect(last?.id).toBe(1000);
    const bottom = wall.scrollTopForFocus() + wall.viewHeight;
    expect(bottom).toBeGreaterThanOrEqual(wall.layout.height);
  });

  test('jumps from section to section', () => {
    const wall = wallOf();
    expect(wall.moveSection(1)?.id).toBe(501);
    expect(wall.moveSection(1)?.id).toBe(501);
    expect(wall.moveSection(-1)?.id).toBe(1);
  });
});
