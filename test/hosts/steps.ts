// What a person does with Likeness, in steps that every host's end-to-end test takes, by the names that a screen reader reads.
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type AxeCore from 'axe-core';
import type { JSHandle, Page } from 'playwright-core';
import sharp from 'sharp';
import { expect } from 'vitest';
import { projectFolder } from '../../main/hosts/build.ts';

export const samplePhotos = join(projectFolder, 'resources/samples/photos');
export const outputFolder = join(projectFolder, 'test/output');

/** The photo that the tests look for, by a small and coarse copy of it. */
export const soughtPhoto = 'two-dogs.jpg';

/** Some of the sample photos under their own names. @returns how many */
export async function makePhotoFolder(folder: string, wanted: number): Promise<number> {
  await mkdir(folder, { recursive: true });
  await mkdir(outputFolder, { recursive: true });
  const others = (await readdir(samplePhotos)).filter((name) => name !== soughtPhoto).sort();
  const names = [soughtPhoto, ...others.slice(0, wanted - 1)];
  for (const name of names) await copyFile(join(samplePhotos, name), join(folder, name));
  return names.length;
}

/** Collects what must never be there: page errors, console errors (a breach of the content security policy is one). */
export function watchForErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}

/** Keeps every text that the status bar shows, in order. */
export async function recordStatus(page: Page): Promise<() => Promise<string[]>> {
  await page.locator('footer').waitFor();
  const seen = await page.evaluateHandle(() => {
    const footer = document.querySelector('footer');
    const texts: string[] = [];
    if (footer) {
      new MutationObserver(() => texts.push(footer.innerText)).observe(footer, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    }
    return texts;
  });
  return () => seen.jsonValue();
}

export async function waitUntilRead(page: Page, photoCount: number): Promise<void> {
  await page.locator('footer').getByText(`${photoCount} photos`, { exact: true }).waitFor({ timeout: 60_000 });
  await page.locator('footer').getByText('ready').waitFor();
  // The photos came after the page had looked for them: they appear by themselves.
  await page.getByRole('gridcell').first().waitFor();
}

/** A small, coarse copy of a photo. */
export async function copyOf(photo: string): Promise<Buffer> {
  return sharp(await readFile(photo))
    .resize(360)
    .jpeg({ quality: 45 })
    .toBuffer();
}

/** Drags a copy of a photo over the window and lets it go. */
export async function dropCopyOf(page: Page, photo: string): Promise<void> {
  const transfer = await transferOf(page, photo);
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await page.getByText('Let go to find this photo').waitFor();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** Drags a JPEG over the window and lets it go at once. */
export async function dropPicture(page: Page, bytes: Buffer, fileName: string): Promise<void> {
  const transfer = await transferOfPicture(page, bytes, fileName);
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** Pastes a copy of a photo as a file that was copied in a file manager. */
export async function pasteCopyOf(page: Page, photo: string): Promise<void> {
  const transfer = await transferOf(page, photo);
  await transfer.evaluate((clipboardData) => {
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
}

/** Puts a copy of a photo on the system's clipboard, as a program does from which a picture is copied. */
export async function putCopyOnClipboard(page: Page, photo: string): Promise<void> {
  const png = await sharp(await copyOf(photo))
    .png()
    .toBuffer();
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const picture = new Blob([bytes], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
  }, png.toString('base64'));
}

async function transferOf(page: Page, photo: string): Promise<JSHandle<DataTransfer>> {
  return transferOfPicture(page, await copyOf(photo), 'copy.jpg');
}

function transferOfPicture(page: Page, bytes: Buffer, fileName: string): Promise<JSHandle<DataTransfer>> {
  return page.evaluateHandle(
    ([base64, name]) => {
      const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([content], name, { type: 'image/jpeg' }));
      return data;
    },
    [bytes.toString('base64'), fileName] as const,
  );
}

/** Leaves the search, so that the next one cannot be taken for this one. */
export async function backToLibrary(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Photos most like your picture' }).waitFor({ state: 'hidden' });
}

/** The sought photo is the first answer, it opens large, and Escape leads back to it. */
export async function expectSoughtPhotoFirst(page: Page, screenshot: string): Promise<void> {
  const first = page.getByRole('gridcell').first();
  await page.getByRole('heading', { name: 'Photos most like your picture' }).waitFor();
  await first.waitFor();
  await expect.poll(() => first.getAttribute('aria-label')).toContain(soughtPhoto);
  await expectPictureShown(page, '[role="gridcell"] img');
  await page.screenshot({ path: join(outputFolder, screenshot) });

  await first.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await expectPictureShown(page, '[role="dialog"] img, dialog img');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

export async function photographInBothThemes(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    await page.screenshot({ path: join(outputFolder, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: null });
  await settled(page);
}

/** Colours no longer change, nor does anything move. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => {
    const finished = Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    const limit = new Promise((resolve) => setTimeout(resolve, 3000)); // one that was taken away may never say so
    return Promise.race([finished, limit]).then(() => undefined);
  });
}

async function expectPictureShown(page: Page, selector: string): Promise<void> {
  await page.waitForFunction(
    (images) => {
      const image = document.querySelector<HTMLImageElement>(images);
      return image !== null && image.complete && image.naturalWidth > 0;
    },
    selector,
    { timeout: 10_000 },
  );
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** No breach of WCAG 2.2 AA that axe can see, in what is on the screen now. */
export async function expectAccessible(page: Page): Promise<void> {
  // A colour half-way to another one is neither of the two.
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
  await page.evaluate(await readFile(axe, 'utf8'));
  const breaches = await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof AxeCore }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  });
  expect(breaches).toEqual([]);
}
