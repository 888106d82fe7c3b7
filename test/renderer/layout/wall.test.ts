import { describe, expect, test } from 'vitest';
import { anchorShift } from '../../../renderer/layout/anchor.ts';
import { buildWall, type Wall, type WallSection } from '../../../renderer/layout/wall.ts';
import { SeededProportions } from '../seeded-proportions.ts';

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

const idsOf = (wall: Wall<Numbered>) => Array.from({ length: wall.count }, (_, index) => wall.at(index)?.id);

describe('a wall', () => {
  test('puts sections under each other, with room for their headings', () => {
    const wall = buildWall([section('a', 0, 2), section('b', 10, 2)], options);
    expect(wall.sections.map(({ top, height }) => [top, height])).toEqual([
      [0, 248],
      [252, 248],
    ]);
    expect(wall.height).toBe(500);
    expect(wall.boxAt(2)?.top).toBe(300);
  });

  test('numbers photos through all sections', () => {
    const wall = buildWall([section('a', 0, 7), section('b', 10, 5)], options);
    expect(idsOf(wall)).toEqual([0, 1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 14]);
    expect(wall.sections[1]?.first).toBe(7);
    expect(wall.placeOf(12)).toBe(9);
    expect(wall.placeOf(99)).toBe(-1);
  });

  test('sets a section beside the one before it where both fit on a line', () => {
    const wall = buildWall([section('a', 0, 1), section('b', 10, 1, { isBeside: true })], options);
    expect(wall.sections[1]).toMatchObject({ top: 0, left: 336 });
    expect(wall.boxAt(1)?.left).toBe(336);
  });

  test('sets it below where they do not fit', () => {
    const wall = buildWall([section('a', 0, 2), section('b', 10, 2, { isBeside: true })], options);
    expect(wall.sections[1]).toMatchObject({ top: 252, left: 0 });
  });

  test('leaves out rows beyond the most and says how many photos they hold', () => {
    const wall = buildWall([section('a', 0, 10, { maxRows: 1 })], options);
    const [placed] = wall.sections;
    expect(wall.rowCount).toBe(1);
    expect(wall.row(0).end + (placed?.hiddenCount ?? 0)).toBe(10);
    expect(wall.count).toBe(wall.row(0).end);
  });

  test('keeps the heading of a section that shows no row', () => {
    const wall = buildWall([section('a', 0, 2), section('b', 10, 5, { maxRows: 0 })], options);
    expect(wall.sections[1]).toMatchObject({ height: options.headingHeight, firstRow: 1, endRow: 1, hiddenCount: 5 });
    expect(idsOf(wall)).toEqual([0, 1]);
    expect(wall.height).toBe(300);
  });
});

describe('rows of a wall', () => {
  const mixed = new SeededProportions(7).many(500).map((proportions, id) => ({ ...proportions, id }));
  const days = [0, 1, 2, 3, 4].map((day) => section(String(day), 0, 0, { photos: mixed.slice(day * 100, day * 100 + 100) })); // prettier-ignore
  const wall = buildWall(days, { ...options, captionHeight: 22 });
  const numbers = Array.from({ length: wall.rowCount }, (_, number) => number);

  test('hold every photo once, each in its proportions', () => {
    const boxes = numbers.flatMap((number) => wall.boxesOf(number));
    expect(boxes).toHaveLength(500);
    boxes.forEach((box, index) => {
      const { width, height } = mixed[index] ?? { width: 1, height: 1 };
      expect(box.width / box.height).toBeCloseTo(width / height, 6);
      expect(wall.boxAt(index)).toEqual(box);
    });
  });

  test('are found by a photo, and by a height', () => {
    for (const number of numbers) {
      const { top, height, first, end } = wall.row(number);
      expect([wall.rowOf(first), wall.rowOf(end - 1)]).toEqual([number, number]);
      expect(wall.firstRowBelow(top + height / 2)).toBe(number);
      expect(wall.firstRowFrom(top + height / 2)).toBe(number + 1);
    }
  });

  test('are higher by their captions, photos are not', () => {
    expect(wall.row(0).height - (wall.boxAt(0)?.height ?? 0)).toBe(22);
  });

  test('above and below everything there is none', () => {
    expect(wall.firstRowBelow(-100)).toBe(0);
    expect(wall.firstRowFrom(-100)).toBe(0);
    expect(wall.firstRowBelow(wall.height + 1)).toBe(wall.rowCount);
  });
});

describe('the anchor', () => {
  const before = buildWall([section('old', 0, 20)], options);
  const after = buildWall([section('new', 100, 3), section('old', 0, 20)], options);

  test('moves with the first photo on the screen when a day comes in above', () => {
    const row = before.row(before.firstRowBelow(260));
    const moved = after.placeOf(before.at(row.first)?.id ?? -1);
    expect(anchorShift(before, after, 260)).toBe((after.boxAt(moved)?.top ?? 0) - row.top);
    expect(anchorShift(before, after, 260)).toBeGreaterThan(200);
  });

  test('lets new photos push in at the very top', () => {
    expect(anchorShift(before, after, 0)).toBe(0);
  });

  test('stays where it is when the photo is gone', () => {
    expect(anchorShift(before, buildWall([section('new', 100, 3)], options), 260)).toBe(0);
  });
});
