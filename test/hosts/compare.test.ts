// Comparing as a person does it: a changed copy is shown, its photo is held against it in every way there is.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  backToLibrary,
  dropPicture,
  expectAccessible,
  outputFolder,
  photographInBothThemes,
  samplePhotos,
} from './steps.ts';
import { beginVisit, describeInBrowser, type Visit } from './visit.ts';

const photo = 'bridge.jpg';

describeInBrowser('Comparing', () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await beginVisit();
    page = visit.page;
  });
  afterAll(() => visit?.end());

  const view = () => page.getByRole('region', { name: 'Compare' });
  const verdict = () => view().getByRole('status');
  const mode = (name: string) => view().getByRole('radio', { name });

  /** Shows a changed copy of the photo and compares it with the best answer. */
  async function compareWith(copy: Sharp, sentence: RegExp): Promise<void> {
    await dropPicture(page, await copy.jpeg({ quality: 85 }).toBuffer(), 'copy.jpg');
    await page.getByRole('heading', { name: 'Photos most like your picture' }).waitFor();
    const first = page.getByRole('gridcell').first();
    await eventually(() => first.getAttribute('aria-label')).toContain(photo);
    await first.focus();
    await page.keyboard.press('c');
    await view().waitFor();
    await eventually(() => verdict().textContent()).toMatch(sentence);
    await picturesShown(page);
  }

  async function leave(): Promise<void> {
    await page.keyboard.press('Escape');
    await view().waitFor({ state: 'hidden' });
    await backToLibrary(page);
  }

  const original = () => sharp(join(samplePhotos, photo));
  const part = { left: 200, top: 90, width: 600, height: 338 };

  it('says that a picture lying on its side was rotated, and lays it upright over the photo', async () => {
    await compareWith(original().rotate(90), /The same photo, rotated 90° clockwise\./);
    await eventually(() => overlapDifference(page)).toBeLessThan(6);
    await mode('Side by side').waitFor();
    await page.getByRole('img', { name: 'As you showed it' }).waitFor();
    expect(await view().getByRole('row', { name: /^Size/ }).textContent()).toContain('563 × 1,000');
    expect(
      await view()
        .getByRole('row', { name: /^Turned/ })
        .textContent(),
    ).toContain('rotated 90° clockwise');
    await photographInBothThemes(page, 'compare-rotated');
    await leave();
  });

  it('says that a picture was mirrored, and lays it the right way round over the photo', async () => {
    await compareWith(original().flop(), /The same photo, mirrored\./);
    await eventually(() => overlapDifference(page)).toBeLessThan(6);
    await leave();
  });

  it('shows which part of the photo was cut out, in two panes that go together', async () => {
    await compareWith(original().extract(part), /The same photo, cropped to 36%\./);
    await view().getByText('the part you showed · 36%').waitFor();
    await photographInBothThemes(page, 'compare-cropped');
    await expectAccessible(page);
    const scales = () =>
      view()
        .locator('.layer')
        .evaluateAll((all) => all.map((one) => new DOMMatrix(getComputedStyle(one).transform)).map(({ a, b, c, d }) => Math.sqrt(Math.abs(a * d - b * c)))); // prettier-ignore
    const [picture, whole] = await scales();
    expect(picture! / whole!).toBeCloseTo(1, 2);
    const box = (await view().locator('.pane').nth(1).boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.wheel(0, -500);
    await eventually(async () => (await scales())[1]! / whole!).toBeCloseTo(Math.exp(0.75), 2);
    expect((await scales())[0]).toBeCloseTo((await scales())[1]!, 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 - 60, box.y + box.height / 2, { steps: 3 });
    await page.mouse.up();
    await page.screenshot({ path: join(outputFolder, 'compare-zoomed.png') });
    await page.keyboard.press('0');
    await eventually(async () => (await scales())[1]! / whole!).toBeCloseTo(1, 5);
  });

  it('swipes between both by pointer and keys', async () => {
    await page.keyboard.press('2');
    expect(await mode('Swipe').isChecked()).toBe(true);
    const handle = view().getByRole('slider');
    expect(await handle.getAttribute('aria-valuenow')).toBe('50');
    await handle.focus();
    await page.keyboard.press('ArrowRight');
    expect(await handle.getAttribute('aria-valuenow')).toBe('52');
    const box = (await handle.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x - 200, box.y + 40, { steps: 4 });
    await page.mouse.up();
    expect(Number(await handle.getAttribute('aria-valuenow'))).toBeLessThan(45);
    await photographInBothThemes(page, 'compare-swipe');
    await expectAccessible(page);
  });

  it('flips from one to the other by hand, and once a second when it is told to', async () => {
    await page.keyboard.press('3');
    await view().locator('.bar').getByText('You showed').waitFor();
    await page.keyboard.press(' ');
    await view().locator('.bar').getByText('In your library').waitFor();
    await view().getByRole('button', { name: 'Start blinking' }).click();
    await view().locator('.bar').getByText('You showed').waitFor();
    await view().locator('.bar').getByText('In your library').waitFor();
    await view().getByRole('button', { name: 'Stop blinking' }).click();
    await page.screenshot({ path: join(outputFolder, 'compare-blink.png') });
    await expectAccessible(page);
  });

  it('shows what differs, and that is next to nothing where they overlap', async () => {
    await page.keyboard.press('4');
    await view().getByText('Black is where both are the same.').waitFor();
    await picturesShown(page);
    await photographInBothThemes(page, 'compare-difference');
    await expectAccessible(page);
    await page.keyboard.press('a');
    expect(await view().getByRole('button', { name: 'Align' }).getAttribute('aria-pressed')).toBe('false');
    await page.screenshot({ path: join(outputFolder, 'compare-unaligned.png') });
    await page.keyboard.press('a');
    await page.keyboard.press('1');
  });

  it('goes on to the next photo, which is another one, and says why there is nothing to align', async () => {
    await page.keyboard.press('ArrowRight');
    await eventually(() => verdict().textContent()).toContain('no part of the one lies exactly over the other');
    const align = view().getByRole('button', { name: 'Align' });
    expect(await align.getAttribute('aria-disabled')).toBe('true');
    expect(await align.getAttribute('title')).toContain('nothing to align');
    await picturesShown(page);
    await photographInBothThemes(page, 'compare-different');
    await expectAccessible(page);
    await page.keyboard.press('ArrowLeft');
    await eventually(() => verdict().textContent()).toMatch(/cropped to 36%/);
  });

  it('fits a small window, and opens the original over it and comes back', async () => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await photographInBothThemes(page, 'compare-1280x720');
    await view().getByRole('button', { name: 'Open the original' }).click();
    await page.getByRole('dialog', { name: /bridge/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('2');
    expect(await mode('Swipe').isChecked()).toBe(true);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.keyboard.press('Escape');
    await view().waitFor({ state: 'hidden' });
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain(photo);
  });

  it('is a button of the photo that is open large', async () => {
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Compare' }).click();
    await view().waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await eventually(() => verdict().textContent()).toMatch(/cropped to 36%/);
    expect(visit.errors).toEqual([]);
  });
});

/** A busy computer answers late. */
function eventually<Value>(look: () => Promise<Value> | Value) {
  return expect.poll(look, { timeout: 15_000 });
}

/** Both are there, and sharp. */
async function picturesShown(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const images = [...document.querySelectorAll<HTMLImageElement>('.compare .layer img')];
    return images.length >= 2 && images.every((image) => image.complete && !image.classList.contains('waiting'));
  });
}

/** Mean levels that show in 'Difference', out of 255, twice as bright as they are. */
async function overlapDifference(page: Page): Promise<number> {
  await page.keyboard.press('4');
  await picturesShown(page);
  const box = (await page.locator('.compare .pane').boundingBox())!;
  const middle = {
    x: box.x + box.width * 0.4,
    y: box.y + box.height * 0.3,
    width: box.width * 0.2,
    height: box.height * 0.3,
  };
  const { channels } = await sharp(await page.screenshot({ clip: middle })).stats();
  await page.keyboard.press('1');
  return Math.max(...channels.slice(0, 3).map(({ mean }) => mean));
}
