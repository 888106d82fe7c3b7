// Rating photos as a person does: by keys on the wall, for a selection, in the open photo, by hand; filtered by, and taken back.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible, photographInBothThemes } from './steps.ts';
import { beginVisit, describeInBrowser, type Visit } from './visit.ts';

describeInBrowser('Ratings', () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await beginVisit({ photoCount: 8 });
    page = visit.page;
  });
  afterAll(() => visit?.end());

  const cells = () => page.getByRole('gridcell');
  const stars = (name: string) => page.getByRole('radiogroup', { name: 'Rating' }).getByRole('radio', { name });

  it('come from a key, for the photo with the focus, and go by undo', async () => {
    await cells().first().focus();
    await page.keyboard.press('Alt+4');
    await page.getByText('4 stars for 1 photo.').waitFor();
    await page.keyboard.press('ControlOrMeta+z');
    await page.getByText('Rated as before.').waitFor();
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await page.getByText('4 stars for 1 photo.').waitFor();
    await page.getByRole('button', { name: 'Close this message' }).click();
    await page.keyboard.press('ControlOrMeta+z'); // also when nothing offers it any more
    await page.getByText('Rated as before.').waitFor();
  });

  it('are given to all that are selected, by key and by hand', async () => {
    await cells().first().focus();
    await page.keyboard.press('Space');
    await stars('No stars').and(page.locator('[aria-checked="true"]')).waitFor();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Alt+2');
    await page.getByText('2 stars for 3 photos.').waitFor();
    await stars('3 stars').click();
    await page.getByText('3 stars for 3 photos.').waitFor();
    await stars('3 stars').and(page.locator('[aria-checked="true"]')).waitFor();
    await expectAccessible(page);
    await photographInBothThemes(page, 'ratings-selection');
    await page.keyboard.press('Escape');
  });

  it('stand in the open photo, where keys and stars change them', async () => {
    await cells().first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('i');
    await stars('3 stars').and(page.locator('[aria-checked="true"]')).waitFor();
    await page.keyboard.press('Alt+5');
    await page.getByText('5 stars for 1 photo.').waitFor();
    await stars('5 stars').and(page.locator('[aria-checked="true"]')).waitFor();
    const name = await page.getByRole('dialog').getAttribute('aria-label');
    await stars('5 stars').focus();
    await page.keyboard.press('ArrowLeft'); // among the stars, not to the photo before
    await page.getByText('4 stars for 1 photo.').waitFor();
    expect(await page.getByRole('dialog').getAttribute('aria-label')).toBe(name);
    await expectAccessible(page);
    await photographInBothThemes(page, 'ratings-viewer');
  });

  it('filter the library, which follows every change', async () => {
    await stars('3 stars').click();
    await page.getByRole('button', { name: '★★★ and more' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await expect.poll(() => cells().count()).toBe(3);
    await cells().first().focus();
    await page.keyboard.press('Alt+1');
    await expect.poll(() => cells().count()).toBe(2);
    await page.getByText('2 photos pass').waitFor();
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => cells().count()).toBe(3);
    await page.getByText('3 photos pass').waitFor();
  });

  it('go back to what the file says', async () => {
    await cells().first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'As the file says' }).click();
    await page.getByText('1 photo rated as the files say.').waitFor();
    await page.getByRole('button', { name: 'As the file says' }).waitFor({ state: 'hidden' });
    await stars('No stars').and(page.locator('[aria-checked="true"]')).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => cells().count()).toBe(2);
    expect(visit.errors).toEqual([]);
  });
});
