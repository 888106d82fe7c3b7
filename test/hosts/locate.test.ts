// The originals of a collage and a screenshot, found behind the first answer in a real browser and drawn on the photos.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dropPicture, expectAccessible, photographInBothThemes, samplePhotos } from './steps.ts';
import { beginVisit, describeInBrowser, type Visit } from './visit.ts';

const shown = ['two-dogs.jpg', 'bridge.jpg', 'clock.jpg', 'fig.jpg'];

describeInBrowser('Locating originals', () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await beginVisit();
    page = visit.page;
  });
  afterAll(() => visit?.end());

  /** Four photos in one picture, each filling its square. */
  async function collage(): Promise<Buffer> {
    const cells = shown.map((name) => sharp(join(samplePhotos, name)).resize(400, 400, { fit: 'cover' }).toBuffer());
    const composite = (await Promise.all(cells)).map((input, i) => ({
      input,
      left: 8 + 408 * (i % 2),
      top: 8 + 408 * (i >> 1),
    }));
    const made = sharp({ create: { width: 824, height: 824, channels: 3, background: '#fff' } }).composite(composite);
    return made.jpeg({ quality: 80 }).toBuffer();
  }

  const labels = () =>
    page.getByRole('gridcell').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label') ?? ''));
  const frames = () => page.locator('.tile .frame').count();

  it('finds every photo of a collage, says which part of it is shown, and frames that', async () => {
    await dropPicture(page, await collage(), 'collage.jpg');
    await page.getByRole('heading', { name: 'Photos most like your picture' }).waitFor();
    await eventually(
      async () => (await labels()).filter((label) => label.includes('of this photo is part of')).length,
    ).toBe(4);
    const first = (await labels()).slice(0, 4);
    for (const name of shown) expect(first.some((label) => label.startsWith(name))).toBe(true);
    await eventually(frames).toBe(4);
    await page
      .getByText(/% of it is in your picture/)
      .first()
      .waitFor();
    await photographInBothThemes(page, 'located');
    await expectAccessible(page);
  });

  it('hides the frames and shows them again by a key', async () => {
    await page.getByRole('gridcell').first().focus();
    await page.keyboard.press('m');
    await eventually(frames).toBe(0);
    await page.keyboard.press('m');
    await eventually(frames).toBe(4);
  });

  it('frames the area on both pictures where they are compared', async () => {
    await page.getByRole('gridcell').first().focus();
    await page.keyboard.press('c');
    const view = page.getByRole('region', { name: 'Compare' });
    await view.waitFor();
    await eventually(() => view.getByRole('status').textContent()).toMatch(
      /set into a larger picture, of which it fills 2\d%/,
    );
    await eventually(() => view.locator('.pane .frame').count()).toBe(2);
    await eventually(() => view.locator('img.waiting').count()).toBe(0);
    await photographInBothThemes(page, 'located-compare');
    await page.keyboard.press('m');
    await eventually(() => view.locator('.pane .frame').count()).toBe(0);
    expect(visit.errors).toEqual([]);
  });
});

function eventually<Value>(look: () => Promise<Value> | Value) {
  return expect.poll(look, { timeout: 30_000 });
}
