// Whether anything blocks the page: a tour through it in a real Chromium, with a library of small real files, while every task
// of the page's thread is noted by step of the tour, by the clock and by the processor's time, which other programs do not
// lengthen (Chromium's own trace).
// npm run bench -- tour [--photos N]
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { startBrowserHost } from '../../main/hosts/browser/browser-host.ts';
import { chromiumRuntime } from '../hosts/runtimes.ts';

const { values } = parseArgs({ args: process.argv.slice(3), options: { photos: { type: 'string', default: '3000' } } });
const photoCount = Number(values.photos);
const limitMs = 50;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const folder = await mkdtemp(join(tmpdir(), 'likeness-tour-'));
const { found } = chromiumRuntime();
if (!('executable' in found)) throw new Error(found.reason);
const host = await startBrowserHost({ libraryFolder: join(folder, 'library') });
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: found.executable, args });
try {
  const first = await makePhotos(join(folder, 'photos'));
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(host.address);
  await page.locator('header').waitFor();
  await tour(page, first);
} finally {
  await browser.close();
  await host.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Coarse noise, each its own, with dates over ten years. @returns the path of one */
async function makePhotos(photos: string): Promise<string> {
  await mkdir(photos, { recursive: true });
  const path = (index: number): string => join(photos, `photo-${index}.jpg`);
  for (let index = 0; index < photoCount; index++) {
    const raw = Uint8Array.from({ length: 12 * 9 * 3 }, (_, i) => (i * 97 + index * 7919 + ((i * index) % 251)) % 256);
    const taken = new Date(2010, 0, 1 + Math.floor((index * 3650) / photoCount));
    const exif = taken.toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ');
    await sharp(raw, { raw: { width: 12, height: 9, channels: 3 } })
      .resize(index % 3 === 0 ? 240 : 320, 240, { fit: 'fill' })
      .withExif({ IFD2: { DateTimeOriginal: exif } })
      .jpeg()
      .toFile(path(index));
  }
  return path(0);
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds, by the clock and by the processor. */
  dur?: number;
  tdur?: number;
  args: { name?: string };
}

/** Milliseconds of each task above the limit, of the threads on which pages run. */
function longTasks(trace: TraceEvent[], time: 'dur' | 'tdur'): number[] {
  const mains = new Set(
    trace.filter(({ args }) => args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = trace.filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid} ${tid}`));
  return tasks.map((task) => (task[time] ?? 0) / 1000).filter((length) => length > limitMs);
}

function describeTasks(lengths: number[]): string {
  return `${lengths.length}${lengths.length > 0 ? `, the longest ${Math.round(Math.max(...lengths))} ms` : ''}`;
}

async function tour(page: Page, picture: string): Promise<void> {
  const step = async (name: string, walk: () => Promise<unknown>): Promise<void> => {
    await browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] });
    await walk();
    await page.waitForTimeout(500);
    const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] };
    const [clock, processor] = [longTasks(traceEvents, 'dur'), longTasks(traceEvents, 'tdur')];
    say(
      `${name.padEnd(40)} by the clock ${describeTasks(clock).padEnd(26)} by the processor ${describeTasks(processor)}`,
    );
  };
  const keys = async (...pressed: string[]): Promise<void> => {
    for (const key of pressed) {
      await page.keyboard.press(key);
      await page.waitForTimeout(60);
    }
  };
  const wheel = async (turns: number, by: number): Promise<void> => {
    await page.mouse.move(600, 500);
    for (let turn = 0; turn < turns; turn++) {
      await page.mouse.wheel(0, by);
      await page.waitForTimeout(16);
    }
  };
  const isRead = (): Promise<void> => page.locator('footer').getByText('ready').waitFor({ timeout: 300_000 });

  await step('opening', () => page.waitForTimeout(1000));
  await host.engine.addRoot(join(folder, 'photos'));
  await page.getByRole('gridcell').first().waitFor();
  await step('looking on while photos are read', () => page.waitForTimeout(5000));
  await host.engine.finishReading();
  await isRead();
  await step('opening again with all of them', async () => {
    await page.reload();
    await page.getByRole('gridcell').first().waitFor();
  });
  await step('scrolling by the wheel', () => wheel(120, 400));
  await step('travelling by keys', async () => {
    await page.getByRole('gridcell').first().focus();
    await keys('End', 'Home', 'PageDown', 'PageDown', 'ArrowDown', ']', ']', 'ArrowRight', 'ArrowLeft');
  });
  await step('higher and lower rows', () => keys('Control+=', 'Control+-', 'Control+-', 'Control+='));
  await step('viewing photos one after another', () =>
    keys('Enter', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Escape'),
  );
  await step('searching with a photo', async () => {
    await keys('Home', 'f');
    await page.getByRole('search').waitFor();
    await page.getByRole('gridcell').first().waitFor();
  });
  await step('scrolling the results', () => wheel(60, 400));
  await step('back to the library', () => keys('Escape', 'Escape'));
  await step('filtering by a word, and back', async () => {
    await keys('/');
    await page.keyboard.type('photo-12');
    await keys('Enter', 'Escape', 'Escape');
  });
  await step('searching with a file', async () => {
    await keys('/');
    await page.keyboard.type(picture);
    await keys('Enter');
    await page.getByRole('search').waitFor();
    await keys('Escape', 'Escape');
  });
  for (const name of await page.locator('nav button').allInnerTexts()) {
    await step(`view ${name}`, () => page.getByRole('navigation').getByRole('button', { name }).click());
  }
  await step('settings', () => keys('Control+,'));
  await step('list of keys', () => keys('?', 'Escape', 'Escape'));
}
