// Settings and keys as a person uses them: by keyboard alone, kept over a reload, in both themes and languages.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible, outputFolder, photographInBothThemes, soughtPhoto } from './steps.ts';
import { beginVisit, describeInBrowser, type Visit } from './visit.ts';

describeInBrowser('The settings', () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await beginVisit({
      photoCount: 12,
      prepare: async (folder) => {
        await writeFile(join(folder, 'broken.jpg'), 'no picture');
        return 0;
      },
    });
    page = visit.page;
  });
  afterAll(() => visit?.end());

  const part = (name: string) => page.getByRole('tab', { name });
  const title = () => page.getByRole('heading', { name: 'Settings', level: 1 });

  it('open by Ctrl and comma, and Escape leads back', async () => {
    await page.keyboard.press('ControlOrMeta+,');
    await title().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('gridcell').first().waitFor();
    await page.getByRole('button', { name: 'Settings' }).click();
    await title().waitFor();
  });

  it('name the folders and what is left out', async () => {
    await page.getByText('12 photos', { exact: true }).first().waitFor();
    await page.getByRole('textbox', { name: 'Names of photos and folders to leave out' }).waitFor();
    await expectAccessible(page);
    await photographInBothThemes(page, 'settings-folders');
  });

  it('say beside them what could not be read and why, and keep that as a list', async () => {
    const aside = page.getByRole('complementary', { name: 'Could not be read' });
    await aside.getByText('broken.jpg', { exact: true }).waitFor();
    const download = page.waitForEvent('download');
    await aside.getByRole('button', { name: 'Save as a list' }).click();
    expect((await download).suggestedFilename()).toBe('Files that could not be read.txt');
    await page.setViewportSize({ width: 1100, height: 720 });
    await aside.waitFor({ state: 'hidden' });
    await part('Could not be read').click();
    await page.getByText('broken.jpg', { exact: true }).waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('go from part to part by the arrow keys, and set the theme at once', async () => {
    await part('Folders').click();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('radiogroup', { name: 'Use of the computer' }).waitFor();
    await page.keyboard.press('ArrowDown');
    const dark = page.getByRole('radio', { name: 'Dark' });
    await dark.click();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
    await page.getByRole('radiogroup', { name: 'Theme' }).getByRole('radio', { name: 'As the system' }).click();
    await photographInBothThemes(page, 'settings-look');
    await expectAccessible(page);
  });

  it('make rows higher and lower, also by Ctrl plus and minus, and keep that', async () => {
    const height = async () => (await page.getByRole('gridcell').first().boundingBox())!.height;
    await page.getByRole('button', { name: 'Library' }).click();
    const fitting = await height();
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('radio', { name: 'High' }).click();
    await page.getByRole('button', { name: 'Library' }).click();
    await expect.poll(height).toBeGreaterThan(fitting);
    await page.keyboard.press('ControlOrMeta+Minus');
    await expect.poll(height).toBe(fitting);
    await page.keyboard.press('ControlOrMeta+Minus');
    await expect.poll(height).toBeLessThan(fitting);
    await page.reload();
    await page.getByRole('gridcell').first().waitFor();
    await expect.poll(height).toBeLessThan(fitting);
    await page.keyboard.press('ControlOrMeta+Equal');
  });

  it('show the list of keys', async () => {
    await page.getByRole('gridcell').first().focus();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await dialog.getByText('Go to the Find field').waitFor();
    await expectAccessible(page);
    await photographInBothThemes(page, 'keys');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('switch off keys of a single character, in the page but not in text', async () => {
    await page.keyboard.press('ControlOrMeta+,');
    await part('Keyboard').click();
    const letters = page.getByRole('switch', { name: 'Keys that are a single character' });
    await letters.click();
    await page.getByRole('button', { name: 'Library' }).click();
    await page.getByRole('gridcell').first().focus();
    for (const key of ['/', '?', 'f']) await page.keyboard.press(key);
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.getByRole('search', { name: 'What you search with' }).count()).toBe(0);
    await page.keyboard.press('ControlOrMeta+f');
    await page.keyboard.type('two/f');
    expect(await page.locator('#find').inputValue()).toBe('two/f');
    await page.locator('#find').fill('');
    await page.keyboard.press('ControlOrMeta+,');
    await letters.click();
    await page.getByRole('button', { name: 'Library' }).click();
    await page.getByRole('gridcell', { name: new RegExp(soughtPhoto) }).focus();
    await page.keyboard.press('f');
    await page.getByRole('search', { name: 'What you search with' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('give a key another place, tell when it is taken, swap the two, and put all back as delivered', async () => {
    const cap = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}: .*Change$`) });
    const findAlike = 'Find photos like this one';
    await page.keyboard.press('ControlOrMeta+,');
    await part('Keyboard').click();
    await cap(findAlike).click();
    await page.keyboard.press('y');
    await expect.poll(() => cap(findAlike).textContent()).toBe('Y');
    await cap('Show in its folder').click();
    await page.keyboard.press('Delete');
    await expect.poll(() => cap('Show in its folder').textContent()).toBe('none');
    await cap('Mark the part that matters').click();
    await page.keyboard.press('Escape');
    await expect.poll(() => cap('Mark the part that matters').textContent()).toBe('R');
    await page.keyboard.press('Enter');
    await page.keyboard.press('c');
    await page.getByText('C is the key for: Compare with what you showed.').waitFor();
    await expectAccessible(page);
    await photographInBothThemes(page, 'settings-own-keys');
    await page.getByRole('button', { name: 'Swap the two' }).click();
    await expect.poll(() => cap('Mark the part that matters').textContent()).toBe('C');
    await expect.poll(() => cap('Compare with what you showed').textContent()).toBe('R');

    await page.reload();
    await page.getByRole('gridcell', { name: new RegExp(soughtPhoto) }).focus();
    await page.keyboard.press('f');
    expect(await page.getByRole('search', { name: 'What you search with' }).count()).toBe(0);
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Keys' });
    const line = list.locator('dl div').filter({ hasText: findAlike });
    expect(await line.locator('kbd').allTextContents()).toEqual(['Y']);
    await page.keyboard.press('Escape');
    await page.keyboard.press('y');
    await page.getByRole('search', { name: 'What you search with' }).waitFor();
    await page.keyboard.press('c');
    await page.locator('.mark .picture').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');

    await page.keyboard.press('ControlOrMeta+,');
    await part('Keyboard').click();
    await page.getByRole('button', { name: 'As delivered' }).click();
    await expect.poll(() => cap(findAlike).textContent()).toBe('F');
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => cap(findAlike).textContent()).toBe('Y');
    await page.getByRole('button', { name: 'As delivered' }).click();
    await expect.poll(() => cap(findAlike).textContent()).toBe('F');
    await page.getByRole('button', { name: 'Library' }).click();
  });

  it('list what was called no duplicate, and take it back', async () => {
    const { engine } = visit.host;
    const [first, second] = engine.catalogue.timeline({ limit: 2 }).photos;
    engine.duplicates.keepApart([first!.id, second!.id]);
    await page.keyboard.press('ControlOrMeta+,');
    await part('Not duplicates').click();
    const takeBack = page.getByRole('button', { name: `Take back: ${first!.name}` });
    await takeBack
      .or(page.getByRole('button', { name: `Take back: ${second!.name}` }))
      .first()
      .waitFor();
    await expectAccessible(page);
    await photographInBothThemes(page, 'settings-not-duplicates');
    await page.getByRole('button', { name: /^Take back/ }).click();
    await page.getByText('Nothing so far.').waitFor();
    expect(engine.duplicates.keptApart()).toEqual([]);
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: /^Take back/ }).waitFor();
    expect(engine.duplicates.keptApart()).toHaveLength(1);
    await page.getByRole('button', { name: /^Take back/ }).click();
    await page.getByText('Nothing so far.').waitFor();
    await page.getByRole('button', { name: 'Library' }).click();
  });

  it('remember no searches when that is switched off, and forget what was remembered', async () => {
    const remembered = () => visit.host.engine.history.list().length;
    await page.keyboard.press('ControlOrMeta+,');
    await part('Reading and privacy').click();
    await page.getByRole('switch', { name: 'Remember searches' }).click();
    await page.getByRole('button', { name: 'Forget all of them' }).click();
    await expect.poll(remembered).toBe(0);
    await page.getByRole('button', { name: 'Library' }).click();
    await page.getByRole('gridcell').first().focus();
    await page.keyboard.press('f');
    await page.waitForTimeout(3000); // a search that stood for two seconds would have been remembered
    expect(remembered()).toBe(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('switch', { name: 'Remember searches' }).click();
  });

  it('say which version this is and what it is made of', async () => {
    await page.getByRole('button', { name: 'Settings' }).click();
    await part('About and licences').click();
    await page.getByRole('heading', { name: /Likeness \d+\.\d+\.\d+/ }).waitFor();
    await page.getByRole('cell', { name: 'LGPL-3.0', exact: true }).waitFor();
    await expectAccessible(page);
    await page.screenshot({ path: join(outputFolder, 'settings-about.png') });
  });

  it('speak Chinese when that is chosen, and English again', async () => {
    await part('Look and language').click();
    await page.getByRole('radio', { name: '简体中文' }).click();
    await page.getByRole('button', { name: '设置' }).click();
    await page.getByRole('tab', { name: '外观与语言' }).click();
    await photographInBothThemes(page, 'settings-look-chinese');
    await expectAccessible(page);
    await page.getByRole('radio', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Settings' }).waitFor();
  });

  it('did all this without an error', () => expect(visit.errors).toEqual([]));
});
