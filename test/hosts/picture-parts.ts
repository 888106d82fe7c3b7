// Parts of the sample photos: enough different pictures to measure with.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { samplePhotos } from './steps.ts';

/** @param first of the parts, in the order that they are made */
export async function addParts(photoFolder: string, wanted: number, first = 0): Promise<number> {
  const names = (await readdir(samplePhotos)).filter((name) => name.endsWith('.jpg')).sort();
  for (let i = first; i < first + wanted; i++) {
    const picture = sharp(join(samplePhotos, names[i % names.length]!));
    const { width, height } = await picture.metadata();
    const part = Math.floor(i / names.length);
    const side = Math.floor(Math.min(width, height) / 2);
    const left = Math.floor(((part % 3) * (width - side)) / 2);
    const top = Math.floor(((Math.floor(part / 3) % 3) * (height - side)) / 2);
    await picture
      .extract({ left, top, width: side, height: side })
      .resize(240, 240)
      .jpeg()
      .toFile(join(photoFolder, `part-${i}.jpg`));
  }
  return wanted;
}
