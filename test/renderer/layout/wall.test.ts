import { describe, expect, test } from 'vitest';
import { anchorShift } from '../../../renderer/layout/anchor.ts';
import { buildWall, type WallSection } from '../../../renderer/layout/wall.ts';
import { visibleRange } from '../../../renderer/layout/visible-range.ts';

const options = { width: 1000, gap: 4, headingHeight: 48, captionHeight: 0, sectionGap: 4 };
interface Numbered {
  id: number;
  width: number;
  height: number;
}

const photos = (from: number, count: number): Numbered[] =>
  Array.from({ length: count }, (_, index) => ({ id: from + index, width: 3, height: 2 }));
const section = (id: string, from: number, count: number, more = {}): WallSection<Numbered> => ({
  id,
  photos: photos(from, count),
  rowHeight: 200,
  ...more,
});

describe('a wall', () => {
  test('puts sections under each other, with room for their headings', () => {
    const wall = buildWall([section('a', 0, 2), section('b', 10, 2)], options);
    expect(wall.sections.map(({ top, height }) => [top, height])).toEqual([
      [0, 248],
      [252, 248],
    ]);
    expect(wall.height).toBe(500);
    expect(wall.boxes[2]?.top).toBe(300);
  });

  test('numbers photos through all sections', () => {
    const wall = buildWall([section('a', 0, 7), section('b', 10, 5)], options);
    expect(wall.photos.map((photo) => photo.id)).toEqual([0, 1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 14]);
    expect(wall.sections[1]?.rows[0]?.first).toBe(7);
  });

  test('sets a section beside the one before it where both fit on a line', () => {
    const wall = buildWall([section('a', 0, 1), section('b', 10, 1, { isBeside: true })], options);
    expect(wall.sections[1]).toMatchObject({ top: 0, left: 336 });
    expect(wall.boxes[1]?.left).toBe(336);
  });

  test('sets it below where they do not fit', () => {
    const wall = buildWall([section('a', 0, 2), section('b', 10, 2, { isBeside: true })], options);
    expect(wall.sections[1]).toMatchObject({ top: 252, left: 0 });
  });

  test('leaves out rows beyond the most and says how many photos they hold', () => {
    const wall = buildWall([section('a', 0, 10, { maxRows: 1 })], options);
    const [placed] = wall.sections;
    expect(placed?.rows).toHaveLength(1);
    expect((placed?.rows[0]?.end ?? 0) + (placed?.hiddenCount ?? 0)).toBe(10);
    expect(wall.photos).toHaveLength(placed?.rows[0]?.end ?? 0);
  });

  test('keeps the heading of a section that shows no row', () => {
    const wall = buildWall([section('a', 0, 2), section('b', 10, 5, { maxRows: 0 })], options);
    expect(wall.sections[1]).toMatchObject({ height: options.headingHeight, rows: [], hiddenCount: 5 });
    expect(wall.photos.map((photo) => photo.id)).toEqual([0, 1]);
    expect(wall.height).toBe(300);
  });
});

describe('the visible range', () => {
  const rows = Array.from({ length: 10 }, (_, index) => ({ top: index * 100, height: 96 }));

  test('holds the rows that touch the window', () => {
    expect(visibleRange(rows, 250, 450)).toEqual({ first: 2, end: 5 });
  });

  test('is empty above and below everything', () => {
    expect(visibleRange(rows, -300, -100)).toEqual({ first: 0, end: 0 });
    expect(visibleRange(rows, 2000, 3000)).toEqual({ first: 10, end: 10 });
  });
});

describe('the anchor', () => {
  const before = buildWall([section('old', 0, 20)], options);
  const after = buildWall([section('new', 100, 3), section('old', 0, 20)], options);

  test('moves with the first photo on the screen when a day comes in above', () => {
    const index = before.boxes.findIndex((box) => box.top + box.height > 260);
    const moved = after.photos.findIndex((photo) => photo.id === before.photos[index]?.id);
    expect(anchorShift(before, after, 260)).toBe((after.boxes[moved]?.top ?? 0) - (before.boxes[index]?.top ?? 0));
    expect(anchorShift(before, after, 260)).toBeGreaterThan(200);
  });

  test('lets new photos push in at the very top', () => {
    expect(anchorShift(before, after, 0)).toBe(0);
  });

  test('stays where it is when the photo is gone', () => {
    expect(anchorShift(before, buildWall([section('new', 100, 3)], options), 260)).toBe(0);
  });
});
