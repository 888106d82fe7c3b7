// Results as a person uses them: bursts and copies folded, reasons under photos, the history behind the clock.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  backToLibrary,
  dropCopyOf,
  expectAccessible,
  outputFolder,
  photographInBothThemes,
  samplePhotos,
  soughtPhoto,
} from './steps.ts';
import { beginVisit, describeInBrowser, type Visit } from './visit.ts';

/** Shots of one camera a second apart, each of a slightly other part, and changed copies of the sought photo. */
async function addShotsAndCopies(folder: string): Promise<number> {
  const original = join(samplePhotos, soughtPhoto);
  const { width = 0, height = 0 } = await sharp(original).metadata();
  for (let shot = 0; shot < 3; shot++) {
    const part = { left: 12 * shot, top: 0, width: width - 60, height: height - 8 * shot - 40 };
    const exif = {
      IFD0: { Make: 'Likeness', Model: 'Burst 1' },
      IFD2: { DateTimeOriginal: `2019:07:31 12:00:0${shot}` },
    };
    const picture = sharp(original)
      .extract(part)
      .modulate({ brightness: 1 + 0.04 * shot });
    await picture
      .withExif(exif)
      .jpeg()
      .toFile(join(folder, `shot-${shot}.jpg`));
  }
  await sharp(original).grayscale().resize(150).jpeg({ quality: 80 }).toFile(join(folder, 'grey-and-small.jpg'));
  await sharp(original).flop().jpeg().toFile(join(folder, 'mirrored.jpg'));
  return 5;
}

describeInBrowser('Results', () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await beginVisit({ prepare: addShotsAndCopies });
    page = visit.page;
  });
  afterAll(() => visit?.end());

  const names = () => page.getByRole('gridcell').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  const tile = (name: string) => page.locator(`[role="gridcell"][aria-label^="${name}"]`);
  const shotCount = async () => (await names()).filter((name) => name?.startsWith('shot-')).length;

  it('say why a photo matched', async () => {
    await dropCopyOf(page, join(visit.photoFolder, soughtPhoto));
    await page.getByRole('heading', { name: 'Photos most like your picture' }).waitFor();
    await tile('mirrored.jpg').waitFor();
    expect(await tile('mirrored.jpg').getAttribute('aria-label')).toContain('mirrored');
    expect(await tile('grey-and-small.jpg').getAttribute('aria-label')).toContain('black and white');
  });

  it('fold the shots of a burst into one, which opens by click and by key', async () => {
    expect(await shotCount()).toBe(1);
    const burst = page.locator('[role="gridcell"][aria-label*="stack of 3"]');
    await photographInBothThemes(page, 'results-folded');
    await expectAccessible(page);
    await burst.getByRole('button', { name: 'Show all 3 of this stack' }).click();
    await expect.poll(shotCount).toBe(3);
    await photographInBothThemes(page, 'results-opened');
    await burst.focus();
    await page.keyboard.press('b');
    await expect.poll(shotCount).toBe(1);
    await page.getByRole('button', { name: 'Bursts folded' }).click();
    await expect.poll(shotCount).toBe(3);
    await page.getByRole('button', { name: 'Bursts shown' }).click();
  });

  it('take in what is read meanwhile, and closer photos when they are asked for', async () => {
    await sharp(join(samplePhotos, soughtPhoto)).jpeg({ quality: 91 }).toFile(join(visit.photoFolder, 'closer.jpg'));
    await visit.host.engine.addRoot(visit.photoFolder);
    await page.getByText('1 closer photo found.').waitFor({ timeout: 30_000 });
    expect((await names()).some((name) => name?.startsWith('closer.jpg'))).toBe(false);
    await photographInBothThemes(page, 'results-closer');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await tile('closer.jpg').waitFor();
  });

  it('are asked again from the list behind the clock', async () => {
    await page.waitForTimeout(2500); // a question that stood this long is remembered
    await backToLibrary(page);
    await page.getByRole('button', { name: 'Recent searches' }).click();
    const list = page.getByRole('dialog', { name: 'Recent searches' });
    await list.getByText('copy.jpg').waitFor();
    await page.waitForFunction(() => {
      const picture = document.querySelector<HTMLImageElement>('[role="dialog"] img');
      return picture !== null && picture.naturalWidth > 0;
    });
    await photographInBothThemes(page, 'history');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Photos most like your picture' }).waitFor();
    await tile('mirrored.jpg').waitFor();
  });

  it('fit a small window', async () => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.screenshot({ path: join(outputFolder, 'results-1280x720.png') });
    await page.getByRole('button', { name: 'Recent searches' }).click();
    await page.getByRole('dialog', { name: 'Recent searches' }).getByText('copy.jpg').waitFor();
    await page.screenshot({ path: join(outputFolder, 'history-1280x720.png') });
    await page.getByRole('button', { name: 'Clear the list' }).click();
    await page.getByText('Nothing was searched for yet.').waitFor();
    await page.keyboard.press('Escape');
    expect(visit.errors).toEqual([]);
  });
});
