// Camera JPEGs at an eighth of their sides: our reader of block means against sharp, whose libjpeg decodes them to the same
// pixels. Processor time, in turns; sharp's shrinking by another ninth of that is in its time, and is small.
//   npm run bench -- jpeg-means [--size 4032x3024] [--photos DIR] [--rounds 8]
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { MeansReader } from '../../main/engine/ingest/decoders/jpeg-means/means-reader.ts';
import { makePictures, readJpegs } from './camera-pictures.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    size: { type: 'string', default: '4032x3024' },
    photos: { type: 'string' },
    rounds: { type: 'string', default: '8' },
  },
});
const size = values.size.split('x').map(Number) as [number, number];
const pictures = (await (values.photos ? readJpegs(values.photos) : makePictures(size))).slice(0, 8);
const reader = await MeansReader.load(await readFile(join(import.meta.dirname, '../../build/kernels/jpeg-means.wasm')));
sharp.cache(false);
sharp.concurrency(1);

const times = { means: [] as number[], sharp: [] as number[] };
for (let round = 0; round <= Number(values.rounds); round++) {
  const [means, bySharp] = [await millisecondsOf(readMeans), await millisecondsOf(decodeBySharp)];
  if (round === 0) continue; // compiles
  times.means.push(means);
  times.sharp.push(bySharp);
}
const [means, bySharp] = [median(times.means), median(times.sharp)];
process.stdout.write(
  `${pictures.length} JPEGs: ${means.toFixed(1)} ms of processor a photo by means, ${bySharp.toFixed(1)} by sharp: ${(bySharp / means).toFixed(2)} times as fast\n`,
);

function readMeans(picture: Buffer): void {
  if (!reader.read(picture)) throw new Error('A picture is not of the kind whose means are read.');
}

async function decodeBySharp(picture: Buffer): Promise<void> {
  const { width, height } = await sharp(picture).metadata();
  const side = Math.floor(Math.max(width, height) / 9);
  await sharp(picture).resize(side, side, { fit: 'inside', kernel: 'nearest' }).raw().toBuffer();
}

/** Of processor time, a picture. */
async function millisecondsOf(work: (picture: Buffer) => void | Promise<void>): Promise<number> {
  const start = process.cpuUsage();
  for (const picture of pictures) await work(picture);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / pictures.length;
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;
}
