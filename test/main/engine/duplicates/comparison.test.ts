// Real photos and copies of them, whose place in the original is known to the pixel.
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Comparison, OverlapMap } from '../../../../main/engine/api/compare-schemas.ts';
import { openEngine, photoIdsByName, readFolder, temporaryFolder } from '../photo-fixture.ts';

const samples = join(import.meta.dirname, '../../../../resources/samples/photos');
const names = ['autumn-mountain.jpg', 'bridge.jpg', 'two-dogs.jpg'];
const size = { 'autumn-mountain.jpg': { width: 1000, height: 666 }, 'bridge.jpg': { width: 1000, height: 563 } };

async function openSamples() {
  const folder = join(temporaryFolder(), 'photos');
  await mkdir(folder);
  for (const name of names) await copyFile(join(samples, name), join(folder, name));
  const engine = await openEngine();
  await readFolder(engine, folder);
  const ids = photoIdsByName(engine);
  const compare = async (copy: Sharp, name: string): Promise<Comparison> => {
    const bytes = await copy.jpeg({ quality: 80 }).toBuffer();
    const { id } = await engine.queries.open(new File([new Uint8Array(bytes)], 'copy.jpg'));
    return engine.comparisons.compare({ picture: { pictureId: id }, photoId: ids[name]! });
  };
  return { engine, ids, compare };
}

type Place = (x: number, y: number) => readonly [number, number];

/** Pixels by which a corner of the picture is laid wrong, on a photo 1000 pixels wide. */
function worstCorner(map: OverlapMap, { width, height }: { width: number; height: number }, truth: Place): number {
  const off = [0, 1].flatMap((x) =>
    [0, 1].map((y) => {
      const [u, v] = truth(x, y);
      const across = map.xx * x + map.xy * y + map.x0 - u;
      const down = map.yx * x + map.yy * y + map.y0 - v;
      return Math.hypot(across * width, down * height) * (1000 / width);
    }),
  );
  return Math.max(...off);
}

describe('a picture beside a photo', () => {
  it('lies where it was cut out of the photo, to a pixel of a thousand', async () => {
    const { compare } = await openSamples();
    const cut = { left: 230, top: 73, width: 600, height: 400 };
    const { overlap } = await compare(sharp(join(samples, 'autumn-mountain.jpg')).extract(cut), 'autumn-mountain.jpg');
    expect(overlap).toMatchObject({ quarterTurns: 0, mirrored: false, turn: 0, part: 'picture', colours: 'same' });
    expect(overlap!.share).toBeCloseTo(0.36, 2);
    const truth: Place = (x, y) => [(230 + 600 * x) / 1000, (73 + 400 * y) / 666];
    expect(worstCorner(overlap!.map, size['autumn-mountain.jpg'], truth)).toBeLessThan(1);
  });

  it('lies where it was turned to, mirrored before or not, and cut', async () => {
    const { compare } = await openSamples();
    const turned = await compare(sharp(join(samples, 'bridge.jpg')).rotate(90), 'bridge.jpg');
    expect(turned.overlap).toMatchObject({ quarterTurns: 1, mirrored: false });
    // Turned clockwise, the upper left corner of the picture is the lower left one of the photo.
    expect(worstCorner(turned.overlap!.map, size['bridge.jpg'], (x, y) => [y, 1 - x])).toBeLessThan(1);

    const mirrored = await compare(sharp(join(samples, 'bridge.jpg')).flop(), 'bridge.jpg');
    expect(mirrored.overlap).toMatchObject({ quarterTurns: 0, mirrored: true });
    expect(worstCorner(mirrored.overlap!.map, size['bridge.jpg'], (x, y) => [1 - x, y])).toBeLessThan(1);

    const cut = sharp(
      await sharp(join(samples, 'bridge.jpg')).extract({ left: 100, top: 63, width: 700, height: 450 }).toBuffer(),
    );
    const both = await compare(cut.rotate(270), 'bridge.jpg');
    expect(both.overlap).toMatchObject({ quarterTurns: 3, mirrored: false, part: 'picture' });
    const truth: Place = (x, y) => [(800 - 700 * y) / 1000, (63 + 450 * x) / 563];
    expect(worstCorner(both.overlap!.map, size['bridge.jpg'], truth)).toBeLessThan(1);
  });

  it('that shows the photo on a page around it tells how much of it the photo is', async () => {
    const { compare } = await openSamples();
    const page = sharp(join(samples, 'bridge.jpg')).extend({ top: 150, bottom: 250, left: 100, right: 60, background: '#eee' }); // prettier-ignore
    const { overlap } = await compare(page, 'bridge.jpg');
    expect(overlap).toMatchObject({ part: 'photo', quarterTurns: 0 });
    expect(overlap!.share).toBeCloseTo((1000 * 563) / (1160 * 963), 1);
    const truth: Place = (x, y) => [(1160 * x - 100) / 1000, (963 * y - 150) / 563];
    expect(worstCorner(overlap!.map, size['bridge.jpg'], truth)).toBeLessThan(2);
  });

  it('that was turned by some degrees tells them', async () => {
    const { compare } = await openSamples();
    const turned = await sharp(join(samples, 'bridge.jpg')).rotate(6, { background: '#888' }).toBuffer({ resolveWithObject: true }); // prettier-ignore
    const left = Math.round((turned.info.width - 1000) / 2);
    const top = Math.round((turned.info.height - 563) / 2);
    const { overlap } = await compare(
      sharp(turned.data).extract({ left, top, width: 1000, height: 563 }),
      'bridge.jpg',
    );
    expect(overlap?.turn).toBeCloseTo(6, 1);
  });

  it('in other colours, or without any, is told so', async () => {
    const { compare } = await openSamples();
    const photo = join(samples, 'autumn-mountain.jpg');
    expect((await compare(sharp(photo).greyscale(), 'autumn-mountain.jpg')).overlap?.colours).toBe('removed');
    expect((await compare(sharp(photo).tint('#c08040'), 'autumn-mountain.jpg')).overlap?.colours).toBe('changed');
  });

  it('of something else lies nowhere, and both files are told all the same', async () => {
    const { compare } = await openSamples();
    const found = await compare(sharp(join(samples, 'two-dogs.jpg')), 'bridge.jpg');
    expect(found.overlap).toBeNull();
    expect(found.picture).toMatchObject({ name: 'copy.jpg', format: 'jpeg' });
    expect(found.picture.sizeBytes).toBeGreaterThan(1000);
    expect(found.photo).toMatchObject({ name: 'bridge.jpg', format: 'jpeg', width: 1000, height: 563 });
  });

  it('may be a photo of the library itself', async () => {
    const { engine, ids } = await openSamples();
    const { overlap } = await engine.comparisons.compare({
      picture: { photoId: ids['bridge.jpg']! },
      photoId: ids['bridge.jpg']!,
    });
    expect(overlap).toMatchObject({ quarterTurns: 0, mirrored: false, share: 1 });
    expect(worstCorner(overlap!.map, size['bridge.jpg'], (x, y) => [x, y])).toBeLessThan(0.05);
  });
});
