// The way of a person in a real browser: an empty library, a folder of photos, a picture let go over the page, the right photo.
import { subscribe } from 'node:diagnostics_channel';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserHost, startBrowserHost } from '../../main/hosts/browser/browser-host.ts';
import { chromiumRuntime, isRequired } from './runtimes.ts';
import {
  backToLibrary,
  copyOf,
  dropCopyOf,
  expectSoughtPhotoFirst,
  makePhotoFolder,
  outputFolder,
  pasteCopyOf,
  photographInBothThemes,
  putCopyOnClipboard,
  recordStatus,
  soughtPhoto,
  waitUntilRead,
  watchForErrors,
} from './steps.ts';

const { found } = chromiumRuntime();
const reason = 'reason' in found ? found.reason : '';

if (reason !== '') {
  describe('Likeness in a browser', () => {
    it.skipIf(!isRequired())(`is tested (${reason})`, () => expect.fail(reason));
  });
}

describe.runIf(reason === '')('Likeness in a browser', () => {
  let folder: string;
  let host: BrowserHost;
  let browser: Browser;
  let page: Page;
  let errors: string[];
  let photoCount: number;
  /** Every connection that the host, which runs in this process, has accepted. */
  const sockets: Socket[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'likeness-browser-'));
    photoCount = await makePhotoFolder(join(folder, 'photos'), 30);
    subscribe('net.server.socket', (message) => sockets.push((message as { socket: Socket }).socket));
    host = await startBrowserHost({ libraryFolder: join(folder, 'library') });
    browser = await chromium.launch({
      executablePath: 'executable' in found ? found.executable : '',
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    errors = watchForErrors(page);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('opens by the printed address and promises what it will do', async () => {
    await page.goto(host.address);
    await page.getByRole('heading', { name: /Find any photo\s*by showing one/ }).waitFor();
    expect(new URL(page.url()).search).toBe('');
    await page.screenshot({ path: join(outputFolder, 'browser-first-run.png') });
  });

  it('adds a folder and shows how the reading goes on', async () => {
    const statusTexts = await recordStatus(page);
    await page.getByRole('button', { name: 'Add a photo folder' }).first().click();
    const chooser = page.getByRole('dialog', { name: 'Choose a photo folder' });
    await chooser.getByRole('textbox', { name: 'Folder' }).fill(join(folder, 'photos'));
    await chooser.getByRole('button', { name: 'Add this folder' }).click();
    await waitUntilRead(page, photoCount);
    expect((await statusTexts()).some((text) => /Reading your photos\s+\d+ of \d+/.test(text))).toBe(true);
    await page.screenshot({ path: join(outputFolder, 'browser-library.png') });
  });

  it('answers a dropped picture with the photo it came from', async () => {
    await dropCopyOf(page, join(folder, 'photos', soughtPhoto));
    await expectSoughtPhotoFirst(page, 'browser-results.png');
  });

  it('answers a picture that was chosen in the picker', async () => {
    await backToLibrary(page);
    const picker = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose' }).click();
    const buffer = await copyOf(join(folder, 'photos', soughtPhoto));
    await (await picker).setFiles({ name: 'chosen.jpg', mimeType: 'image/jpeg', buffer });
    await page.getByText('chosen.jpg').waitFor();
    await expectSoughtPhotoFirst(page, 'browser-chosen.png');
  });

  it('answers a pasted file', async () => {
    await backToLibrary(page);
    await pasteCopyOf(page, join(folder, 'photos', soughtPhoto));
    await page.getByText('copy.jpg').waitFor();
    await expectSoughtPhotoFirst(page, 'browser-pasted-file.png');
  });

  it('answers a picture that the clipboard holds when Ctrl V is pressed', async () => {
    await backToLibrary(page);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await putCopyOnClipboard(page, join(folder, 'photos', soughtPhoto));
    await page.keyboard.press('ControlOrMeta+v');
    await expectSoughtPhotoFirst(page, 'browser-pasted.png');
  });

  it('finds photos like one that is shown', async () => {
    await page.getByRole('gridcell').first().focus();
    await page.keyboard.press('f');
    await page.getByText(`of ${photoCount} photos searched`).waitFor();
  });

  it('comes back by itself when its connection is cut, keeps what it shows, and searches again', async () => {
    const statusTexts = await recordStatus(page);
    for (const socket of sockets) socket.destroy();
    await dropCopyOf(page, join(folder, 'photos', soughtPhoto));
    await expectSoughtPhotoFirst(page, 'browser-results-after-cut.png');
    expect((await statusTexts()).some((text) => text.includes('Reconnecting…'))).toBe(true);
    await backToLibrary(page);
    await waitUntilRead(page, photoCount);
  });

  it('shows the photos again when the page is reloaded', async () => {
    await page.reload();
    await page.getByRole('gridcell').first().waitFor();
  });

  it('forgets a folder and takes that back beside the list of folders', async () => {
    await page.getByRole('button', { name: 'Photo folders' }).click();
    const folders = page.getByRole('dialog', { name: 'Your photo folders' });
    await folders.getByRole('button', { name: 'Forget the folder ‘photos’' }).click();
    await folders.getByText('Its files stay where they are.').waitFor();
    await folders.getByRole('button', { name: 'Undo' }).click();
    await folders.getByText(`${photoCount} photos`).waitFor();
    await folders.getByRole('button', { name: 'Close' }).click();
    await waitUntilRead(page, photoCount);
  });

  it('leaves out names that the person types, takes them in again, and reads as quietly as they say', async () => {
    await page.getByRole('button', { name: 'Photo folders' }).click();
    const folders = page.getByRole('dialog', { name: 'Your photo folders' });
    await folders.getByLabel('Quietly').check();
    await folders.getByText('One photo at a time').waitFor();
    await folders.getByText('Leave out', { exact: true }).click();
    const names = folders.getByRole('textbox', { name: 'Names of photos and folders to leave out' });
    await names.fill(soughtPhoto);
    await folders.getByRole('button', { name: 'Leave these out' }).click();
    await folders.getByText(`${photoCount - 1} photos`).waitFor();
    await page.screenshot({ path: join(outputFolder, 'browser-left-out.png') });
    await names.fill('');
    await folders.getByRole('button', { name: 'Leave these out' }).click();
    await folders.getByText(`${photoCount} photos`).waitFor();
    await folders.getByLabel('Balanced').check();
    await folders.getByRole('button', { name: 'Close' }).click();
    await waitUntilRead(page, photoCount);
  });

  it('did all this without an error or a breach of the page policy', () => {
    expect(errors.filter((error) => !error.includes('WebSocket connection'))).toEqual([]);
  });

  it('says what to do when Likeness has ended, and goes on once it is started and opened again', async () => {
    const { port } = new URL(host.address);
    await host.stop();
    await page.locator('footer').getByText('Reconnecting…').waitFor();
    await page.getByRole('alert').getByText('Start it again and open the address it prints').waitFor();
    expect(await page.getByRole('gridcell').count()).toBeGreaterThan(0);
    await photographInBothThemes(page, 'browser-engine-lost');
    host = await startBrowserHost({ libraryFolder: join(folder, 'library'), port: Number(port) });
    const opened = await page.context().newPage();
    await opened.goto(host.address);
    await opened.close();
    await page.getByRole('alert').waitFor({ state: 'hidden' });
    await waitUntilRead(page, photoCount);
  });
});
