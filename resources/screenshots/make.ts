// Makes the pictures of the README: the page as it is now, in a real Chromium, with the sample photos.
//   node resources/screenshots/make.ts
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { startBrowserHost } from '../../main/hosts/browser/browser-host.ts';
import { chromiumRuntime } from '../../test/hosts/runtimes.ts';

/** Two photos of the samples show it, the second in black and white. */
const shownPhoto = 'mountain-lake.jpg';
const samples = join(import.meta.dirname, '../samples/photos');

const { found } = chromiumRuntime();
if (!('executable' in found)) throw new Error(found.reason);
const folder = await mkdtemp(join(tmpdir(), 'likeness-screenshots-'));
const host = await startBrowserHost({ libraryFolder: join(folder, 'library') });
await host.engine.addSamples();
await host.engine.pipeline.settled();
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: found.executable, args });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 640 }, locale: 'en-GB' });
  await page.goto(host.address);
  await page.getByRole('gridcell').first().waitFor();
  await show(page, await smallCropOf(shownPhoto));
  await page.getByRole('heading', { name: 'Near-copies' }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(3000); // originals are looked for behind the answer
  await page.screenshot({ path: join(import.meta.dirname, 'results.png') });
} finally {
  await browser.close();
  await host.stop();
  await rm(folder, { recursive: true, force: true });
}

/** As pictures come back from the web: a part of it, small. */
async function smallCropOf(name: string): Promise<Buffer> {
  const photo = sharp(await readFile(join(samples, name)));
  const { width, height } = await photo.metadata();
  const part = (x: number, y: number): [number, number] => [Math.round(x * width), Math.round(y * height)];
  const [[left, top], [partWidth, partHeight]] = [part(0.1, 0.15), part(0.8, 0.8)];
  return photo
    .extract({ left, top, width: partWidth, height: partHeight })
    .resize(420)
    .jpeg({ quality: 70 })
    .toBuffer();
}

async function show(page: Page, buffer: Buffer): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.keyboard.press('ControlOrMeta+o');
  await (await choosing).setFiles({ name: 'from-the-web.jpg', mimeType: 'image/jpeg', buffer });
}
