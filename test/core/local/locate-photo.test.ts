import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import type { LightPicture } from '../../../core/describe/light-picture.ts';
import { describePhotoPlaces, PhotoLocator } from '../../../core/local/locate-photo.ts';
import { placeCount } from '../../../core/local/local-places.ts';
import { everyKernels } from '../kernels/placed.ts';

const samples = join(import.meta.dirname, '../../../resources/samples/photos');
const kernels = everyKernels.at(-1)!;

async function light(picture: Sharp, side: number): Promise<LightPicture> {
  const { data, info } = await picture
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: Float32Array.from(data) };
}

const photo = (name: string) => sharp(join(samples, name));
const placesOf = async (name: string) => describePhotoPlaces(kernels, await light(photo(name), 512));

async function locateIn(picture: LightPicture, names: readonly string[]) {
  const locator = new PhotoLocator(kernels, picture);
  const found = [];
  for (const name of names) found.push(locator.locate(await placesOf(name)));
  locator.release();
  return found;
}

describe('a picture located in photos', () => {
  it('gives back the kernel memory that it took', async () => {
    const before = kernels.memory.allocated;
    await locateIn(await light(photo('clock.jpg'), 512), ['clock.jpg']);
    expect(kernels.memory.allocated).toBe(before);
  });

  it('lies over itself as a whole', async () => {
    const [area] = await locateIn(await light(photo('clock.jpg'), 512), ['clock.jpg']);
    expect(area!.pictureShare).toBeCloseTo(1, 2);
    expect(area!.photoShare).toBeCloseTo(1, 2);
    expect(area!.map.xx).toBeCloseTo(1, 2);
    expect(area!.agreement).toBe(1);
  });

  it('is told where a window shows the photo, to a hundredth of the sides', async () => {
    const small = await photo('harbour.jpg').resize(330).toBuffer();
    const { width, height } = await sharp(small).metadata();
    const window = sharp({ create: { width: 1000, height: 700, channels: 3, background: '#dde' } })
      .composite([{ input: small, left: 500, top: 250 }])
      .png();
    const screenshot = await light(sharp(await window.toBuffer()), 1024);
    const [area, other] = await locateIn(screenshot, ['harbour.jpg', 'two-dogs.jpg']);
    const expected = [
      [0.5, 250 / 700],
      [(500 + width) / 1000, 250 / 700],
      [(500 + width) / 1000, (250 + height) / 700],
      [0.5, (250 + height) / 700],
    ] as const;
    for (const [x, y] of expected) {
      const nearest = Math.min(...area!.inPicture.map((corner) => Math.hypot(corner.x - x, corner.y - y)));
      expect(nearest).toBeLessThan(0.01);
    }
    expect(area!.photoShare).toBeGreaterThan(0.97);
    expect(other).toBeNull();
  });

  it('is not located in other photos of the same place', async () => {
    const others = ['wadi-rum-tree.jpg', 'wadi-rum-boulders.jpg', 'mountain-lake.jpg'];
    const found = await locateIn(await light(photo('wadi-rum.jpg'), 512), others);
    for (const area of found) expect((area?.agreement ?? 0) * (area?.patternCount ?? 0)).toBeLessThan(6);
  });

  it('keeps at most 400 places of a photo, in less than 80 kB', async () => {
    const places = await placesOf('brushes.jpg');
    expect(placeCount(places)).toBeLessThanOrEqual(400);
    expect(places.descriptors.byteLength + places.places.byteLength + places.small.data.byteLength).toBeLessThan(
      80_000,
    );
    expect(Math.max(places.small.width, places.small.height)).toBeLessThanOrEqual(160);
  });
});
