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
