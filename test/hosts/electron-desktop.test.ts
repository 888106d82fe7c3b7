// Likeness among the other programs of a desktop: menus in the page's language, 'Open with', one instance, reading that goes on
// behind a closed window.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../main/hosts/build.ts';
import { launchLikeness, startOf } from './electron-app.ts';
import { electronRuntime } from './runtimes.ts';
import { copyOf, makePhotoFolder, samplePhotos, soughtPhoto, waitUntilRead } from './steps.ts';

describe.runIf('executable' in electronRuntime().found)('Likeness on the desktop', () => {
  let folder: string;
  let copy: string;
  let app: ElectronApplication;
  let page: Page;
  let photoCount: number;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'likeness-desktop-'));
    photoCount = await makePhotoFolder(join(folder, 'photos'), 10);
    copy = join(folder, 'copy.jpg');
    await writeFile(copy, await copyOf(join(samplePhotos, soughtPhoto)));
    await start();
    await chooseInDialog(join(folder, 'photos'));
    await page.getByRole('button', { name: 'Add a photo folder' }).first().click();
    await waitUntilRead(page, photoCount);
  });
  afterAll(async () => {
    await app?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(files: string[] = []): Promise<void> {
    app = await launchLikeness(folder, files);
    page = await app.firstWindow();
    page.setDefaultTimeout(15_000);
  }

  async function chooseInDialog(path: string): Promise<void> {
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen], bookmarks: [] });
    }, path);
  }

  const menuLabels = () => app.evaluate(({ Menu }) => Menu.getApplicationMenu()!.items.map(({ label }) => label));
  const clickMenu = (label: string) =>
    app.evaluate(({ Menu }, wanted) => {
      const items = Menu.getApplicationMenu()!.items.flatMap(({ submenu }) => submenu?.items ?? []);
      const item = items.find(({ label: written }) => written === wanted) as { click(): void } | undefined;
      item!.click();
    }, label);
  const isWindowVisible = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()));
  const firstResult = () => page.getByRole('gridcell').first().getAttribute('aria-label');

  it('does by its menu what the page does by keys', async () => {
    expect(await menuLabels()).toEqual(['&File', '&Edit', '&View', '&Window', '&Help']);
    await clickMenu('Settings');
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await clickMenu('List of keys');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await clickMenu('Duplicates');
    await page
      .locator('nav')
      .getByRole('button', { name: 'Duplicates', exact: true })
      .and(page.locator('[aria-current]'))
      .waitFor();
    await clickMenu('Library');
    await page.getByRole('gridcell').first().waitFor();
  });

  it('prints in its menus the key that the person chose for the list of keys', async () => {
    const keyOfList = () =>
      app.evaluate(({ Menu }) => {
        const items = Menu.getApplicationMenu()!.items.flatMap(({ submenu }) => submenu?.items ?? []);
        return items.find(({ label }) => label === 'List of keys')?.accelerator ?? '';
      });
    await expect.poll(keyOfList).toBe('?');
    await clickMenu('Settings');
    await page.getByRole('tab', { name: 'Keyboard' }).click();
    const cap = page.getByRole('button', { name: /^This list: .*Change$/ });
    await cap.click();
    await page.keyboard.press('y');
    await expect.poll(keyOfList).toBe('Y');
    await cap.click();
    await page.keyboard.press('Delete');
    await expect.poll(keyOfList).toBe('');
    await page.getByRole('button', { name: 'As delivered' }).click();
    await expect.poll(keyOfList).toBe('?');
    await clickMenu('Library');
  });

  it('speaks in its menus the language that the person chose in the page', async () => {
    await clickMenu('Settings');
    await page.getByRole('tab', { name: 'Look and language' }).click();
    await page.getByRole('radio', { name: '简体中文' }).click();
    await expect.poll(menuLabels).toEqual(['文件(&F)', '编辑(&E)', '视图(&V)', '窗口(&W)', '帮助(&H)']);
    await page.getByRole('button', { name: '设置' }).click();
    await page.getByRole('tab', { name: '外观与语言' }).click();
    await page.getByRole('radio', { name: 'English' }).click();
    await expect.poll(menuLabels).toContain('&File');
    await page.getByRole('gridcell').first().waitFor();
  });

  it('searches with a picture that a second start was given, in the window that there is', async () => {
    const { executablePath, args, env } = startOf(projectFolder, folder, [copy]);
    const second = spawn(executablePath, args, { env, stdio: 'ignore' });
    const [code] = (await once(second, 'exit')) as [number];
    expect(code).toBe(0);
    await page.getByRole('heading', { name: 'Photos most like your picture' }).waitFor();
    await expect.poll(firstResult).toContain(soughtPhoto);
    expect(await isWindowVisible()).toEqual([true]);
  });

  it('searches with a picture that it was started with', async () => {
    await app.close();
    await start([copy]);
    await page.getByRole('heading', { name: 'Photos most like your picture' }).waitFor();
    await expect.poll(firstResult).toContain(soughtPhoto);
  });

  it('closes its window but goes on reading, says so, comes back when it is started again, tells the end, and opens by a click on that', async () => {
    await makePhotoFolder(join(folder, 'more'), 45);
    await app.evaluate(({ Menu, Notification }) => {
      const told: string[] = [];
      const clicks: (() => void)[] = [];
      Object.assign(globalThis, { told, clicks });
      // What hangs at the tray's icon cannot be reached from outside: it is the menu that is made when the window is hidden.
      const build = Menu.buildFromTemplate.bind(Menu);
      Menu.buildFromTemplate = (template) => {
        const trayMenu = build(template);
        Object.assign(globalThis, { trayMenu });
        return trayMenu;
      };
      Notification.isSupported = () => true; // there is no notification service on a virtual display
      // Each one listens for its click before it is shown.
      function listen(this: Electron.Notification, _event: string, clicked: () => void): Electron.Notification {
        told.push(this.title);
        clicks.push(clicked);
        return this;
      }
      Object.assign(Notification.prototype, { on: listen });
    });
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('tab', { name: 'Reading and privacy' }).click();
    await page.getByRole('radio', { name: 'Quietly' }).click();
    await chooseInDialog(join(folder, 'more'));
    await clickMenu('Add photo folder…');
    await page.locator('footer').getByText('Reading your photos').waitFor();
    const close = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await close();
    await expect.poll(isWindowVisible).toEqual([false]);
    const told = () => app.evaluate(() => (globalThis as { told?: string[] }).told);
    expect(await told()).toEqual(['Reading goes on in the background']);
    await app.evaluate(({ app: electron }) => electron.emit('second-instance', {}, [], '', {}));
    await expect.poll(isWindowVisible).toEqual([true]);
    await close();
    await expect.poll(isWindowVisible).toEqual([false]);
    const inTray = () =>
      app.evaluate(() => {
        const { trayMenu } = globalThis as unknown as { trayMenu: Electron.Menu };
        return trayMenu.items.map(({ label, type }) => (type === 'separator' ? '-' : label));
      });
    const [first, progress, ...rest] = await inTray();
    expect(first).toBe('Reading goes on in the background');
    expect(progress).toMatch(/^\d+ of \d+$/);
    expect(rest).toEqual(['-', 'Show Likeness', 'Stop it']);
    await app.evaluate(() => {
      const { trayMenu } = globalThis as unknown as { trayMenu: Electron.Menu };
      const item = trayMenu.items.find(({ label }) => label === 'Show Likeness') as unknown as { click(): void };
      item.click();
    });
    await expect.poll(isWindowVisible).toEqual([true]);
    await close();
    await expect.poll(isWindowVisible).toEqual([false]);
    await page.evaluate(() => document.querySelector<HTMLElement>('[role="radio"][data-value="full"]')?.click());
    await expect.poll(told, { timeout: 60_000 }).toContain('Reading has ended');
    await app.evaluate(() => (globalThis as unknown as { clicks: (() => void)[] }).clicks.at(-1)!());
    await expect.poll(isWindowVisible).toEqual([true]);
    await page.locator('footer').getByText('ready').waitFor();
  }, 120_000);
});
