// The comparison of search methods as a person meets it: from Index health, in the background, in words, plots and tables.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { languageKey } from '../../renderer/wording/language.ts';
import { addParts } from './picture-parts.ts';
import { expectAccessible, outputFolder, photographInBothThemes } from './steps.ts';
import { beginVisit, describeInBrowser, type Visit } from './visit.ts';

describeInBrowser('The comparison of search methods', () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    const prepare = async (folder: string): Promise<number> => {
      const parts = ['one', 'two'].map((name) => join(folder, name));
      for (const part of parts) await mkdir(part, { recursive: true });
      return (await addParts(parts[0]!, 100)) + (await addParts(parts[1]!, 90, 100));
    };
    visit = await beginVisit({ photoCount: 30, prepare });
    page = visit.page;
  }, 240_000);
  afterAll(() => visit?.end());

  const saved = async (press: () => Promise<unknown>): Promise<{ name: string; text: string }> => {
    const [download] = await Promise.all([page.waitForEvent('download'), press()]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  };

  it('is reached from Index health, and begins when asked to', async () => {
    await page.getByRole('button', { name: 'Index health' }).click();
    await page.getByRole('button', { name: 'Compare methods on your photos' }).click();
    await page.getByRole('heading', { name: 'Search methods compared' }).waitFor();
    await page.getByText('Likeness can try every method on your photos').waitFor();
    await photographInBothThemes(page, 'methods-before');
    await expectAccessible(page);
  });

  it('says how far it is, and can be stopped', async () => {
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByText(/^Comparing: \d+ of \d+ indexes\. Now /).waitFor({ timeout: 60_000 });
    await page.screenshot({ path: join(outputFolder, 'methods-comparing.png') });
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Stop comparing' }).click();
    await page.getByRole('button', { name: 'Compare', exact: true }).waitFor();
    expect(visit.host.engine.methods.report().comparison).toBeNull();
  });

  it('goes on while the person is elsewhere, and then says what is best in words', async () => {
    await page.getByRole('radio', { name: 'The nearest photos' }).click();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByText(/^Comparing/).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Compare methods on your photos' }).click();
    await page.getByText(/^Comparing/).waitFor();
    await page.getByText(/^Compared on 220 photos, of which 44 asked/).waitFor({ timeout: 540_000 });
    await page.getByText(/^With 64 bits a photo, .* puts most of what is right first/).waitFor();
    expect(await page.getByRole('img', { name: /^What comes first, by memory\. Highest: exact search/ }).count()).toBe(
      1,
    );
  }, 560_000);

  it('can be used by everyone, in both themes and at two sizes', async () => {
    for (const { width, height } of [
      { width: 1280, height: 720 },
      { width: 1440, height: 1800 },
    ]) {
      await page.setViewportSize({ width, height });
      await photographInBothThemes(page, `methods-${width}x${height}`);
    }
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
    await page.emulateMedia({ colorScheme: null });
  });

  it('shows the values of a plot as a table, and every figure', async () => {
    await page.getByRole('button', { name: 'Show as table What comes first, by memory' }).click();
    const table = page.getByRole('region', { name: 'What comes first, by memory' }).getByRole('table');
    expect(await table.locator('tbody tr').count()).toBeGreaterThan(20);
    await expectAccessible(page);
    const figures = page.getByRole('region', { name: 'All figures' }).getByRole('row');
    expect(await figures.count()).toBeGreaterThan(40);
  });

  it('saves the report, and a plot as it looks', async () => {
    const report = await saved(() => page.getByRole('button', { name: 'Save report' }).click());
    expect(report.name).toBe('likeness-methods.json');
    const { comparison } = visit.host.engine.methods.report();
    expect(JSON.parse(report.text)).toEqual(comparison);
    const plot = await saved(() => page.getByRole('button', { name: 'Save picture Precision by recall' }).click());
    expect(plot.name).toBe('likeness-precision-recall.svg');
    expect(plot.text).toMatch(/^<svg [^>]*xmlns=/);
    expect(plot.text).toContain('stroke="rgb(');
  });

  it('is there after a reload, in Chinese too, and leads back', async () => {
    await page.evaluate((key) => localStorage.setItem(key, 'chinese'), languageKey);
    await page.reload();
    await page.getByRole('button', { name: '索引状况' }).click();
    await page.getByRole('button', { name: '用您的照片比较各种方法' }).click();
    await page.getByText(/在 220 张照片上比较，其中 44 张用来提问/).waitFor();
    await photographInBothThemes(page, 'methods-chinese');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: /^索引状况/ }).waitFor();
    expect(visit.errors).toEqual([]);
  });
});
