// Every view, menu, dialog and overlay by axe, in both themes and both languages; then narrow, large, with large text, without
// motion and in forced colours.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
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
  await page.getByRole('gridcell', { name: new RegExp(`${soughtPhoto}.*\\d`) }).waitFor();
}

const scenes: Scene[] = [
  { name: 'library', open: (page) => page.getByRole('gridcell').first().hover() },
  { name: 'folders dialog', open: (page) => topBar(page, 0) },
  {
    name: 'folder chooser',
    open: async (page) => {
      await topBar(page, 0);
      await page.locator('dialog[open] .button.main').click();
    },
  },
  { name: 'list of keys', open: (page) => page.keyboard.press('?') },
  ...[0, 1, 2, 3, 4, 5].map((part) => ({ name: `settings ${part + 1}`, open: settingsPart(part) })),
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
});
