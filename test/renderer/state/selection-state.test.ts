import { describe, expect, test } from 'vitest';
import { SelectionState } from '../../../renderer/state/selection-state.svelte.ts';
import { WallState } from '../../../renderer/state/wall-state.svelte.ts';
import { photo } from '../fake-engine.ts';

function wallOf(count: number) {
  const photos = Array.from({ length: count }, (_, index) => photo(1000 + index));
  const wall = new WallState((rowHeight) => [
    { id: 'one', photos: photos.slice(0, 3), rowHeight },
    { id: 'two', photos: photos.slice(3), rowHeight },
  ]);
  wall.width = 1000;
  return wall;
}

describe('a selection', () => {
  test('takes photos one by one and lets them go again', () => {
    const [selection, wall] = [new SelectionState(), wallOf(10)];
    selection.toggle(wall, 1004);
    selection.toggle(wall, 1001);
    expect(selection.ids()).toEqual([1001, 1004]);
    selection.toggle(wall, 1004);
    expect([selection.ids(), selection.count]).toEqual([[1001], 1]);
  });

  test('goes on to another photo over all sections, and back when the other comes nearer', () => {
    const [selection, wall] = [new SelectionState(), wallOf(10)];
    selection.toggle(wall, 1001);
    selection.extendTo(wall, 5);
    expect(selection.ids()).toEqual([1001, 1002, 1003, 1004, 1005]);
    selection.extendTo(wall, 2);
    expect(selection.ids()).toEqual([1001, 1002]);
    selection.extendTo(wall, 0);
    expect(selection.ids()).toEqual([1000, 1001]);
  });

  test('begins a range where nothing was selected', () => {
    const [selection, wall] = [new SelectionState(), wallOf(10)];
    selection.extendTo(wall, 4);
    selection.extendTo(wall, 6);
    expect(selection.ids()).toEqual([1004, 1005, 1006]);
  });

  test('takes all, and gives the first few', () => {
    const [selection, wall] = [new SelectionState(), wallOf(500)];
    selection.selectAll(wall);
    expect(selection.count).toBe(500);
    expect(selection.ids(2)).toEqual([1000, 1001]);
    selection.clear();
    expect([selection.isActive, selection.has(1000)]).toEqual([false, false]);
  });

  test('is of one wall', () => {
    const selection = new SelectionState();
    selection.toggle(wallOf(10), 1001);
    selection.toggle(wallOf(10), 1002);
    expect(selection.ids()).toEqual([1002]);
  });
});
