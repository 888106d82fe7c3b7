// The page as a person sees it whose system prefers Simplified Chinese, from the first run to an error.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BrowserHost, startBrowserHost } from '../../main/hosts/browser/browser-host.ts';
import { languageKey } from '../../renderer/wording/language.ts';
import { chromiumRuntime } from './runtimes.ts';
import { copyOf, makePhotoFolder, outputFolder, soughtPhoto, watchForErrors } from './steps.ts';
import { describeInBrowser } from './visit.ts';

describeInBrowser('Likeness in Chinese', () => {
  let folder: string;
  let host: BrowserHost;
  let browser: Browser;
  let page: Page;
  let errors: string[];
  let photoCount: number;

  beforeAll(async () => {
    const { found } = chromiumRuntime();
    if (!('executable' in found)) throw new Error(found.reason);
    folder = await mkdtemp(join(tmpdir(), 'likeness-chinese-'));
    photoCount = await makePhotoFolder(join(folder, 'photos'), 12);
    host = await startBrowserHost({ libraryFolder: join(folder, 'library') });
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    browser = await chromium.launch({ executablePath: found.executable, args });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    errors = watchForErrors(page);
    await page.goto(host.address);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('introduces itself in Chinese, and says which language that is', async () => {
    await page.getByRole('heading', { name: /给一张图，\s*找到那张照片。/ }).waitFor();
    await page.getByText('不移动、不改动、不上传任何照片。').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hans');
    await page.screenshot({ path: join(outputFolder, 'chinese-first-run.png') });
  });

  it('has not a word of English in its first run but names and formats', async () => {
    const text = await page.evaluate(() => document.body.innerText);
    const words = [...text.matchAll(/[A-Za-z]{2,}/g)].map(([word]) => word);
    const names = ['Likeness', 'Aitzol', 'Berasategi', 'CC', 'BY', 'Ctrl', 'Esc'];
    expect(words.filter((word) => !names.includes(word))).toEqual([]);
  });

  it('says in Chinese what went wrong', async () => {
    await page.getByRole('button', { name: '添加照片文件夹' }).first().click();
    const chooser = page.getByRole('dialog', { name: '选择照片文件夹' });
    await chooser.getByRole('textbox', { name: '文件夹' }).fill(join(folder, 'not-there'));
    await chooser.getByRole('button', { name: '添加此文件夹' }).click();
    await chooser.getByRole('alert').getByText('找不到这个文件夹。').waitFor();
  });

  it('reads a folder and dates its days as Chinese does', async () => {
    const chooser = page.getByRole('dialog', { name: '选择照片文件夹' });
    await chooser.getByRole('textbox', { name: '文件夹' }).fill(join(folder, 'photos'));
    await chooser.getByRole('button', { name: '添加此文件夹' }).click();
    await page.locator('footer').getByText(`${photoCount} 张照片`, { exact: true }).waitFor({ timeout: 60_000 });
    await page
      .getByRole('heading', { name: /\d+月\d+日星期./ })
      .first()
      .waitFor();
    await page.screenshot({ path: join(outputFolder, 'chinese-library.png') });
  });

  it('answers a picture in Chinese', async () => {
    const picker = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: '选择', exact: true }).click();
    const buffer = await copyOf(join(folder, 'photos', soughtPhoto));
    await (await picker).setFiles({ name: 'copy.jpg', mimeType: 'image/jpeg', buffer });
    await page.getByRole('gridcell', { name: new RegExp(`${soughtPhoto}.*同一张照片`) }).waitFor();
    await page.getByText(/已搜索 12 张中的\s*12\s*张/).waitFor();
    await page.screenshot({ path: join(outputFolder, 'chinese-results.png') });
  });

  it('speaks English as soon as the person has chosen that', async () => {
    await page.evaluate((key) => localStorage.setItem(key, 'english'), languageKey);
    await page.reload();
    await page.getByRole('button', { name: 'Library' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('did all this without an error', () => expect(errors).toEqual([]));
});
