import { expect, test } from 'vitest';
import { toCsv } from '../../renderer/csv.ts';

test('a list quotes what would break its columns, and nothing else', () => {
  expect(
    toCsv([
      ['a.jpg', 'C:\\Photos, 2019'],
      ['6" print.jpg', 'line\nbreak'],
    ]),
  ).toBe('\uFEFFa.jpg,"C:\\Photos, 2019"\r\n"6"" print.jpg","line\nbreak"\r\n');
});
