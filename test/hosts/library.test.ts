// The library as a person uses it: photos are selected, listed, compared, moved to the bin and taken back.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  backToLibrary,
  copyOf,
  expectAccessible,
  samplePhotos,
  soughtPhoto,
  outputFolder,
  photographInBothThemes,
} from './steps.ts';
import { beginVisit, describeInBrowser, type Visit } from './visit.ts';

describeInBrowser('The library', () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await beginVisit({
      photoCount: 24,
      prepare: async (folder) => {
        await mkdir(join(folder, 'Trip', 'Day 1'), { recursive: true });
        const picture = await copyOf(join(samplePhotos, soughtPhoto));
        await writeFile(join(folder, 'Trip', 'Day 1', 'first.jpg'), picture);
        return 1;
      },
    });
    page = visit.page;
  });
  afterAll(() => visit?.end());

  const bar = () => page.getByRole('toolbar', { name: 'Selected photos' });
  const cell = (index: number) => page.getByRole('gridcell').nth(index);
  const selectedNames = () =>
    page.locator('[role="gridcell"][aria-selected="true"]').evaluateAll((all) => all.map((one) => one.ariaLabel));

  it('selects by the tick, with Ctrl, and on to another photo with Shift', async () => {
    await cell(0).hover();
    await cell(0)
      .getByRole('button', { name: /^Select/ })
      .click();
    await bar().getByText('1 selected').waitFor();
    await cell(2).click({ modifiers: ['ControlOrMeta'] });
    await bar().getByText('2 selected').waitFor();
    await cell(5).click({ modifiers: ['Shift'] });
    await bar().getByText('5 selected').waitFor();
    await page.screenshot({ path: join(outputFolder, 'selection.png') });
    await page.keyboard.press('Escape');
    await bar().waitFor({ state: 'hidden' });
  });

  it('selects by keys, and says so to a screen reader', async () => {
    await cell(1).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await bar().getByText('3 selected').waitFor();
    expect(await selectedNames()).toHaveLength(3);
    await page.keyboard.press('ControlOrMeta+a');
    await bar().getByText(`${visit.photoCount} selected`).waitFor();
    await expectAccessible(page);
    await photographInBothThemes(page, 'library-selection');
    await page.keyboard.press('Escape');
  });

  it('goes as far as the keys of one frame say, and acts on the photo that it came to', async () => {
    await cell(1).focus();
    await page.evaluate(() => {
      for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', ' ']) {
        document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      }
    });
    await bar().getByText('1 selected').waitFor();
    expect(await selectedNames()).toEqual([await cell(4).getAttribute('aria-label')]);
    await expect.poll(() => cell(4).evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
  });

  it('selects by a long touch', async () => {
    const touch = { pointerType: 'touch', bubbles: true, isPrimary: true };
    await cell(3).dispatchEvent('pointerdown', touch);
    await bar().getByText('1 selected').waitFor();
    await cell(3).dispatchEvent('pointerup', touch);
    await page.keyboard.press('Escape');
  });

  it('saves a list of what is selected', async () => {
    await cell(0).click({ modifiers: ['ControlOrMeta'] });
    await cell(1).click({ modifiers: ['ControlOrMeta'] });
    const saving = page.waitForEvent('download');
    await bar().getByRole('button', { name: 'Save a list' }).click();
    const lines = (await readFile(await (await saving).path(), 'utf8')).trimEnd().split('\r\n');
    expect(lines[0]).toBe('\uFEFFName,Folder,Taken,Bytes');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(visit.photoFolder);
  });

  it('compares two, and searches with all of them', async () => {
    await bar().getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('radio', { name: 'Swipe' }).waitFor();
    await page.keyboard.press('Escape');
    await cell(0).waitFor();
    if (!(await bar().isVisible())) {
      await cell(0).click({ modifiers: ['ControlOrMeta'] });
      await cell(1).click({ modifiers: ['ControlOrMeta'] });
    }
    await bar().getByRole('button', { name: 'Find photos like these' }).click();
    await page.getByText('2 pictures, all count the same').waitFor();
    await backToLibrary(page);
  });

  it('opens a photo, goes in to its pixels at the pointer, and shows what is known of it', async () => {
    await cell(4).focus();
    await page.keyboard.press('Enter');
    const viewer = page.getByRole('dialog');
    await viewer.waitFor();
    const frame = page.locator('.viewer .frame');
    const widthOf = async () => (await frame.boundingBox())!.width;
    const whole = await widthOf();
    await page.mouse.move(500, 400);
    await page.mouse.wheel(0, -300);
    await expect.poll(widthOf).toBeGreaterThan(whole * 1.2);
    await page.keyboard.press('0');
    await expect.poll(widthOf).toBeCloseTo(whole, 0);
    await page.keyboard.press('i');
    await page.keyboard.press('t');
    await page.getByRole('complementary', { name: 'Information' }).waitFor();
    await page.mouse.move(510, 410);
    await page.waitForTimeout(400);
    await expectAccessible(page);
    await photographInBothThemes(page, 'viewer');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('i');
    await page.keyboard.press('t');
    await page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'hidden' });
    await page.locator('[role="gridcell"]:focus').waitFor();
  });

  it('shows the photos that share a fact of the one that is open', async () => {
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('i');
    await page.getByRole('button', { name: 'JPEG', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /^JPEG/i }).first().waitFor();
    await page.keyboard.press('Escape');
  });

  it('goes about the folders by keys, and shows the photos of one', async () => {
    await page.keyboard.press('ControlOrMeta+2');
    const tree = page.getByRole('tree', { name: 'Folders of the library' });
    const lines = () => tree.getByRole('treeitem').evaluateAll((all) => all.map((one) => one.textContent?.trim().split(/\s/)[0])); // prettier-ignore
    await expect.poll(async () => (await lines()).length).toBe(1);
    await tree.getByRole('treeitem').first().focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(lines).toEqual(['photos', 'Trip']);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.getByRole('gridcell').count()).toBe(1);
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await lines()).length).toBe(3);
    await expectAccessible(page);
    await photographInBothThemes(page, 'folders');
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.screenshot({ path: join(outputFolder, 'folders-1280x720.png') });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.keyboard.press('ControlOrMeta+1');
    await expect.poll(() => page.getByRole('gridcell').count()).toBeGreaterThan(10);
  });

  it('moves photos to the bin, and takes them back', async () => {
    await cell(3).focus();
    const name = (await cell(3).getAttribute('aria-label'))!.split(',')[0]!;
    expect((await readFile(join(visit.photoFolder, name))).length).toBeGreaterThan(1000);
    await page.keyboard.press('Delete');
    await page.getByText('1 file moved to the bin.').waitFor();
    expect(await readFile(join(visit.photoFolder, name)).catch(() => null)).toBeNull();
    await expect.poll(() => cell(3).getAttribute('aria-label')).not.toContain(name);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('1 file put back.').waitFor();
    expect((await readFile(join(visit.photoFolder, name))).length).toBeGreaterThan(1000);
    await page.getByRole('gridcell', { name }).waitFor();
  });

  it('takes photos out of the bin by the history, long after the message has gone', async () => {
    await cell(3).focus();
    const name = (await cell(3).getAttribute('aria-label'))!.split(',')[0]!;
    await page.keyboard.press('Delete');
    await page.getByText('1 file moved to the bin.').waitFor();
    await page.getByRole('button', { name: 'Close this message' }).click();
    await page.getByRole('button', { name: 'Recent searches' }).click();
    const sheet = page.getByRole('dialog', { name: 'Recent searches' });
    await sheet.getByRole('heading', { name: 'In the bin' }).waitFor();
    await expectAccessible(page);
    await photographInBothThemes(page, 'history-bin');
    await sheet.getByRole('button', { name: /^Undo moving to the bin: 1 photo/ }).click();
    await page.getByText('1 file put back.').waitFor();
    expect((await readFile(join(visit.photoFolder, name))).length).toBeGreaterThan(1000);
    await page.getByRole('button', { name: 'Recent searches' }).click();
    await sheet.getByRole('heading', { name: 'In the bin' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    expect(visit.errors).toEqual([]);
  });
});
