// The same way in the Electron shell, shortened: what differs there is the window, the preload's port and the likeness:// scheme.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchLikeness } from './electron-app.ts';
import { electronRuntime, isRequired } from './runtimes.ts';
import {
  backToLibrary,
  dropCopyOf,
  expectSoughtPhotoFirst,
  makePhotoFolder,
  outputFolder,
  putCopyOnClipboard,
  soughtPhoto,
  waitUntilRead,
  watchForErrors,
} from './steps.ts';

const { found } = electronRuntime();
const reason = 'reason' in found ? found.reason : '';
const isPromised = isRequired() && process.env['ELECTRON_OVERRIDE_DIST_PATH'] !== undefined;

if (reason !== '') {
  describe('Likeness in Electron', () => {
    it.skipIf(!isPromised)(`is tested (${reason})`, () => expect.fail(reason));
  });
}

describe.runIf(reason === '')('Likeness in Electron', () => {
  let folder: string;
  let app: ElectronApplication;
  let page: Page;
  let errors: string[];
  let photoCount: number;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'likeness-electron-'));
    photoCount = await makePhotoFolder(join(folder, 'photos'), 12);
    app = await launchLikeness(folder);
    page = await app.firstWindow();
    errors = watchForErrors(page);
  });
  afterAll(async () => {
    await app?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('opens its window on the page, which cannot reach Node', async () => {
    await page.getByRole('heading', { name: /Find any photo\s*by showing one/ }).waitFor();
    expect(page.url()).toBe('likeness://app/');
    expect(await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in globalThis))).toEqual(
      [],
    );
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): object };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({ contextIsolation: true, nodeIntegration: false, sandbox: true });
  });

  it('adds the folder chosen in the system dialog and reads it', async () => {
    await app.evaluate(
      ({ dialog }, chosen) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen], bookmarks: [] });
      },
      join(folder, 'photos'),
    );
    await page.getByRole('button', { name: 'Add a photo folder' }).first().click();
    await waitUntilRead(page, photoCount);
  });

  it('answers a dropped picture with the photo it came from', async () => {
    await dropCopyOf(page, join(folder, 'photos', soughtPhoto));
    await expectSoughtPhotoFirst(page, 'electron-results.png');
  });

  it('answers a picture that the clipboard holds when Ctrl V is pressed', async () => {
    await backToLibrary(page);
    await putCopyOnClipboard(page, join(folder, 'photos', soughtPhoto));
    await page.keyboard.press('ControlOrMeta+v');
    await expectSoughtPhotoFirst(page, 'electron-pasted.png');
  });

  it('gives a page that was reloaded a new connection', async () => {
    await page.reload();
    await page.getByRole('gridcell').first().waitFor();
  });

  it('leaves the page for nowhere and opens no other window', async () => {
    await app.evaluate(({ BrowserWindow }) => {
      const tries: unknown[] = [];
      Object.assign(globalThis, { tries });
      // After the app's own listener, which has decided by then.
      const contents = BrowserWindow.getAllWindows()[0]!.webContents;
      contents.on('will-navigate', ({ defaultPrevented }, url) => void tries.push({ url, defaultPrevented }));
    });
    const opened = await page.evaluate(() => {
      setTimeout(() => location.assign('https://example.com/'), 0);
      return window.open('https://example.com/') !== null;
    });
    expect(opened).toBe(false);
    const tries = () => app.evaluate(() => (globalThis as unknown as { tries: unknown[] }).tries);
    await expect.poll(tries).toEqual([{ url: 'https://example.com/', defaultPrevented: true }]);
    const addresses = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()),
    );
    expect(addresses).toEqual(['likeness://app/']);
  });

  it('did all this without an error', () => {
    expect(errors.filter((error) => !error.includes('example.com'))).toEqual([]);
  });

  it('opens its window again where it was left, with the photos in it', async () => {
    const left = { x: 120, y: 80, width: 1000, height: 700 };
    await app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), left);
    await reopen();
    expect(await boundsOfWindow()).toEqual(left);
    await page.getByRole('gridcell').first().waitFor();
    await page.screenshot({ path: join(outputFolder, 'electron-reopened.png') });
  });

  it('opens its window on the screen when the place where it was left is gone', async () => {
    const beside = { x: 20_000, y: 80, width: 1000, height: 700 };
    await app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), beside);
    await reopen();
    expect((await boundsOfWindow())?.x).toBeLessThan(20_000);
  });

  async function reopen(): Promise<void> {
    await app.close();
    app = await launchLikeness(folder);
    page = await app.firstWindow();
  }

  function boundsOfWindow(): Promise<{ x: number } | undefined> {
    return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  }
});
