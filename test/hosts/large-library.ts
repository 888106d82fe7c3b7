// A library too large to read in a test, in made rows with real thumbnails, shown in a real browser; and how evenly the page
// draws while it is scrolled.
import { existsSync } from 'node:fs';
import { link, mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { projectFolder } from '../../main/hosts/build.ts';
import { startBrowserHost } from '../../main/hosts/browser/browser-host.ts';
import { readModelCard } from '../../main/engine/ingest/model-file.ts';
import { ThumbnailStore } from '../../main/engine/library/thumbnails.ts';
import { makeLibrary } from '../bench/million-library.ts';
import { chromiumRuntime } from './runtimes.ts';
import { samplePhotos, watchForErrors } from './steps.ts';

/** Makes it unless it is there. Every so many photos have a thumbnail of their own; the others say that they cannot be shown. */
export async function makeLargeLibrary(folder: string, photoCount: number, thumbnailEvery: number): Promise<void> {
  if (existsSync(join(folder, 'library.sqlite'))) return;
  await makeLibrary(folder, photoCount, readModelCard(join(projectFolder, 'resources')));
  const database = new Database(join(folder, 'library.sqlite'));
  // Landscape, upright and square ones, and a panorama now and then.
  database.exec(`UPDATE photo SET width = CASE id % 7 WHEN 0 THEN 3024 WHEN 1 THEN 5376 ELSE 4032 END,
    height = CASE id % 11 WHEN 0 THEN 4032 ELSE 3024 END; UPDATE photo SET width = 12000 WHERE id % 101 = 0`);
  const pictures = await writePictures(folder);
  const hashes = database
    .prepare<[number], { id: number; hash: Uint8Array }>('SELECT id, content_hash AS hash FROM photo WHERE id % ? = 0')
    .all(thumbnailEvery);
  database.close();
  const store = new ThumbnailStore(folder);
  for (const { id, hash } of hashes) {
    const path = store.pathFor(hash);
    await mkdir(dirname(path), { recursive: true });
    await link(pictures[id % pictures.length]!, path);
  }
}

/** Thumbnails as reading makes them, of the samples. */
async function writePictures(folder: string): Promise<string[]> {
  await mkdir(join(folder, 'pictures'), { recursive: true });
  const names = (await readdir(samplePhotos)).slice(0, 12);
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, 'pictures', name);
      await sharp(await readFile(join(samplePhotos, name)))
        .resize(512, 512, { fit: 'inside' })
        .jpeg({ quality: 80 })
        .toFile(path);
      return path;
    }),
  );
}

export async function visitLargeLibrary(libraryFolder: string) {
  const { found } = chromiumRuntime();
  if (!('executable' in found)) throw new Error(found.reason);
  const host = await startBrowserHost({ libraryFolder });
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: found.executable, args });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const errors = watchForErrors(page);
  await page.goto(host.address);
  const end = async () => {
    await browser.close();
    await host.stop();
  };
  return { page, host, errors, end };
}

/** What a person does on the way: down evenly, a fling, the rail dragged from end to end, a step a key. */
export type Journey = 'wheel' | 'fling' | 'rail' | 'keys';

export interface Frames {
  /** Milliseconds from frame to frame, sorted. */
  frames: number[];
  /** Processor time of each task of the page's thread, in milliseconds, longest first: other programs do not count in it. */
  tasks: number[];
  /** How far the wall went, in pixels. */
  distance: number;
}

export async function measureFrames(page: Page, journey: Journey, seconds: number): Promise<Frames> {
  const tasks = await traceTasks(page);
  await page.evaluate(() => {
    const measured = { times: [] as number[], isOver: false };
    const frame = (time: number) => {
      measured.times.push(time);
      if (!measured.isOver) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    Object.assign(window, { measured });
  });
  const distance = journey === 'keys' ? await press(page, seconds) : await travel(page, journey, seconds);
  const frames = await page.evaluate(() => {
    const { measured } = window as unknown as { measured: { times: number[]; isOver: boolean } };
    measured.isOver = true;
    return measured.times.slice(1).map((time, i) => time - measured.times[i]!);
  });
  return { frames: frames.sort((a, b) => a - b), tasks: await tasks(), distance };
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  args: { name?: string };
  /** Microseconds of the thread's own processor time. */
  tdur?: number;
}

/** @returns what ends the trace and gives the processor time of each task, longest first */
async function traceTasks(page: Page): Promise<() => Promise<number[]>> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', { traceConfig: { includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline'] } }); // prettier-ignore
  return async () => {
    const isComplete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await isComplete;
    await session.detach();
    const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
    const pages = new Set(events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(threadOf)); // prettier-ignore
    return events
      .filter((event) => event.name === 'RunTask' && pages.has(threadOf(event)))
      .map(({ tdur = 0 }) => tdur / 1000)
      .sort((a, b) => b - a);
  };
}

/** In the page, a step each frame, so that what drives it costs nothing. */
function travel(page: Page, journey: Journey, seconds: number): Promise<number> {
  return page.evaluate(
    ([way, length]) =>
      new Promise<number>((resolve) => {
        const scroller = document.querySelector('.scroller')!;
        const rail = document.querySelector('.rail')!;
        const scale = rail.querySelector('.scale')!.getBoundingClientRect();
        const begun = performance.now();
        let went = 0;
        let last = scroller.scrollTop;
        const point = (type: string, share: number) =>
          rail.dispatchEvent(
            new PointerEvent(type, { bubbles: true, clientX: scale.x, clientY: scale.y + share * scale.height }),
          );
        const step = () => {
          const share = (performance.now() - begun) / (1000 * length);
          went += Math.abs(scroller.scrollTop - last);
          last = scroller.scrollTop;
          if (share >= 1) return resolve(went);
          if (way === 'rail') point(share < 0.02 ? 'pointerdown' : 'pointermove', 0.5 - 0.5 * Math.cos(share * 6.283));
          else scroller.scrollTop += way === 'fling' ? 2000 : 60;
          requestAnimationFrame(step);
        };
        Object.assign(rail.querySelector('.scale')!, { setPointerCapture: () => undefined }); // of a pointer that is none
        step();
      }),
    [journey, seconds] as const,
  );
}

async function press(page: Page, seconds: number): Promise<number> {
  const top = () => page.evaluate(() => document.querySelector('.scroller')!.scrollTop);
  const begun = await top();
  await page.locator('[role="gridcell"][tabindex="0"]').first().focus();
  const until = performance.now() + 1000 * seconds;
  for (let i = 0; performance.now() < until; i++) await page.keyboard.press(i % 5 === 4 ? 'PageDown' : 'ArrowDown');
  return (await top()) - begun;
}

/** '300 frames over 412000 px: median 16.7 ms, 95 in 100 under 17.1, longest 33.4; processor time of the longest tasks: …' */
export function inWords({ frames, tasks, distance }: Frames): string {
  const at = (share: number) => frames[Math.min(frames.length - 1, Math.floor(share * frames.length))]!.toFixed(1);
  const longest = tasks.slice(0, 5).map((task) => task.toFixed(0));
  return (
    `${frames.length} frames over ${Math.round(distance)} px: median ${at(0.5)} ms, 95 in 100 under ${at(0.95)}, longest ` +
    `${at(1)}, above 50 ms ${frames.filter((frame) => frame > 50).length}; processor time of the longest tasks: ${longest.join(', ')} ms`
  );
}
