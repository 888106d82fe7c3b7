// JPEGs as a camera writes them, for the benchmarks.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const samplesFolder = join(import.meta.dirname, '../../resources/samples/photos');
const mostPictures = 24;
/** With quality 90, 3.8 MB at 12 megapixels: what cameras of that size write. */
const noiseDeviation = 10;

export async function readJpegs(folder: string): Promise<Buffer[]> {
  const names = (await readdir(folder)).filter((name) => /\.jpe?g$/i.test(name)).sort();
  return Promise.all(names.slice(0, mostPictures).map((name) => readFile(join(folder, name))));
}

/** The sample photos, enlarged, with a sensor's noise laid over them. */
export async function makePictures([width, height]: [number, number]): Promise<Buffer[]> {
  const noise = { type: 'gaussian', mean: 128, sigma: noiseDeviation } as const;
  const grain = await sharp({ create: { width, height, channels: 3, background: '#808080', noise } })
    .raw()
    .toBuffer();
  const samples = await readJpegs(samplesFolder);
  return Promise.all(
    samples.map(async (sample) => {
      const enlarged = await sharp(sample).rotate().resize(width, height, { fit: 'cover' }).toBuffer();
      return sharp(enlarged)
        .composite([{ input: grain, raw: { width, height, channels: 3 }, blend: 'hard-light' }])
        .jpeg({ quality: 90 })
        .toBuffer();
    }),
  );
}
