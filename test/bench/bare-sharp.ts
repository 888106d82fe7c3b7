// The ceiling of indexing: nothing but sharp, one decode to a 512-pixel picture, from it the thumbnail and the 224-pixel input.
// Both are in it because no indexer with thumbnails and a network can do without them. The hash, the network, the metadata and
// all storing are not: what Likeness falls short of the ceiling is what they cost. sharp's own settings, as anyone would write it.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

sharp.cache(false);
sharp.concurrency(1);
const folder = process.argv[2]!;
const names = await readdir(folder);
let sink = 0;

async function worker(): Promise<void> {
  for (let name = names.pop(); name; name = names.pop()) {
    const decoded = sharp(join(folder, name)).rotate().resize(512, 512, { fit: 'inside', withoutEnlargement: true });
    const { data, info } = await decoded
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const raw = { raw: { width: info.width, height: info.height, channels: info.channels } };
    const thumbnail = await sharp(data, raw).jpeg({ quality: 80 }).toBuffer();
    const input = await sharp(data, raw).resize(224, 224, { fit: 'fill', kernel: 'cubic' }).raw().toBuffer();
    sink += thumbnail.length + input.length;
  }
}
await Promise.all([worker(), worker(), worker(), worker()]);
process.stdout.write(`${sink}\n`);
