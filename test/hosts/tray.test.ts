// The query tray as a person uses it: several pictures, thumbs, a region, and every step taken back.
import { join } from 'node:path';
import type { JSHandle, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  backToLibrary,
  copyOf,
  dropCopyOf,
  outputFolder,
  photographInBothThemes,
  samplePhotos,
  soughtPhoto,
} from './steps.ts';
import { beginVisit, describeInBrowser, type Visit } from './visit.ts';

describeInBrowser('The query tray', () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await beginVisit();
    page = visit.page;
  });
  afterAll(() => visit?.end());

  const tray = () => page.getByRole('search', { name: 'What you search with' });
  const roles = () =>
    tray()
      .locator('[data-role]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-role')));
  const names = () => page.getByRole('gridcell').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));

  /** The answer to the last change is on the screen. */
  const searched = () => page.waitForTimeout(400);

  it('holds every picture that is dropped together, and searches with all of them', async () => {
    const transfer = await transferOf(page, ['two-dogs.jpg', soughtPhoto]);
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
    await page.getByText('Let go to search with 2 pictures').waitFor();
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    await tray().getByText('2 pictures, all count the same').waitFor();
    expect(await roles()).toEqual(['like', 'like']);
  });

  it('takes a step back when undone, and forward again', async () => {
    await tray()
      .getByRole('button', { name: /^Remove/ })
      .nth(1)
      .click();
    await expect.poll(roles).toEqual(['like']);
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(roles).toEqual(['like', 'like']);
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await expect.poll(roles).toEqual(['like']);
  });

  it('takes a photo of the results into the search by its thumb, and never answers with one to look away from', async () => {
    await searched();
    await page.getByRole('button', { name: 'Show the least unlike' }).click();
    const unwanted = (await names())[1]?.split(',')[0];
    await page.getByRole('gridcell').nth(1).focus();
    await page.keyboard.press('-');
    await expect.poll(roles).toEqual(['like', 'not']);
    await expect.poll(async () => (await names()).some((name) => name?.startsWith(`${unwanted},`))).toBe(false);
    await page.getByRole('gridcell').nth(1).hover();
    await page.getByRole('gridcell').nth(1).getByRole('button', { name: 'More like this' }).click();
    await expect.poll(roles).toEqual(['like', 'not', 'like']);
    await photographInBothThemes(page, 'tray');
  });

  it('adds what is let go over a target of the overlay', async () => {
    const transfer = await transferOf(page, [soughtPhoto]);
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
    const target = page.locator('[data-purpose="not"]');
    await target.dispatchEvent('dragover', { dataTransfer: transfer });
    await page.screenshot({ path: join(outputFolder, 'tray-drop.png') });
    await target.dispatchEvent('drop', { dataTransfer: transfer });
    await expect.poll(roles).toEqual(['like', 'not', 'like', 'not']);
  });

  it('searches for the part of a picture that is marked, by pointer and by keys', async () => {
    await backToLibrary(page);
    await dropCopyOf(page, join(visit.photoFolder, soughtPhoto));
    await tray().getByRole('button', { name: 'Mark a region of copy.jpg' }).click();
    const picture = page.locator('.mark .picture');
    const box = (await picture.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.7, { steps: 6 });
    await page.mouse.up();
    await page.getByText('25% of the picture', { exact: true }).waitFor();
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByText('26% of the picture', { exact: true }).waitFor();
    await photographInBothThemes(page, 'region');
    await page.keyboard.press('Enter');
    await tray().getByText('Marked region only').waitFor();
    await expect.poll(async () => (await names())[0]).toContain(soughtPhoto);
    await tray().getByRole('button', { name: 'Whole picture' }).click();
    await tray().getByText('Marked region only').waitFor({ state: 'hidden' });
  });

  it('leaves the region as it was when marking is given up', async () => {
    await page.keyboard.press('r');
    await page.getByRole('heading', { name: 'Mark the part that matters' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Escape');
    await tray().waitFor();
    await tray().getByText('Marked region only').waitFor({ state: 'hidden' });
  });

  it('waits while a view of its own is looked at', async () => {
    await page.keyboard.press('ControlOrMeta+,');
    await tray().waitFor({ state: 'hidden' });
    await page.getByRole('search', { name: 'Find photos by a picture' }).waitFor();
    await page.keyboard.press('Escape');
    await tray().waitFor();
  });

  it('says which picture cannot be read, and goes on without it', async () => {
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['no picture'], 'notes.jpg', { type: 'image/jpeg' }));
      return data;
    });
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
    await page.locator('[data-purpose="like"]').dispatchEvent('drop', { dataTransfer: transfer });
    await tray().getByText('is not a picture that Likeness can read').waitFor();
    await tray().getByRole('alert').getByRole('button', { name: 'Remove' }).click();
    await expect.poll(roles).toEqual(['like']);
    await page.getByRole('gridcell').first().waitFor();
    expect(visit.errors).toEqual([]);
  });
});

/** Copies of photos, as files that are dragged together. */
async function transferOf(page: Page, names: readonly string[]): Promise<JSHandle<DataTransfer>> {
  const copies = await Promise.all(names.map((name) => copyOf(join(samplePhotos, name))));
  return page.evaluateHandle(
    (pictures) => {
      const data = new DataTransfer();
      for (const [i, base64] of pictures.entries()) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        data.items.add(new File([bytes], `copy-${i + 1}.jpg`, { type: 'image/jpeg' }));
      }
      return data;
    },
    copies.map((copy) => copy.toString('base64')),
  );
}
