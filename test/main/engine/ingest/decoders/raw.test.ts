// RAW files by the JPEG inside them, upright as the camera says, with the EXIF of the RAW file; and what no camera would write.
import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { decodePicture, renderJpeg } from '../../../../../main/engine/ingest/decode.ts';
import { openCr3 } from '../../../../../main/engine/ingest/decoders/raw-cr3.ts';
import { openRaf } from '../../../../../main/engine/ingest/decoders/raw-raf.ts';
import { openTiffRaw } from '../../../../../main/engine/ingest/decoders/raw-tiff.ts';
import { readExif } from '../../../../../main/engine/metadata/exif.ts';
import { scene } from '../../photo-fixture.ts';
import { makeCr2, makeCr3, makeOrf, makeRaf, makeRw2, makeTiffRaw, rawPicture, type RawPicture } from './raw-files.ts';
import { randomBelow, spoil } from './spoiling.ts';

type Make = (picture: RawPicture) => Buffer | Promise<Buffer>;

const formats: [string, string, Make][] = [
  ['nef', 'NIKON Z', (picture) => makeTiffRaw(picture, 'NIKON CORPORATION')],
  ['arw', 'SONY Z', (picture) => makeTiffRaw(picture, 'SONY')],
  ['dng', 'Google Z', (picture) => makeTiffRaw(picture, 'Google', true)],
  ['cr2', 'Canon EOS 80D', makeCr2],
  ['cr3', 'Canon EOS R5', makeCr3],
  ['orf', 'OLYMPUS E-M5', makeOrf],
  ['rw2', 'Panasonic DC-G9', makeRw2],
  ['raf', 'FUJIFILM X-T4', makeRaf],
];

/** Mean absolute difference of two pictures of the same shape, in levels of 255. */
function difference(a: Uint8Array, b: Uint8Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;
}

describe('RAW files', () => {
  it.each(formats)('%s: is the photo that its largest JPEG shows', async (format, camera, make) => {
    const bytes = await make(await rawPicture());
    const { working, ...decoded } = await decodePicture({ bytes });
    const scenery = await decodePicture({ bytes: await scene(3, 1200, 800).png().toBuffer() });
    expect(decoded.format).toBe(format);
    expect(difference(working.data, scenery.working.data)).toBeLessThan(4);
    const { taken, ...exif } = await readExif(decoded.exif);
    expect(exif.camera).toBe(camera);
    expect(taken?.at).toBe(Date.UTC(2023, 4, 6, 5, 8, 9));
    expect((await sharp(await renderJpeg({ bytes }, 900)).metadata()).width).toBe(900);
  });

  it.each(formats)('%s: stands upright, and tells the size of the RAW picture', async (format, _, make) => {
    for (const orientation of [3, 6, 8]) {
      const { working, width, height } = await decodePicture({ bytes: await make(await rawPicture(orientation)) });
      const turned = scene(3, 1200, 800).withMetadata({ orientation }).png();
      const expected = await decodePicture({ bytes: await turned.toBuffer() });
      expect(difference(working.data, expected.working.data)).toBeLessThan(4);
      const [long, short] = format === 'nef' || format === 'arw' || format === 'dng' ? [6048, 4024] : [6000, 4000];
      expect([width, height]).toEqual(orientation === 3 ? [long, short] : [short, long]);
    }
  });

  it.each(['nef', 'arw', 'dng', 'cr3'])('%s: tells the place', async (format) => {
    const make = formats.find(([name]) => name === format)![2];
    const { exif } = await decodePicture({ bytes: await make(await rawPicture()) });
    expect(await readExif(exif)).toMatchObject({ latitude: -33.5, longitude: 151.5 });
  });

  it('cuts the region of a query out of the upright preview', async () => {
    const bytes = makeTiffRaw(await rawPicture(6), 'SONY');
    const region = { x: 0, y: 0.5, width: 1, height: 0.5 };
    const { working } = await decodePicture({ bytes }, region);
    const upright = await scene(3, 1200, 800).png().toBuffer();
    const cut = await sharp(await sharp(upright).rotate(90).toBuffer()).extract({ left: 0, top: 600, width: 800, height: 600 }).png().toBuffer(); // prettier-ignore
    expect(difference(working.data, (await decodePicture({ bytes: cut })).working.data)).toBeLessThan(4);
  });

  it('leaves a TIFF that is a picture itself to sharp, several pages by the first', async () => {
    const bytes = await scene(5, 60, 40).tiff().toBuffer();
    expect(openTiffRaw(bytes, 'tiff')).toBeNull();
    expect(await decodePicture({ bytes })).toMatchObject({ format: 'tiff', width: 60, height: 40 });
  });

  it('says so when there is no preview', async () => {
    const { jpeg, thumbnail, orientation } = await rawPicture();
    const nothing = { jpeg: Buffer.alloc(jpeg.length), thumbnail: Buffer.alloc(thumbnail.length), orientation };
    for (const bytes of [makeTiffRaw(nothing, 'SONY'), makeTiffRaw(nothing, 'Google', true), makeOrf(nothing)]) {
      await expect(decodePicture({ bytes })).rejects.toMatchObject({
        code: 'picture-damaged',
        message: expect.stringContaining('no preview') as string,
      });
    }
  });
});

describe('spoiled RAW files', () => {
  it.each(formats)('%s: are read or refused, whatever bytes are wrong or missing', async (format, _, make) => {
    const sound = await make(await rawPicture());
    const open = (bytes: Uint8Array): unknown => {
      if (format === 'cr3') return openCr3(bytes);
      if (format === 'raf') return openRaf(bytes);
      return openTiffRaw(bytes, format === 'orf' || format === 'rw2' ? format : 'tiff');
    };
    const random = randomBelow(formats.findIndex(([name]) => name === format) + 1);
    let refused = 0;
    for (let round = 0; round < 400; round++) {
      try {
        open(spoil(sound, random));
      } catch (thrown) {
        refused++;
        expect(thrown).toMatchObject({ code: 'picture-damaged' });
      }
    }
    expect(refused).toBeLessThan(400);
  });
});
