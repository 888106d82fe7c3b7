import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Exclusions } from '../../../../main/engine/library/exclusions.ts';
import { Library } from '../../../../main/engine/library/library.ts';
import { temporaryFolder } from '../photo-fixture.ts';

async function openExclusions() {
  const library = new Library(join(temporaryFolder(), 'library'));
  await library.start();
  onTestFinished(() => library.stop());
  return { exclusions: new Exclusions(library.database), again: () => new Exclusions(library.database) };
}

describe('excluded patterns', () => {
  it.each([
    ['*.png', 'Rome/Shot.PNG', true],
    ['*.png', 'Rome/Shot.jpg', false],
    ['Screenshots', 'Phone/screenshots', true],
    ['Screenshots', 'Phone/Screenshots 2', false],
    ['Archive/2003/**', 'Archive/2003/a.jpg', true],
    ['Archive/2003/', 'archive/2003', true],
    ['Archive/2003', 'Other/Archive/2003', false],
    ['.\\Old\\*', 'Old/x.jpg', true],
  ])('%s against %s: %s', async (pattern, path, isExcluded) => {
    const { exclusions } = await openExclusions();
    exclusions.set([pattern]);
    expect(exclusions.excludes(path)).toBe(isExcluded);
  });

  it('are kept in the library, each once', async () => {
    const { exclusions, again } = await openExclusions();
    exclusions.set(['*.png', ' *.png ', 'Screenshots/']);
    expect(again().all()).toEqual(['*.png', 'Screenshots']);
  });

  it.each(['', '   ', '/', '../other', 'a/../../b', 'x'.repeat(300)])('refuse %j', async (pattern) => {
    const { exclusions } = await openExclusions();
    expect(() => exclusions.set([pattern])).toThrowError(expect.objectContaining({ code: 'usage' }) as Error);
  });
});
