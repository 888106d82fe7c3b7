// Photos on their way to other programs, from the page in a browser: opened, shown in their folder, copied, dragged.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { plainHost } from '../../main/engine/host.ts';
import { backToLibrary, expectAccessible, photographInBothThemes } from './steps.ts';
import { beginVisit, describeInBrowser, type Visit } from './visit.ts';

describeInBrowser('Photos on their way to other programs', () => {
  let visit: Visit;
  let page: Page;
  let opened: string[];
  let shown: string[];

  beforeAll(async () => {
    const desktop = {
      ...plainHost,
      canOpenFile: true,
      canShowInFolder: true,
      openFile: (path: string) => Promise.resolve(void opened.push(path)),
      showInFolder: (path: string) => Promise.resolve(void shown.push(path)),
    };
    visit = await beginVisit({ photoCount: 12, desktop });
    page = visit.page;
  });
  beforeEach(() => {
    opened = [];
    shown = [];
  });
  afterAll(() => visit?.end());

  const first = () => page.getByRole('gridcell').first();
  const nameOf = async (photo: Locator) => (await photo.getAttribute('aria-label'))!.split(',')[0]!;

  it('are opened with the program of the system, from the wall, the selection and the viewer', async () => {
    const path = join(visit.photoFolder, await nameOf(first()));
    await first().focus();
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect.poll(() => opened).toEqual([path]);
    await page.keyboard.press('Space');
    await page.getByRole('toolbar').getByRole('button', { name: 'Open in another program' }).click();
    await expect.poll(() => opened).toEqual([path, path]);
    await expectAccessible(page);
    await photographInBothThemes(page, 'selection-outlets');
    await page.keyboard.press('Escape');
    await page.locator('[role="gridcell"]:focus').waitFor();
    await page.keyboard.press('Enter');
    const viewer = page.getByRole('dialog');
    await viewer.getByRole('button', { name: 'Open in another program' }).click();
    await expect.poll(() => opened.length).toBe(3);
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect.poll(() => opened.length).toBe(4);
    await expectAccessible(page);
    await page.keyboard.press('e');
    await expect.poll(() => shown).toEqual([path]);
    await page.keyboard.press('Escape');
  });

  it('tell in a sentence when no program opens them', async () => {
    visit.host.engine.host.openFile = () => Promise.reject(new Error('none'));
    await first().focus();
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.getByText(/^No program on this computer could open/).waitFor();
    await page.getByRole('button', { name: 'Close this message' }).click();
  });

  it('are dragged onto the page as what they are: photos of the library, all that are selected', async () => {
    const photos = page.getByRole('gridcell');
    await photos.nth(0).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowRight');
    await photos.nth(1).dragTo(page.locator('header'));
    const tray = page.getByRole('search');
    await expect.poll(() => tray.locator('[data-role="like"]').count()).toBe(2);
    await backToLibrary(page);
  });

  it('leave the page as the file that they are', async () => {
    const name = await nameOf(first());
    const address = await first().evaluate((photo) => {
      const dataTransfer = new DataTransfer();
      photo.dispatchEvent(new DragEvent('dragstart', { dataTransfer, bubbles: true, cancelable: true }));
      return dataTransfer.getData('DownloadURL');
    });
    const [type, fileName, ...rest] = address.split(':');
    expect([type, fileName]).toEqual(['application/octet-stream', name]);
    const bytes = await page.evaluate(async (from) => {
      const reply = await fetch(from);
      return Array.from(new Uint8Array(await reply.arrayBuffer()));
    }, rest.join(':'));
    expect(Buffer.from(bytes).equals(await readFile(join(visit.photoFolder, name)))).toBe(true);
  });

  it('did all this without an error', () => {
    expect(visit.errors).toEqual([]);
  });
});
