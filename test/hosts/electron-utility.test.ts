// The engine in a utility process of a real Electron: how it is started, spoken to, lost and stopped.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchElectron } from './electron-app.ts';
import { electronRuntime } from './runtimes.ts';
import { waitUntilRead } from './steps.ts';
import { makeUtilityApp } from './utility/utility-app.ts';

describe.runIf('executable' in electronRuntime().found)('an engine in a utility process', () => {
  let folder: string;
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'likeness-utility-'));
    app = await launchElectron(await makeUtilityApp(join(folder, 'app')), folder);
    page = await app.firstWindow();
    page.setDefaultTimeout(15_000);
  });
  afterAll(async () => {
    await app?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** The process writes its number into each picture. */
  async function enginePid(): Promise<number> {
    const picture = await page.evaluate(async () => (await fetch('/photos/1/thumbnail')).text());
    return Number(/<title>(\d+)</.exec(picture)?.[1]);
  }

  it('sends its stream and its answers to the page through the port it was handed', async () => {
    await waitUntilRead(page, 3);
    expect(await page.getByRole('gridcell').count()).toBe(3);
  });

  it('answers pictures over the channel of the shell, from a process of its own', async () => {
    const pid = await enginePid();
    const processes = await app.evaluate(({ app: electron }) => electron.getAppMetrics());
    expect(processes.find((process) => process.pid === pid)).toMatchObject({
      type: 'Utility',
      name: 'Likeness engine',
    });
  });

  it('tells an error with its sentence', async () => {
    await page.getByRole('gridcell').first().click();
    await page.getByRole('dialog').getByText('This photo is not in the library any more.').waitFor();
    await page.keyboard.press('Escape');
  });

  it('is started again when it was killed, and handed a new port', async () => {
    const pid = await enginePid();
    const isAway = page.locator('footer').getByText('Reconnecting…').waitFor();
    process.kill(pid, 'SIGKILL');
    await isAway;
    await waitUntilRead(page, 3);
    expect(await enginePid()).not.toBe(pid);
  });

  it('ends when it is asked to, before the app does', async () => {
    const pid = await enginePid();
    await app.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
