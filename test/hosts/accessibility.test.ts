// Every view, menu, dialog and overlay by axe, in both themes and both languages; then narrow, large, with large text, without
// motion and in forced colours.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { languageKey } from '../../renderer/wording/language.ts';
import { expectAccessible, outputFolder, pasteCopyOf, samplePhotos, settled, soughtPhoto } from './steps.ts';
import { beginVisit, describeInBrowser, type Visit } from './visit.ts';

interface Scene {
  name: string;
  /** From the library, by keys, roles and classes: the words differ between languages. */
  open: (page: Page) => Promise<unknown>;
}

const topBar = (page: Page, index: number) => page.locator('header .end button').nth(index).click();
const settingsPart = (part: number) => async (page: Page) => {
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab').nth(part).click();
};
/** Pasted, because a drop announces itself in words. */
async function search(page: Page): Promise<void> {
  await pasteCopyOf(page, join(samplePhotos, soughtPhoto));
  await page.locator('[data-role="like"]').waitFor();
  await page.getByRole('gridcell', { name: new RegExp(`${soughtPhoto}.*(same picture|同一张照片)`, 'i') }).waitFor();
}

const scenes: Scene[] = [
  { name: 'library', open: (page) => page.getByRole('gridcell').first().hover() },
  { name: 'history', open: (page) => topBar(page, 0) },
  { name: 'folders dialog', open: (page) => topBar(page, 1) },
  {
    name: 'folder chooser',
    open: async (page) => {
      await topBar(page, 1);
      await page.locator('dialog[open] .button.main').click();
    },
  },
  { name: 'list of keys', open: (page) => page.keyboard.press('?') },
  ...[0, 1, 2, 3, 4, 5, 6].map((part) => ({ name: `settings ${part + 1}`, open: settingsPart(part) })),
  {
    name: 'viewer',
    open: async (page) => {
      await page.getByRole('gridcell').first().click();
      await page.getByRole('dialog').locator('img[alt]:not([alt=""])').waitFor();
    },
  },
  {
    name: 'places',
    open: async (page) => {
      await page.keyboard.press('ControlOrMeta+3');
      await page.locator('.map-town span').first().waitFor();
    },
  },
  { name: 'results', open: search },
  ...[0, 1, 2, 3].map((chip) => ({
    name: `filter ${chip + 1}`,
    open: async (page: Page) => {
      await search(page);
      await page.locator('[aria-haspopup="dialog"]').nth(chip).click();
      await page.getByRole('dialog').waitFor();
    },
  })),
  {
    name: 'region',
    open: async (page) => {
      await search(page);
      await page.keyboard.press('r');
      await page.locator('.mark .picture').waitFor();
    },
  },
  {
    name: 'compare',
    open: async (page) => {
      await search(page);
      await page.getByRole('gridcell').first().focus();
      await page.keyboard.press('c');
      await page.locator('.modes').waitFor();
    },
  },
  { name: 'folders', open: (page) => page.keyboard.press('ControlOrMeta+2') },
  { name: 'duplicates', open: (page) => page.keyboard.press('ControlOrMeta+4') },
  {
    name: 'index health',
    open: async (page) => {
      await settingsPart(6)(page);
      await page.getByRole('tabpanel').getByRole('button').first().click();
      await page.getByRole('slider').first().waitFor();
    },
  },
  {
    name: 'views in a narrow window',
    open: async (page) => {
      await page.setViewportSize({ width: 640, height: 720 });
      await page.locator('nav [aria-haspopup="menu"]').click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'overlay of a drop',
    open: async (page) => {
      const transfer = await page.evaluateHandle(() => {
        const data = new DataTransfer();
        data.items.add(new File(['x'], 'x.jpg', { type: 'image/jpeg' }));
        return data;
      });
      await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
      await page.locator('.overlay').waitFor();
    },
  },
];

describeInBrowser('The page, to everyone', () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await beginVisit({
      photoCount: 16,
      prepare: async (folder) => {
        await writeFile(join(folder, 'broken.jpg'), 'no picture');
        return 0;
      },
    });
    page = visit.page;
  });
  afterAll(() => visit?.end());

  async function startAnew(): Promise<void> {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.reload();
    await page.getByRole('gridcell').first().waitFor();
  }

  for (const language of ['english', 'chinese'] as const) {
    it.each(scenes)(`has nothing that axe finds in ${language}: $name`, async ({ name, open }) => {
      await page.evaluate(([key, value]) => localStorage.setItem(key!, value!), [languageKey, language]);
      await startAnew();
      await open(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await settled(page);
        await expectAccessible(page);
        const file = `all-${name.replaceAll(' ', '-')}-${language}-${colorScheme}.png`;
        await page.screenshot({ path: join(outputFolder, file) });
      }
    });
  }

  it('loses nothing in a small, a narrow and a very large window', async () => {
    for (const [width, height] of [
      [1280, 720],
      [640, 800],
      [3840, 2160],
    ] as const) {
      await startAnew();
      await page.setViewportSize({ width, height });
      await expectNothingCutOff();
      await settled(page);
      await page.screenshot({ path: join(outputFolder, `library-${width}x${height}.png`) });
      await search(page);
      await expectNothingCutOff();
      await settled(page);
      await page.screenshot({ path: join(outputFolder, `results-${width}x${height}.png`) });
      await settingsPart(2)(page);
      await expectNothingCutOff();
    }
  });

  it('loses nothing when text is twice as large', async () => {
    await startAnew();
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    await expectNothingCutOff();
    await page.screenshot({ path: join(outputFolder, 'library-large-text.png') });
    await search(page);
    await expectNothingCutOff();
    await page.screenshot({ path: join(outputFolder, 'results-large-text.png') });
    await settingsPart(2)(page);
    await expectNothingCutOff();
    await page.screenshot({ path: join(outputFolder, 'settings-large-text.png') });
  });

  it('moves nothing for who wants that', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await startAnew();
    await search(page);
    await page.getByRole('gridcell').first().hover();
    const moving = await page.evaluate(() =>
      document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 1),
    );
    expect(moving).toEqual([]);
    await page.emulateMedia({ reducedMotion: null });
  });

  it('shows in forced colours where the focus is and what is chosen', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    await startAnew();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline).toBe('solid');
    await settingsPart(2)(page);
    const chosen = page.getByRole('radio', { checked: true }).first();
    expect(await chosen.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
    await page.screenshot({ path: join(outputFolder, 'settings-forced-colours.png') });
    await page.emulateMedia({ forcedColors: null });
  });

  it('gives fingers room', async () => {
    const touch = await visit.browser.newContext({
      hasTouch: true,
      isMobile: true,
      viewport: { width: 1024, height: 768 },
      storageState: await page.context().storageState(),
    });
    const tablet = await touch.newPage();
    await tablet.goto(new URL(visit.host.address).origin);
    await tablet.getByRole('gridcell').first().waitFor();
    const small = await tablet.locator('header button').evaluateAll((buttons) =>
      buttons
        .map((button) => button.getBoundingClientRect())
        .filter(({ width, height }) => width > 0 && (width < 44 || height < 44))
        .map(({ width, height }) => `${Math.round(width)}x${Math.round(height)}`),
    );
    expect(small).toEqual([]);
    await expectRowsToFollowTwoFingers(tablet);
    await touch.close();
  });

  async function expectRowsToFollowTwoFingers(tablet: Page): Promise<void> {
    const height = async () => (await tablet.getByRole('gridcell').first().boundingBox())!.height;
    const fitting = await height();
    const session = await tablet.context().newCDPSession(tablet);
    const pinch = async (from: number, to: number) => {
      const fingers = (span: number) => [
        { x: 400 - span / 2, y: 400, id: 1 },
        { x: 400 + span / 2, y: 400, id: 2 },
      ];
      await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(from) });
      for (let step = 1; step <= 5; step++) {
        const touchPoints = fingers(from + ((to - from) * step) / 5);
        await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints });
      }
      await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    await pinch(100, 150);
    await expect.poll(height, { timeout: 5000 }).toBeGreaterThan(fitting);
    await pinch(150, 100);
    await expect.poll(height, { timeout: 5000 }).toBe(fitting);
  }

  /**
   * Nothing of the top bar lies outside the window, nothing of the status bar over its neighbour, nothing of the tray outside
   * it, and the page does not scroll sideways.
   */
  async function expectNothingCutOff(): Promise<void> {
    const faults = await page.evaluate(() => {
      const found: string[] = [];
      const { innerWidth, innerHeight } = window;
      if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
      const boxes = [...document.querySelectorAll('header button, header input, main h1:not(.unseen), [role="tab"]')]
        .map((element) => ({ box: element.getBoundingClientRect(), name: element.outerHTML.slice(0, 80) }))
        .filter(({ box }) => box.width > 0);
      for (const { box, name } of boxes) {
        if (box.left < 0 || box.right > innerWidth + 1 || box.top < 0 || box.top > innerHeight) found.push(name);
      }
      const boxesOf = (selector: string) =>
        [...document.querySelectorAll(selector)].map((element) => element.getBoundingClientRect());
      const status = boxesOf('footer .part > *').filter(({ width }) => width > 0);
      const isOver = (one: DOMRect, other: DOMRect) =>
        one.left < other.right - 1 &&
        other.left < one.right - 1 &&
        one.top < other.bottom - 1 &&
        other.top < one.bottom - 1;
      if (status.some((one, i) => status.slice(0, i).some((other) => isOver(one, other)))) found.push('status bar');
      const [tray] = boxesOf('.tray');
      const inTray = boxesOf('.tray strong, .tray .options > *, .tray .slot span, .tray .steps .button');
      if (tray && inTray.some(({ top, bottom }) => top < tray.top || bottom > tray.bottom)) found.push('tray');
      return found;
    });
    expect(faults).toEqual([]);
  }
});
