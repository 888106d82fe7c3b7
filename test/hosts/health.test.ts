// Index health as a person uses it: what is measured on their own photos, the slider, the check of the library.
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { languageKey } from '../../renderer/wording/language.ts';
import { addParts } from './picture-parts.ts';
import { expectAccessible, outputFolder, photographInBothThemes } from './steps.ts';
import { beginVisit, describeInBrowser, type Visit } from './visit.ts';

describeInBrowser('Index health', () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await beginVisit({ photoCount: 30, prepare: (folder) => addParts(folder, 190) });
    page = visit.page;
  }, 180_000);
  afterAll(() => visit?.end());

  const slider = () => page.getByRole('slider', { name: 'How thoroughly every search looks' });
  const thumbnails = async () =>
    (await readdir(join(visit.photoFolder, '../library/thumbnails'), { recursive: true })).filter((name) =>
      name.endsWith('.jpg'),
    );
  const thumbnailCount = async () => (await thumbnails()).length;
  const loseAThumbnail = async () => rm(join(visit.photoFolder, '../library/thumbnails', (await thumbnails())[0]!));
  const setting = () => visit.host.engine.health.setting;

  it('is reached from the status bar, and measures on the photos of the library by itself', async () => {
    await page.getByRole('button', { name: 'Index health' }).click();
    await page.getByText(/^Measured on 220 of your own photos against exact search/).waitFor({ timeout: 60_000 });
    await page.getByRole('heading', { name: 'Index health: good' }).waitFor();
    await page
      .getByRole('img', { name: /^From [\d.]+ of 100 to 100 of 100\. Now: [\d.]+ of 100 in [\d.]+ ms$/ })
      .waitFor();
  });

  it('can be used by everyone, in both themes and at two sizes', async () => {
    for (const { width, height } of [
      { width: 1280, height: 720 },
      { width: 1440, height: 900 },
    ]) {
      await page.setViewportSize({ width, height });
      await photographInBothThemes(page, `health-${width}x${height}`);
    }
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
    await page.emulateMedia({ colorScheme: null });
  });

  it('shows the values of the plot as a table', async () => {
    await page.getByRole('button', { name: 'Show as table How much is found, and how fast' }).click();
    const table = page.getByRole('region', { name: 'How much is found, and how fast' }).getByRole('table');
    const rows = table.locator('tbody tr');
    expect(await rows.count()).toBe(6); // 1, 2, 4, 8 and all 16 cells, and exact search
    expect(await rows.last().innerText()).toMatch(/^exact search\s+100\s/);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Show as picture How much' }).click();
  });

  it('sets every search by the slider, and tells what that costs', async () => {
    await slider().focus();
    await page.keyboard.press('Home');
    await expect.poll(setting).toEqual({ kind: 'cells', share: 1 / 16 });
    const fewest = await slider().getAttribute('aria-valuetext');
    expect(fewest).toMatch(/^Finds [\d.]+ of the 100 photos that an exact search would, in .* One step to the right:/);
    expect(await page.getByRole('checkbox', { name: 'Let Likeness choose' }).isChecked()).toBe(false);
    await page.screenshot({ path: join(outputFolder, 'health-fastest.png') });
    await page.keyboard.press('End');
    await expect.poll(setting).toEqual({ kind: 'exact' });
    await page.getByText('Compares your picture with every photo and misses none').waitFor();
    await page.screenshot({ path: join(outputFolder, 'health-exact.png') });
    await page.getByRole('checkbox', { name: 'Let Likeness choose' }).check();
    await expect.poll(setting).toEqual({ kind: 'automatic' });
  });

  it('measures again when asked to', async () => {
    await page.getByRole('button', { name: 'Measure again' }).click();
    await page.getByText(/^Measured on 220/).waitFor({ timeout: 60_000 });
  });

  it('checks the library, names what is wrong and repairs it', async () => {
    await page.getByRole('button', { name: 'Check the library' }).click();
    await page.getByText('Nothing is wrong with 220 photos.').waitFor();
    await loseAThumbnail();
    await page.getByRole('button', { name: 'Check the library' }).click();
    await page.getByText('1 photo has no small picture; a repair makes them again.').waitFor();
    await page.screenshot({ path: join(outputFolder, 'health-finding.png') });
    await page.getByRole('button', { name: 'Repair', exact: true }).click();
    await page.getByText('Repaired. This was put right').waitFor();
    await expect.poll(thumbnailCount).toBe(220);
  });

  it('rebuilds the index when asked to, and measures the new one', async () => {
    await page.getByRole('button', { name: 'Rebuild now' }).click();
    await expect.poll(() => visit.host.engine.index.state.generation).toBeGreaterThan(1);
    await expect.poll(async () => (await visit.host.engine.health.report()).measurement?.generation).toBeGreaterThan(1);
  });

  it('leads back with Escape', async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('gridcell').first().waitFor();
    expect(visit.errors).toEqual([]);
  });
});

describeInBrowser('Index health of a small library', () => {
  it('says that there is too little to measure, in Chinese too', async () => {
    const visit = await beginVisit({ photoCount: 8 });
    const { page } = visit;
    await page.getByRole('button', { name: 'Index health' }).click();
    await page.getByRole('heading', { name: 'Index health: too few photos to measure' }).waitFor();
    await page.getByText(/^There is too little to measure yet: from 200 photos on/).waitFor();
    await expectAccessible(page);
    await photographInBothThemes(page, 'health-small');
    await page.evaluate((key) => localStorage.setItem(key, 'chinese'), languageKey);
    await page.reload();
    await page.getByRole('button', { name: '索引状况' }).click();
    await page.getByRole('heading', { name: '索引状况：照片太少，无法测量' }).waitFor();
    await page.screenshot({ path: join(outputFolder, 'health-chinese.png') });
    expect(visit.errors).toEqual([]);
    await visit.end();
  });
});
