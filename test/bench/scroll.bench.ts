// How evenly a library of made rows is scrolled in a real Chromium: down by the wheel, flung, by the rail from end to end, by held
// keys; and how long the page takes to have the outline of all of it.
//   npm run bench -- scroll [--photos 1000000] [--seconds 5] [--keep FOLDER: made there if need be, and left for another run]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inWords, isByItsOwnFault, type Journey, measureFrames } from '../hosts/frames.ts';
import { makeLargeLibrary, visitLargeLibrary } from '../hosts/large-library.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    photos: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '5' },
    keep: { type: 'string' },
  },
});
const journeys: readonly Journey[] = ['rest', 'wheel', 'fling', 'rail', 'keys'];
/** A link each is made for: enough that pictures come while the page is scrolled. */
const thumbnailEvery = Math.max(1, Math.round(Number(values.photos) / 100_000));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const folder = values.keep ?? (await mkdtemp(join(tmpdir(), 'likeness-scroll-')));
try {
  await makeLargeLibrary(folder, Number(values.photos), thumbnailEvery);
  const started = performance.now();
  const since = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  const { page, end } = await visitLargeLibrary(folder);
  await page.getByRole('gridcell').first().waitFor();
  say(`first photos after ${since()}, host and browser started in it`);
  await page.locator('.rail').getByText('2005', { exact: true }).waitFor({ timeout: 120_000 });
  say(`the oldest year on the rail after ${since()}`);
  for (const journey of journeys) {
    const measured = await measureFrames(page, journey, Number(values.seconds));
    say(`${journey}: ${inWords(measured)}; late by the page's fault: ${measured.late.filter(isByItsOwnFault).length}`);
  }
  const heap = await page.evaluate(() => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory);
  say(`${(heap.usedJSHeapSize / 1e6).toFixed(0)} MB of script memory in the page`);
  await end();
} finally {
  if (values.keep === undefined) await rm(folder, { recursive: true, force: true });
}
