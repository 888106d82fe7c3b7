// Folders as teachers, as a person uses them: learned from in Index health, named beside the results, each showing its photos.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  dropCopyOf,
  expectAccessible,
  outputFolder,
  photographInBothThemes,
  samplePhotos,
  soughtPhoto,
} from './steps.ts';
import { beginVisit, describeInBrowser, type Visit } from './visit.ts';

/** Folders that are sorted by what photos show, each with parts of one sample photo. */
const folders = { dogs: soughtPhoto, towns: 'city-lights.jpg', coast: 'rock-in-the-sea.jpg' };
const PARTS = 12;

async function addFolders(photoFolder: string): Promise<number> {
  for (const [folder, sample] of Object.entries(folders)) {
    await mkdir(join(photoFolder, folder));
    const picture = sharp(join(samplePhotos, sample));
    const { width, height } = await picture.metadata();
    const side = Math.floor(0.6 * Math.min(width, height));
    for (let part = 0; part < PARTS; part++) {
      const left = Math.floor(((part % 4) / 3) * (width - side));
      const top = Math.floor((Math.floor(part / 4) / 2) * (height - side));
      const cut = picture.clone().extract({ left, top, width: side, height: side });
      await cut
        .resize(240, 240)
        .jpeg()
        .toFile(join(photoFolder, folder, `${folder}-${part}.jpg`));
    }
  }
  return PARTS * Object.keys(folders).length;
}

describeInBrowser('What the folders teach', () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await beginVisit({ photoCount: 4, prepare: addFolders });
    page = visit.page;
  }, 180_000);
  afterAll(() => visit?.end());

  it('is learned when the person asks for it, and says what it was worth', async () => {
    await page.getByRole('button', { name: 'Index health' }).click();
    await page.getByRole('button', { name: 'Learn from 3 folders' }).click();
    await page.getByText(/^Learned from 36 photos in 3 folders/).waitFor({ timeout: 120_000 });
    await page.getByText(/^Tried out on 9 photos held back: the right folder came first for/).waitFor();
    await page.getByText('Folders are named beside the results of a search.').waitFor();
    await expectAccessible(page);
    await photographInBothThemes(page, 'folder-learning');
    await page.keyboard.press('Escape');
  }, 180_000);

  it('names the folder that a picture would fit, which shows its photos alone', async () => {
    await dropCopyOf(page, join(samplePhotos, soughtPhoto));
    const fitting = page.getByRole('list', { name: 'Would fit your folders' });
    const dogs = fitting.getByRole('button', { name: /^dogs/ });
    await dogs.waitFor();
    await expectAccessible(page);
    await page.screenshot({ path: join(outputFolder, 'fitting-folders.png') });
    await dogs.click();
    await dogs.waitFor({ state: 'hidden' });
    const names = () =>
      page.getByRole('gridcell').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    await expect.poll(async () => (await names()).length).toBeGreaterThan(0);
    await expect.poll(async () => (await names()).every((name) => name?.startsWith('dogs-'))).toBe(true);
    expect(visit.errors).toEqual([]);
  });
});
