// Filters as a person uses them: in the library, beside a picture, by words, and when nothing passes.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dropCopyOf, expectAccessible, photographInBothThemes, samplePhotos, soughtPhoto } from './steps.ts';
import { beginVisit, describeInBrowser, type Visit } from './visit.ts';

const cameras = ['Canon EOS 5D', 'NIKON D70'];

/** Six photos that tell a camera and a date: two of each year, the first of each by the Canon. */
async function addDatedPhotos(folder: string): Promise<number> {
  for (let i = 0; i < 6; i++) {
    const year = [2015, 2017, 2019][i >> 1];
    const taken = `${year}:07:1${i} 12:00:00`;
    await sharp(join(samplePhotos, soughtPhoto))
      .resize(300 + i, 300)
      .modulate({ hue: 60 * i })
      .withExif({ IFD0: { Model: cameras[i % 2]! }, IFD2: { DateTimeOriginal: taken } })
      .toFile(join(folder, `dated-${i}.jpg`));
  }
  return 6;
}

describeInBrowser('Filters', () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await beginVisit({ photoCount: 12, prepare: addDatedPhotos });
    page = visit.page;
  });
  afterAll(() => visit?.end());

  const cells = () => page.getByRole('gridcell');
  const bar = () => page.getByRole('group', { name: 'Filters' });
  const type = async (text: string) => {
    await page.keyboard.press('ControlOrMeta+f');
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };

  it('come from words: a season and a name keep the photos of both', async () => {
    await type('summer 2019');
    await expect.poll(() => cells().count()).toBe(2);
    await bar().getByText('2 photos pass').waitFor();
    await type('dated-4');
    await expect.poll(() => cells().count()).toBe(1);
    await photographInBothThemes(page, 'filters-library');
  });

  it('are taken away one by one, and back by undo', async () => {
    await bar().getByRole('button', { name: 'Remove the filter Words' }).click();
    await expect.poll(() => cells().count()).toBe(2);
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => cells().count()).toBe(1);
    await bar().getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => cells().count()).toBeGreaterThan(6);
    await bar().waitFor({ state: 'hidden' });
  });

  it('tell how many photos each value would leave', async () => {
    await dropCopyOf(page, join(samplePhotos, soughtPhoto));
    await bar().getByRole('button', { name: 'Camera' }).click();
    const sheet = page.getByRole('dialog', { name: 'Camera' });
    await sheet.getByRole('button', { name: 'NIKON D70 3' }).waitFor();
    await expectAccessible(page);
    await photographInBothThemes(page, 'filters-sheet');
    await sheet.getByRole('button', { name: 'Canon EOS 5D 3' }).click();
    await bar().getByText('3 photos pass').waitFor();
    await expect.poll(() => names(), { timeout: 15_000 }).toEqual(['dated-0.jpg', 'dated-2.jpg', 'dated-4.jpg']);
  });

  it('act inside the search: every photo that passes is in the answer, however far away', async () => {
    await bar().getByRole('button', { name: 'Date' }).click();
    await page.getByRole('dialog', { name: 'Date' }).getByRole('button', { name: '2017 1' }).click();
    await expect.poll(() => names(), { timeout: 15_000 }).toEqual(['dated-2.jpg']);
  });

  it('say which of them to remove when no photo passes', async () => {
    await type('"no such name"');
    await bar().getByText('No photo passes these filters.').waitFor();
    await bar().getByRole('button', { name: 'Remove ‘no such name’ to see 1.' }).click();
    await expect.poll(() => names(), { timeout: 15_000 }).toEqual(['dated-2.jpg']);
    await page.keyboard.press('Escape');
    await bar().waitFor({ state: 'hidden' });
    expect(visit.errors).toEqual([]);
  });

  it('say what was looked through when nothing is described by the words, and offer to show a picture', async () => {
    await type('xyzzy');
    await page.getByText('No photo is described by ‘xyzzy’.').waitFor();
    await page.getByRole('button', { name: 'Show a picture' }).waitFor();
    await expectAccessible(page);
    await photographInBothThemes(page, 'filters-nothing');
    await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click();
    await page.getByText('No photo is described by ‘xyzzy’.').waitFor({ state: 'hidden' });
  });

  it('take a place by its coordinates, and say when they are none', async () => {
    await type('2015');
    await bar().getByRole('button', { name: 'Place' }).click();
    const sheet = page.getByRole('dialog', { name: 'Place' });
    await sheet.getByLabel('Latitude').fill('95');
    await sheet.getByLabel('Longitude').fill('8');
    await sheet.getByRole('button', { name: 'Set' }).click();
    await sheet.getByText('A latitude lies between').waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    await bar().getByText('2 photos pass').waitFor();
  });

  /** Of the photos in the results, whichever group they are in. */
  async function names(): Promise<string[]> {
    const show = page.getByRole('button', { name: 'Show the least unlike' });
    if (await show.isVisible()) await show.click({ timeout: 1000 }).catch(() => undefined); // the answer may just change
    const labels = await cells().evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
    return labels.map((label) => label.split(',')[0]!).sort();
  }
});
