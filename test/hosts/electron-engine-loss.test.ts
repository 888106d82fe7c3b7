// The engine's process dies under the window: the page says so, keeps what it shows, and goes on with the next process.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchLikeness } from './electron-app.ts';
import { electronRuntime } from './runtimes.ts';
import {
  dropCopyOf,
  expectSoughtPhotoFirst,
  makePhotoFolder,
  outputFolder,
  photographInBothThemes,
  recordStatus,
  soughtPhoto,
  waitUntilRead,
} from './steps.ts';

const anotherPhoto = 'beach-at-low-tide.jpg';

describe.runIf('executable' in electronRuntime().found)('Likeness in Electron, when its engine dies', () => {
  let folder: string;
  let app: ElectronApplication;
  let page: Page;
  let photoCount: number;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'likeness-loss-'));
    photoCount = await makePhotoFolder(join(folder, 'photos'), 12);
    app = await launchLikeness(folder);
    page = await app.firstWindow();
    page.setDefaultTimeout(15_000); // an engine that is started again has long been back
    await app.evaluate(
      ({ dialog }, chosen) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen], bookmarks: [] });
        const shell = globalThis as { boxes?: number };
        shell.boxes = 0;
        dialog.showErrorBox = () => void (shell.boxes = (shell.boxes ?? 0) + 1);
      },
      join(folder, 'photos'),
    );
    await page.getByRole('button', { name: 'Add a photo folder' }).first().click();
    await waitUntilRead(page, photoCount);
  });
  afterAll(async () => {
    await app?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function expectFirst(photo: string): Promise<void> {
    const label = () => page.getByRole('gridcell').first().getAttribute('aria-label');
    await expect.poll(label, { timeout: 10_000 }).toContain(photo);
  }

  let lastKilled = 0;

  /** The next engine once the one killed before has been replaced: each writes its own number. */
  async function killEngine(): Promise<void> {
    const pid = async () => Number(await readFile(join(folder, 'library', 'engine.pid'), 'utf8'));
    await expect.poll(pid, { timeout: 20_000 }).not.toBe(lastKilled);
    lastKilled = await pid();
    process.kill(lastKilled, 'SIGKILL');
  }

  it('says that it reconnects, keeps the photos, and searches again', async () => {
    const statusTexts = await recordStatus(page);
    await killEngine();
    await page.locator('footer').getByText('Reconnecting…').waitFor();
    await page.screenshot({ path: join(outputFolder, 'electron-reconnecting.png') });
    expect(await page.getByRole('gridcell').count()).toBeGreaterThan(0);
    await dropCopyOf(page, join(folder, 'photos', soughtPhoto)); // waits for the engine to be back
    await expectSoughtPhotoFirst(page, 'electron-results-after-loss.png');
    expect((await statusTexts()).at(-1)).toContain(`${photoCount} photos`);
  });

  it('shows a picture again to the next engine, which does not know it', async () => {
    await killEngine();
    await dropCopyOf(page, join(folder, 'photos', anotherPhoto));
    await expectFirst(anotherPhoto);
    await page.getByRole('button', { name: 'Previous search' }).click();
    await expectFirst(soughtPhoto);
  });

  it('stops after the third death within a minute, keeps the results, and says the way out in a sentence', async () => {
    await killEngine();
    await page.getByText('ended three times within a minute').waitFor();
    await page.locator('footer').getByText('Not connected').waitFor();
    await expectFirst(soughtPhoto);
    await photographInBothThemes(page, 'electron-engine-lost');
  });

  it('says of a search that it cannot be made, until the person starts the engine again', async () => {
    await page.getByRole('button', { name: /Also turned and cropped/ }).click();
    const tray = page.getByRole('search');
    await tray.getByText('Likeness is not connected').waitFor();
    await photographInBothThemes(page, 'electron-search-lost');
    await page.getByRole('button', { name: 'Start it again' }).click();
    await page.locator('footer').getByText('Not connected').waitFor({ state: 'hidden' });
    await tray.getByRole('button', { name: 'Try again' }).click();
    await expectSoughtPhotoFirst(page, 'electron-results-after-restart.png');
    await waitUntilRead(page, photoCount);
  });

  it('opened no message box over all this', async () => {
    expect(await app.evaluate(() => (globalThis as { boxes?: number }).boxes)).toBe(0);
  });
});
