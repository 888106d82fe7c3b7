import { describe, expect, test } from 'vitest';
import { readTyped } from '../../../renderer/input/date-words.ts';

const now = new Date(2026, 10, 22, 15);
const dayOf = (time: number) => {
  const date = new Date(time);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].join('-');
};
/** First day and the day after the last one, and the words that are left. */
const read = (text: string) => {
  const { span, words } = readTyped(text, now);
  return [span && dayOf(span.after), span && dayOf(span.before), words];
};

describe('what is typed', () => {
  test.each([
    ['summer 2019', '2019-6-1', '2019-9-1', ''],
    ['winter of 2019 ski', '2019-12-1', '2020-3-1', 'ski'],
    ['beach 2019', '2019-1-1', '2020-1-1', 'beach'],
    ['May 2018', '2018-5-1', '2018-6-1', ''],
    ['14 September 2019', '2019-9-14', '2019-9-15', ''],
    ['September 14, 2019 lake', '2019-9-14', '2019-9-15', 'lake'],
    ['2019-09-14', '2019-9-14', '2019-9-15', ''],
    ['2015 to 2017', '2015-1-1', '2018-1-1', ''],
    ['2017-2015', '2015-1-1', '2018-1-1', ''],
    ['canon 1990s', '1990-1-1', '2000-1-1', 'canon'],
    ['yesterday', '2026-11-21', '2026-11-22', ''],
    ['last month', '2026-10-1', '2026-11-1', ''],
    ['last year dog', '2025-1-1', '2026-1-1', 'dog'],
    ['2019年夏天', '2019-6-1', '2019-9-1', ''],
    ['2019年9月 海滩', '2019-9-1', '2019-10-1', '海滩'],
    ['2019年9月14日', '2019-9-14', '2019-9-15', ''],
    ['去年', '2025-1-1', '2026-1-1', ''],
  ])('is read as the dates it names: %s', (text, after, before, words) => {
    expect(read(text)).toEqual([after, before, words]);
  });

  test.each(['IMG_2019', 'photo-2019-a', '"2019"', 'march of the penguins', 'Nikon D70', 'DSC02019'])(
    'is left as words where it names no date: %s',
    (text) => {
      const { span, words } = readTyped(text, now);
      expect(span).toBeNull();
      expect(words).toBe(text.replaceAll('"', ''));
    },
  );
});
