import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesAmong, OpenedFiles } from '../../../../main/hosts/electron/opened-files.ts';

describe('files that are handed over', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'likeness-opened-'));
    await writeFile(join(folder, 'one.jpg'), '');
    await mkdir(join(folder, 'app'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are told from switches, folders and what is not there, and found from the folder of the caller', () => {
    const args = ['--no-sandbox', 'app', 'one.jpg', 'gone.jpg', join(folder, 'one.jpg')];
    expect(filesAmong(args, folder)).toEqual([join(folder, 'one.jpg'), join(folder, 'one.jpg')]);
  });

  it('wait until a page is there, and are shown once', () => {
    const shown: string[][] = [];
    let isPageThere = false;
    const opened = new OpenedFiles((paths) => {
      if (isPageThere) shown.push(paths);
      return isPageThere;
    });
    opened.add(['a.jpg']);
    opened.add(['b.jpg']);
    isPageThere = true;
    opened.tryAgain();
    opened.tryAgain();
    opened.add([]);
    expect(shown).toEqual([['a.jpg', 'b.jpg']]);
  });
});
