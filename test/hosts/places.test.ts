// Places as a person uses them: photos on the map, a circle drawn around some, a town of the list, a town that is typed.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible, outputFolder, photographInBothThemes, samplePhotos, soughtPhoto } from './steps.ts';
import { beginVisit, describeInBrowser, type Visit } from './visit.ts';

type Position = readonly [latitude: number, longitude: number];

/** Two in Paris, and one each in the other towns. */
const positions: readonly Position[] = [
  [48.8584, 2.2945],
  [48.8606, 2.3376],
  [38.4852, -78.6251],
  [-33.8568, 151.2153],
  [41.4036, 2.1744],
];

/** Degrees, minutes and hundredths of a second, as EXIF has them. */
function exifAngle(degrees: number): string {
  const size = Math.abs(degrees);
  const minutes = (size % 1) * 60;
  return `${Math.floor(size)}/1 ${Math.floor(minutes)}/1 ${Math.round((minutes % 1) * 6000)}/100`;
}

async function addPlacedPhotos(folder: string): Promise<number> {
  for (const [i, [latitude, longitude]] of positions.entries()) {
    await sharp(join(samplePhotos, soughtPhoto))
      .resize(320 + i, 300)
      .modulate({ hue: 70 * i })
      .withExif({
        IFD3: {
          GPSLatitudeRef: latitude < 0 ? 'S' : 'N',
          GPSLatitude: exifAngle(latitude),
          GPSLongitudeRef: longitude < 0 ? 'W' : 'E',
          GPSLongitude: exifAngle(longitude),
        },
      })
      .toFile(join(folder, `placed-${i}.jpg`));
  }
  return positions.length;
}

describeInBrowser('Places', () => {
  let visit: Visit;
  let page: Page;
  const asked: string[] = [];

  beforeAll(async () => {
    visit = await beginVisit({ photoCount: 8, prepare: addPlacedPhotos });
    page = visit.page;
    page.on('request', (request) => asked.push(request.url()));
  });
  afterAll(() => visit?.end());

  const cells = () => page.getByRole('gridcell');
  const names = () => cells().evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  const map = () => page.getByRole('region', { name: 'Map of your photos' });
  const prints = () => map().locator('.map-print');
  const places = () => page.getByRole('list', { name: 'Places with photos' });
  const toPlaces = async () => {
    await page.keyboard.press('ControlOrMeta+3');
    await page.getByRole('heading', { name: 'Places', exact: true }).waitFor();
    await prints().first().waitFor();
  };
  const type = async (text: string) => {
    await page.keyboard.press('ControlOrMeta+f');
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };

  it('show every photo that has one on the map, and its town in the list', async () => {
    await toPlaces();
    await expect.poll(() => prints().count()).toBe(3); // Paris and Barcelona lie close together from afar
    expect(await map().getByText('3', { exact: true }).count()).toBe(1);
    const listed = () =>
      places()
        .getByRole('button')
        .evaluateAll((all) => all.map((one) => (one as HTMLElement).innerText.replace(/\s*\n\s*/g, ' | ')));
    await expect
      .poll(listed)
      .toEqual([
        'Paris | Île-de-France, France | 2 photos',
        'Barcelona | Catalonia, Spain | 1 photo',
        'Shenandoah | Virginia, United States | 1 photo',
        'Sydney | New South Wales, Australia | 1 photo',
      ]);
    await expectAccessible(page);
    await photographInBothThemes(page, 'places');
    await page.setViewportSize({ width: 1280, height: 720 });
    await photographInBothThemes(page, 'places-1280x720');
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('come nearer by a click on a print, until its photos lie apart', async () => {
    await prints().filter({ hasText: '3' }).click();
    await expect.poll(() => prints().count()).toBe(2);
    await page.waitForTimeout(400);
    await photographInBothThemes(page, 'places-near');
    await page.getByRole('button', { name: 'Whole world' }).click();
    await expect.poll(() => prints().count()).toBe(3);
  });

  it('filter the library by a circle that is drawn on the map', async () => {
    await page.getByRole('button', { name: 'Draw a circle' }).click();
    await page.getByText('Press on the map and drag').waitFor();
    const europe = (await prints().filter({ hasText: '3' }).boundingBox())!;
    const [x, y] = [europe.x + europe.width / 2, europe.y + europe.height / 2];
    await page.mouse.move(x + 5, y - 45);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 70, { steps: 5 });
    await page.screenshot({ path: join(outputFolder, 'places-circle.png') });
    await page.mouse.up();
    await expect.poll(() => cells().count()).toBe(3);
    await page.getByRole('group', { name: 'Filters' }).getByText('3 photos pass').waitFor();
    await toPlaces();
    await expect.poll(() => map().locator('canvas').count()).toBeGreaterThan(0);
  });

  it('filter by a town of the list, by keys alone', async () => {
    await places().getByRole('button').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect.poll(() => cells().count()).toBe(2);
    await page.getByRole('button', { name: /^Paris, within/ }).waitFor();
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => cells().count()).toBe(3);
  });

  it('are words that find photos, by town, region and country', async () => {
    await page.keyboard.press('ControlOrMeta+1');
    await type('virginia');
    await expect.poll(names).toEqual([expect.stringContaining('placed-2.jpg')]);
    await page.keyboard.press('ControlOrMeta+1');
    await type('france');
    await expect.poll(() => cells().count()).toBe(2);
    await page.locator('.heading').getByText('Paris, Île-de-France', { exact: true }).waitFor();
    await expect.poll(async () => (await names())[0]).toMatch(/, Paris, Île-de-France$/);
    await photographInBothThemes(page, 'places-day');
  });

  it('stand on a small map beside what else is known of an open photo', async () => {
    await cells().first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('i');
    const small = page.getByRole('region', { name: 'Map of where it was taken' });
    await small.locator('canvas').first().waitFor();
    await small.locator('.map-town').first().waitFor({ state: 'attached' });
    expect(await small.locator('.map-print').count()).toBe(0);
    await expectAccessible(page);
    await photographInBothThemes(page, 'places-photo');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.getByRole('dialog').getAttribute('aria-label')).toMatch(/placed/);
    await small.locator('canvas').first().waitFor();
    await page.keyboard.press('i');
    await page.keyboard.press('Escape');
  });

  it('are meant when no photo has the word that is typed', async () => {
    await page.keyboard.press('ControlOrMeta+1');
    await type('Versailles');
    await page.getByRole('button', { name: 'Versailles, within 50 km' }).waitFor();
    await expect.poll(() => cells().count()).toBe(2);
  });

  it('are chosen for the filter on a small map', async () => {
    await page.getByRole('button', { name: 'Versailles, within 50 km' }).click();
    const sheet = page.getByRole('dialog', { name: 'Place' });
    await sheet.locator('.map-print').first().waitFor();
    await expectAccessible(page);
    await photographInBothThemes(page, 'places-filter');
    await sheet.locator('.map-print').first().click();
    await sheet.getByLabel('Within, in km').fill('900');
    await sheet.getByRole('button', { name: 'Set' }).click();
    await page.getByRole('button', { name: 'within 900 km' }).waitFor();
  });

  it('ask nothing of the network', () => {
    const origin = new URL(page.url()).origin;
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((url) => !url.startsWith(origin) && !/^(data|blob):/.test(url))).toEqual([]);
    expect(visit.errors).toEqual([]);
  });
});
