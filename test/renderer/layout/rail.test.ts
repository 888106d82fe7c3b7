import { describe, expect, test } from 'vitest';
import { closenessAtPlace, placeOfCloseness, thinMarks, timeMarks } from '../../../renderer/layout/rail.ts';

describe('the scale of closeness', () => {
  test('gives the quarter at the top to 100 to 90', () => {
    expect(placeOfCloseness(100)).toBe(0);
    expect(placeOfCloseness(90)).toBeCloseTo(0.25);
    expect(placeOfCloseness(0)).toBe(1);
  });

  test('is undone by its inverse', () => {
    for (let closeness = 0; closeness <= 100; closeness += 2.5) {
      expect(closenessAtPlace(placeOfCloseness(closeness))).toBeCloseTo(closeness, 9);
    }
  });

  test('only ever falls', () => {
    for (let closeness = 1; closeness <= 100; closeness++) {
      expect(placeOfCloseness(closeness)).toBeLessThan(placeOfCloseness(closeness - 1));
    }
  });
});

describe('the scale of time', () => {
  const day = (year: number, month: number, top: number) => ({ time: new Date(year, month, 3).getTime(), top });

  test('names each year once, where its newest photo lies', () => {
    const { years, months } = timeMarks([day(2020, 5, 0), day(2020, 4, 250), day(2019, 4, 500)], 1000);
    expect(years).toEqual([
      { at: 0, text: '2020' },
      { at: 0.5, text: '2019' },
    ]);
    expect(months.map(({ at }) => at)).toEqual([0, 0.25, 0.5]);
  });

  test('leaves out marks that would lie on each other', () => {
    expect(thinMarks([{ at: 0 }, { at: 0.01 }, { at: 0.1 }], 0.05)).toEqual([{ at: 0 }, { at: 0.1 }]);
  });
});
