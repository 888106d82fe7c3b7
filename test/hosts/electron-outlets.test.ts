// Photos on their way from the desktop app to other programs: what the shell asks of Electron, with real files of a real library.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchLikeness } from './electron-app.ts';
import { electronRuntime } from './runtimes.ts';
import { backToLibrary, makePhotoFolder, outputFolder, waitUntilRead, watchForErrors } from './steps.ts';

interface Drag {
  files: string[];
  icon: { width: number; height: number };
}

describe.runIf('executable' in electronRuntime().found)('Photos on their way out of the desktop app', () => {
  let folder: string;
  let photos: string;
  let app: ElectronApplication;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'likeness-outlets-'));
    photos = join(folder, 'photos');
    const photoCount = await makePhotoFolder(photos, 8);
    app = await launchLikeness(folder);
    page = await app.firstWindow();
    page.setDefaultTimeout(15_000);
    errors = watchForErrors(page);
    await app.evaluate(({ dialog, shell, BrowserWindow }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen], bookmarks: [] });
      const seen = { opened: [] as string[], shown: [] as string[], drags: [] as unknown[] };
      Object.assign(globalThis, { seen });
      shell.openPath = (path) =>
        Promise.resolve(path.endsWith('two-dogs.jpg') ? 'no program' : (seen.opened.push(path), ''));
      shell.showItemInFolder = (path) => void seen.shown.push(path);
      const contents = BrowserWindow.getAllWindows()[0]!.webContents;
      contents.startDrag = ({ files, icon }) => {
        seen.drags.push({ files, icon: (icon as Electron.NativeImage).getSize() });
      };
    }, photos);
    await page.getByRole('button', { name: 'Add a photo folder' }).first().click();
    await waitUntilRead(page, photoCount);
  });
  afterAll(async () => {
    await app?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const seen = () =>
    app.evaluate(() => (globalThis as unknown as { seen: { opened: string[]; shown: string[]; drags: Drag[] } }).seen);
  const photo = (name: string) => page.getByRole('gridcell', { name });

  /** By the mouse: pressed, moved away, let go where a click means nothing. */
  async function dragAway(name: string): Promise<void> {
    const box = (await photo(name).boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 30, box.y + box.height / 2 + 30, { steps: 4 });
    await page.mouse.move(700, 20);
    await page.mouse.up();
  }

  it('are carried as files by the pointer, with a small picture of themselves', async () => {
    await dragAway('bridge.jpg');
    await expect.poll(async () => (await seen()).drags.length).toBe(1);
    const [drag] = (await seen()).drags;
    expect(drag?.files).toEqual([join(photos, 'bridge.jpg')]);
    expect(drag?.icon.height).toBe(96);
    const { width, height } = await sharp(join(photos, 'bridge.jpg')).metadata();
    expect(drag!.icon.width / 96).toBeCloseTo(width / height, 1);
  });

  it('are carried all together when they are selected', async () => {
    await photo('bridge.jpg').focus();
    await page.keyboard.press('Space');
    await photo('black-firs.jpg').focus();
    await page.keyboard.press('Space');
    await dragAway('black-firs.jpg');
    await expect.poll(async () => (await seen()).drags.length).toBe(2);
    const { files } = (await seen()).drags[1]!;
    expect(files.sort()).toEqual([join(photos, 'black-firs.jpg'), join(photos, 'bridge.jpg')]);
    await page.keyboard.press('Escape');
  });

  it('are carried out of the open photo too, but moved about in it while it is zoomed', async () => {
    const before = (await seen()).drags.length;
    await photo('bridge.jpg').focus();
    await page.keyboard.press('Enter');
    const viewer = page.getByRole('dialog');
    await viewer.getByText('bridge.jpg', { exact: true }).waitFor();
    const dragFromMiddle = async () => {
      const box = (await viewer.boundingBox())!;
      await page.mouse.move(box.width / 2, box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.width / 2 + 60, box.height / 2 + 40, { steps: 4 });
      await page.mouse.up();
    };
    await dragFromMiddle();
    await expect.poll(async () => (await seen()).drags.length).toBe(before + 1);
    expect((await seen()).drags.at(-1)?.files).toEqual([join(photos, 'bridge.jpg')]);
    for (let step = 0; step < 3; step++) await page.keyboard.press('+');
    const place = () => viewer.locator('.frame').evaluate((frame) => (frame as HTMLElement).style.transform);
    const placed = await place();
    await dragFromMiddle();
    await expect.poll(place).not.toBe(placed);
    expect((await seen()).drags).toHaveLength(before + 1);
    await page.keyboard.press('Escape');
  });

  it('are known again when they are let go over Likeness itself', async () => {
    const before = (await seen()).drags.length;
    await dragAway('bridge.jpg');
    await expect.poll(async () => (await seen()).drags.length).toBe(before + 1);
    const bytes = [...(await readFile(join(photos, 'bridge.jpg')))];
    const dataTransfer = await page.evaluateHandle((content) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(content)], 'bridge.jpg', { type: 'image/jpeg' }));
      return data;
    }, bytes);
    await dragAway('bridge.jpg');
    await page.dispatchEvent('body', 'dragenter', { dataTransfer });
    await page.getByText('Let go to find photos like this one').waitFor();
    await page.screenshot({ path: join(outputFolder, 'electron-own-photo-over.png') });
    await page.dispatchEvent('body', 'drop', { dataTransfer });
    const picture = page.getByRole('search').locator('[data-role="like"] img').first();
    await expect.poll(() => picture.getAttribute('src')).toMatch(/^\/photos\/\d+\//);
    await backToLibrary(page);
  });

  it('are opened, and shown in their folder', async () => {
    await photo('bridge.jpg').focus();
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect.poll(async () => (await seen()).opened).toEqual([join(photos, 'bridge.jpg')]);
    await page.keyboard.press('e');
    await expect.poll(async () => (await seen()).shown).toEqual([join(photos, 'bridge.jpg')]);
  });

  it('are copied as pictures, which the next program takes by pasting', async () => {
    await photo('bridge.jpg').focus();
    await page.keyboard.press('ControlOrMeta+c');
    await page.getByText('The picture is on the clipboard.').waitFor();
    await page.keyboard.press('ControlOrMeta+v');
    await page.getByRole('gridcell', { name: /^bridge\.jpg.*same picture/i }).waitFor();
    await backToLibrary(page);
  });

  it('tell in a sentence when no program opens them', async () => {
    await photo('two-dogs.jpg').focus();
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.getByText('No program on this computer could open two-dogs.jpg.').waitFor();
    expect(errors).toEqual([]);
  });
});
