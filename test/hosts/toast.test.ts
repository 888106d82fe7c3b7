// The toast as a person meets it: it comes without taking the focus, stays while it is looked at, and takes back what it tells.
import { mkdtempSync, rmSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible, photographInBothThemes } from './steps.ts';
import { beginVisit, describeInBrowser, type Visit } from './visit.ts';

/** `trash` asks for it when it is first loaded. */
const bin = mkdtempSync(join(tmpdir(), 'likeness-toast-bin-'));
process.env['XDG_DATA_HOME'] = bin;
afterAll(() => rmSync(bin, { recursive: true, force: true }));

describeInBrowser('The toast', () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await beginVisit({ photoCount: 12 });
    page = visit.page;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  afterAll(() => visit?.end());

  const photo = () => page.getByRole('gridcell').first();
  const toast = () => page.locator('.toast');

  it('says what cannot be seen, to the eye and to a screen reader, and leaves the focus where it is', async () => {
    await photo().focus();
    await page.keyboard.press('ControlOrMeta+c');
    await toast().getByText('The picture is on the clipboard.').waitFor();
    expect(await toast().evaluate((element) => element.parentElement?.getAttribute('role'))).toBe('status');
    expect(await photo().evaluate((element) => element === document.activeElement)).toBe(true);
    await expectAccessible(page);
    await photographInBothThemes(page, 'toast');
  });

  it('comes at once for who wants no motion', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await photo().focus();
    await page.keyboard.press('ControlOrMeta+c');
    await toast().waitFor();
    expect(await toast().evaluate((element) => getComputedStyle(element).animationDuration)).toBe('0s');
    await page.emulateMedia({ reducedMotion: null });
  });

  it('covers nothing of the bar of a selection', async () => {
    await page.keyboard.press('Space');
    const bar = await page.getByRole('toolbar').boundingBox();
    await page.keyboard.press('ControlOrMeta+c');
    const box = await toast().boundingBox();
    expect(box!.y + box!.height).toBeLessThanOrEqual(bar!.y);
    await page.keyboard.press('Escape');
  });

  it('is seen over an open photo too', async () => {
    await photo().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('ControlOrMeta+c');
    await toast().getByText('The picture is on the clipboard.').waitFor();
    await expectAccessible(page);
    await photographInBothThemes(page, 'toast-over-viewer');
    await page.keyboard.press('Escape');
  });

  it.runIf(process.platform === 'linux')(
    'takes a photo out of the bin again, by its button or the key of undo',
    async () => {
      const name = (await photo().getAttribute('aria-label'))!.split(',')[0]!;
      const path = join(visit.photoFolder, name);
      for (const way of ['button', 'key']) {
        await page.getByRole('gridcell', { name }).focus();
        await page.keyboard.press('Delete');
        await toast().getByText('1 file moved to the bin.').waitFor();
        await expect(access(path)).rejects.toThrow();
        await page.getByRole('gridcell', { name }).waitFor({ state: 'hidden' });
        if (way === 'button') await toast().getByRole('button', { name: 'Undo' }).click();
        else await page.keyboard.press('ControlOrMeta+z');
        await toast().getByText('1 file put back.').waitFor();
        await access(path);
        await page.getByRole('gridcell', { name }).waitFor();
      }
    },
  );

  it('stays as long as the focus is on it, and gives the focus back to the photos', async () => {
    await page.mouse.move(20, 300); // not on the place where the toast comes
    await page.clock.install();
    await photo().focus();
    await page.keyboard.press('ControlOrMeta+c');
    await toast().waitFor();
    await toast().getByRole('button', { name: 'Close this message' }).focus();
    await page.clock.fastForward(60_000);
    expect(await toast().isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    await toast().waitFor({ state: 'hidden' });
    await expect.poll(() => photo().evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('ControlOrMeta+c');
    await toast().waitFor();
    await page.clock.fastForward(9000);
    await toast().waitFor({ state: 'hidden' });
    expect(visit.errors).toEqual([]);
  });
});
