import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseCsv, readCopies, readGroups } from '../../../../main/engine/lab/truth-csv.ts';

const folder = mkdtempSync(join(tmpdir(), 'likeness-truth-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(text: string): string {
  const path = join(folder, 'truth.csv');
  writeFileSync(path, text);
  return path;
}

describe('a CSV', () => {
  test('has fields between commas, quoted ones with commas, quotes and line ends in them', () => {
    expect(parseCsv('a,"b, c","d ""e"""\n"f\ng",,h\n')).toEqual([
      ['a', 'b, c', 'd "e"'],
      ['f\ng', '', 'h'],
    ]);
  });

  test('may have Windows line ends, a byte order mark, empty lines, and no line end at its end', () => {
    expect(parseCsv('\uFEFFfile,group\r\n\r\na.jpg,1\r\nb.jpg,')).toEqual([
      ['file', 'group'],
      ['a.jpg', '1'],
      ['b.jpg', ''],
    ]);
  });

  test('of nothing has no records', () => {
    expect(parseCsv('')).toEqual([]);
  });

  test('with a quote that never closes is refused', () => {
    expect(() => parseCsv('a,"b\nc')).toThrow(/breaks off/);
  });
});

describe('the groups', () => {
  test('let every photo ask when there is no role', async () => {
    const rows = await readGroups(write('file,group\na.jpg,1\nb.jpg,1\n'));
    expect(rows).toEqual([
      { file: 'a.jpg', group: '1', asks: true },
      { file: 'b.jpg', group: '1', asks: true },
    ]);
  });

  test('let only queries ask when there is one, wherever the columns stand', async () => {
    const rows = await readGroups(write('role,group,file\nquery,1,a.jpg\ndb,1,b.jpg\n'));
    expect(rows.map(({ file, asks }) => [file, asks])).toEqual([
      ['a.jpg', true],
      ['b.jpg', false],
    ]);
  });

  test('need their columns, and as many fields as the heading has', async () => {
    await expect(readGroups(write('file,label\na.jpg,1\n'))).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining("no column 'group'") as string,
    });
    await expect(readGroups(write('file,group\na.jpg\n'))).rejects.toMatchObject({ code: 'usage' });
    await expect(readGroups(join(folder, 'missing.csv'))).rejects.toMatchObject({ code: 'usage' });
  });
});

test('the copies name their original and what was done to it', async () => {
  expect(await readCopies(write('file,original,transform\na__flip.jpg,sub/a.jpg,flip\n'))).toEqual([
    { file: 'a__flip.jpg', original: 'sub/a.jpg', transform: 'flip' },
  ]);
});
