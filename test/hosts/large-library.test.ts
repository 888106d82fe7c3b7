// A library of 100,000 photos in a real browser: there at once, scrolled evenly, and reached everywhere by the rail and by keys.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inWords, isByItsOwnFault, type Journey, lateMs, measureFrames } from './frames.ts';
import { makeLargeLibrary, visitLargeLibrary } from './large-library.ts';
import { photographInBothThemes } from './steps.ts';
import { describeInBrowser } from './visit.ts';

const photoCount = 100_000;

describeInBrowser('A library of 100,000 photos', () => {
  let folder: string;
  let visit: Awaited<ReturnType<typeof visitLargeLibrary>>;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'likeness-large-'));
    await makeLargeLibrary(folder, photoCount, 1);
    visit = await visitLargeLibrary(folder);
    page = visit.page;
    await page.getByRole('gridcell').first().waitFor();
    // The whole outline is there when the rail reaches the oldest photos.
    await page.locator('.rail').getByText('2005', { exact: true }).waitFor({ timeout: 60_000 });
  }, 240_000);
  afterAll(async () => {
    await visit?.end();
    await rm(folder, { recursive: true, force: true });
  });

  const headings = () => page.getByRole('heading', { level: 2 }).allInnerTexts();

  it('says how many photos each day has, over all of it', async () => {
    const rail = page.getByRole('slider', { name: 'Time' });
    await rail.waitFor();
    await rail.press('End');
    await expect.poll(async () => (await headings()).at(-1), { timeout: 15_000 }).toMatch(/2005$/);
    await rail.press('Home');
    await expect.poll(async () => (await headings())[0], { timeout: 15_000 }).toMatch(/2024$/);
    await photographInBothThemes(page, 'large-library');
  });

  // On a busy computer frames are late for other programs' sake, which is told apart. Two are let pass: a processor that others
  // use takes longer for the same work, too. A page that draws all there is, or lays it out anew on each step, takes seconds.
  it.each<Journey>(['wheel', 'fling', 'rail', 'keys'])(
    'is scrolled without a frame late by its fault: %s',
    async (journey) => {
      const measured = await measureFrames(page, journey, 5);
      process.stdout.write(`${journey}: ${inWords(measured)}\n`);
      expect(measured.late.filter(isByItsOwnFault).length, inWords(measured)).toBeLessThanOrEqual(2);
      expect(measured.longestTask).toBeLessThan(lateMs);
      expect(measured.frames.length).toBeGreaterThan(20);
      expect(measured.distance).toBeGreaterThan(1000);
      expect(await page.getByRole('gridcell').count()).toBeLessThan(250);
    },
  );

  it('names the photos once it rests', async () => {
    await expect
      .poll(
        () => page.getByRole('gridcell').evaluateAll((all) => all.every((one) => /\.jpg,/i.test(one.ariaLabel ?? ''))),
        { timeout: 15_000 },
      )
      .toBe(true);
    expect(visit.errors).toEqual([]);
  });
});
