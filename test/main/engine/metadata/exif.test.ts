import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { readExif } from '../../../../main/engine/metadata/exif.ts';
import { scene } from '../photo-fixture.ts';

type Exif = Record<string, Record<string, string>>;

async function exifOf(exif: Exif): Promise<Uint8Array | undefined> {
  return (await sharp(await scene(1).withExif(exif).jpeg().toBuffer()).metadata()).exif;
}

const satellites = { GPSDateStamp: '2021:07:04', GPSTimeStamp: '10/1 28/1 30/1' };

describe('the time in EXIF', () => {
  it.each<[string, Exif, { at: number; offset: number | null }]>([
    [
      'has an offset of its own',
      { IFD2: { DateTimeOriginal: '2021:07:04 12:30:00', OffsetTimeOriginal: '+02:00' } },
      { at: Date.UTC(2021, 6, 4, 10, 30), offset: 120 },
    ],
    [
      'has the offset of the other times',
      { IFD2: { DateTimeOriginal: '2021:07:04 12:30:00', OffsetTime: '-03:30' } },
      { at: Date.UTC(2021, 6, 4, 16, 0), offset: -210 },
    ],
    [
      'gets its zone from the satellites, whose position is a minute old',
      { IFD2: { DateTimeOriginal: '2021:07:04 12:30:00' }, IFD3: satellites },
      { at: Date.UTC(2021, 6, 4, 10, 30), offset: 120 },
    ],
    [
      'gets no zone from a position that is hours old',
      { IFD2: { DateTimeOriginal: '2021:07:04 17:40:00' }, IFD3: satellites },
      { at: new Date(2021, 6, 4, 17, 40).getTime(), offset: null },
    ],
    [
      'is that of this computer without any',
      { IFD2: { DateTimeOriginal: '1999:12:31 23:59:58' } },
      { at: new Date(1999, 11, 31, 23, 59, 58).getTime(), offset: null },
    ],
    [
      'has fractions of a second',
      { IFD2: { DateTimeOriginal: '2021:07:04 12:30:00', OffsetTimeOriginal: 'Z', SubSecTimeOriginal: '762' } },
      { at: Date.UTC(2021, 6, 4, 12, 30, 0, 762), offset: 0 },
    ],
    [
      'is that of the digital picture when the original has none',
      { IFD2: { DateTimeOriginal: '0000:00:00 00:00:00', DateTimeDigitized: '2003:01:02 03:04:05' } },
      { at: new Date(2003, 0, 2, 3, 4, 5).getTime(), offset: null },
    ],
    [
      'is that of the satellites when there is no other',
      { IFD3: satellites },
      { at: Date.UTC(2021, 6, 4, 10, 28, 30), offset: null },
    ],
  ])('%s', async (_, exif, taken) => {
    expect((await readExif(await exifOf(exif))).taken).toEqual(taken);
  });

  it.each([
    ...['0000:00:00 00:00:00', '    :  :     :  :  ', '2021:13:45 99:99:99', '2021:02:30 10:00:00', 'yesterday'],
    ...['19:07:14 10:00:00', '0019:07:14 10:00:00', '1825:12:31 10:00:00', '2345:01:01 00:00:00'],
  ])('is not believed when it is %j', async (date) => {
    expect((await readExif(await exifOf({ IFD2: { DateTimeOriginal: date } }))).taken).toBeNull();
  });

  it('tells the last editing apart', async () => {
    const facts = await readExif(await exifOf({ IFD0: { DateTime: '2020:02:02 20:20:20' } }));
    expect(facts).toMatchObject({ taken: null, modified: { at: new Date(2020, 1, 2, 20, 20, 20).getTime() } });
  });
});

describe('EXIF', () => {
  it('tells the place, south and west as negative', async () => {
    const block = await exifOf({
      IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '33/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '70/1 45/1 0/1' },
    });
    expect(await readExif(block)).toMatchObject({ latitude: -33.5, longitude: -70.75 });
  });

  it('does not place photos in the Gulf of Guinea', async () => {
    const block = await exifOf({
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '0/1 0/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '0/1 0/1 0/1' },
    });
    expect(await readExif(block)).toMatchObject({ latitude: null, longitude: null });
  });

  it('tells camera, lens, description and how the pixels lie', async () => {
    const block = await exifOf({
      IFD0: { Make: 'Canon', Model: 'Canon EOS 5D', ImageDescription: 'Our dog' },
      IFD2: { LensModel: 'EF24-105mm f/4L IS USM' },
    });
    expect(await readExif(block)).toMatchObject({
      ...{ camera: 'Canon EOS 5D', lens: 'EF24-105mm f/4L IS USM', description: 'Our dog', orientation: 1 },
    });
    const turned = await sharp(await scene(1).jpeg().withMetadata({ orientation: 6 }).toBuffer()).metadata();
    expect(await readExif(turned.exif)).toMatchObject({ orientation: 6 });
  });

  it('takes what devices write unasked for nothing', async () => {
    const block = await exifOf({ IFD0: { ImageDescription: 'OLYMPUS DIGITAL CAMERA' }, IFD2: { LensModel: '----' } });
    expect(await readExif(block)).toMatchObject({ description: null, lens: null });
  });

  it('is nothing when there is none, or when it is damaged', async () => {
    const nothing = { taken: null, modified: null, latitude: null, longitude: null, camera: null, orientation: 1 };
    expect(await readExif(undefined)).toMatchObject(nothing);
    const damaged = new Uint8Array([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 0xff, 0xff, 1, 2, 3]);
    expect(await readExif(damaged)).toMatchObject(nothing);
    expect(await readExif(new Uint8Array(0))).toMatchObject(nothing);
  });
});
