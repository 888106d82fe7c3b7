// Large JPEGs on their way to the working picture: read by their means where they can be, to the same pixels as sharp's.
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodePicture } from '../../../../../../main/engine/ingest/decode.ts';
import { canReadMeans } from '../../../../../../main/engine/ingest/decoders/jpeg-means/jpeg-means-decoder.ts';
import { openPicture } from '../../../../../../main/engine/ingest/decoders/open-picture.ts';
import { workingSide } from '../../../../../../main/engine/ingest/working-size.ts';
import { scene, temporaryFolder } from '../../../photo-fixture.ts';

const size = { width: 4001, height: 2251 };
let photo: Sharp;

beforeAll(async () => {
  const { data, info } = await sharp(await scene(3, 1000, 563).png().toBuffer()).resize(size).raw().toBuffer({ resolveWithObject: true }); // prettier-ignore
  photo = sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } });
});

async function bySharp(jpeg: Buffer): Promise<Buffer> {
  const side = workingSide(size);
  return sharp(jpeg)
    .autoOrient()
    .resize(side, side, { fit: 'inside', kernel: 'cubic' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer();
}

async function isReadByMeans(bytes: Uint8Array): Promise<boolean> {
  return Boolean(await (await openPicture({ bytes })).readEighth?.());
}

describe.skipIf(!canReadMeans)('a JPEG of a camera', () => {
  it.each([1, 3, 6, 7])('has the same working picture by its means, at orientation %i', async (orientation) => {
    const jpeg = await photo.clone().withMetadata({ orientation }).jpeg().toBuffer();
    expect(await isReadByMeans(jpeg)).toBe(true);
    expect((await bySharp(jpeg)).equals((await decodePicture({ bytes: jpeg })).working.data)).toBe(true);
  });

  it('keeps its colours where a profile says what they are', async () => {
    const plain = await photo.clone().jpeg().toBuffer();
    const jpeg = await photo.clone().withIccProfile('p3', { attach: true }).jpeg().toBuffer();
    expect(await isReadByMeans(jpeg)).toBe(true);
    const { working } = await decodePicture({ bytes: jpeg });
    expect((await bySharp(jpeg)).equals(working.data)).toBe(true);
    const { working: other } = await decodePicture({ bytes: plain });
    const difference = working.data.reduce((sum, level, i) => sum + Math.abs(level - other.data[i]!), 0);
    expect(difference / working.data.length).toBeLessThan(2);
  });

  it.each<[string, (picture: Sharp) => Sharp]>([
    ['progressive', (picture) => picture.jpeg({ progressive: true })],
    ['grey', (picture) => picture.toColourspace('b-w').jpeg()],
    ['CMYK', (picture) => picture.toColourspace('cmyk').jpeg()],
  ])('is left to sharp where it is %s', async (_, encode) => {
    const jpeg = await encode(photo.clone()).toBuffer();
    expect(await isReadByMeans(jpeg)).toBe(false);
    expect((await bySharp(jpeg)).equals((await decodePicture({ bytes: jpeg })).working.data)).toBe(true);
  });

  it('is read alike from its path, from bytes of one’s own and from bytes that threads share', async () => {
    const jpeg = await photo.clone().jpeg().toBuffer();
    const path = join(temporaryFolder(), 'photo.jpg');
    writeFileSync(path, jpeg);
    const shared = Buffer.from(new SharedArrayBuffer(jpeg.length + 10)).subarray(10);
    shared.set(jpeg);
    const expected = await bySharp(jpeg);
    for (const source of [{ path }, { bytes: jpeg }, { bytes: shared }]) {
      expect(expected.equals((await decodePicture(source)).working.data)).toBe(true);
    }
  });

  it('is refused in the words for damage where it ends too early', async () => {
    const jpeg = await photo.clone().jpeg().toBuffer();
    const cut = jpeg.subarray(0, jpeg.length >> 1);
    expect(await isReadByMeans(cut)).toBe(false);
    await expect(decodePicture({ bytes: cut })).rejects.toThrow('ends too early');
  });
});
