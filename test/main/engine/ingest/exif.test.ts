import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { readExif } from '../../../../main/engine/ingest/exif.ts';
import { scene } from '../photo-fixture.ts';

async function exifOf(exif: Record<string, Record<string, string>>): Promise<Uint8Array | undefined> {
  return (await sharp(await scene(1).withExif(exif).jpeg().toBuffer()).metadata()).exif;
}

describe('EXIF', () => {
  it('tells time, with the offset when there is one, and camera', async () => {
    const block = await exifOf({
      IFD0: { Make: 'Canon', Model: 'Canon EOS 5D' },
      IFD2: { DateTimeOriginal: '2021:07:04 12:30:00', OffsetTimeOriginal: '+02:00' },
    });
    expect(await readExif(block)).toEqual({
      takenAt: Date.UTC(2021, 6, 4, 10, 30),
      latitude: null,
      longitude: null,
      camera: 'Canon EOS 5D',
    });
  });

  it('takes time without an offset for the time of this computer', async () => {
    const block = await exifOf({ IFD2: { DateTimeOriginal: '1999:12:31 23:59:58' } });
    expect((await readExif(block)).takenAt).toBe(new Date(1999, 11, 31, 23, 59, 58).getTime());
  });

  it('tells the place, south and west as negative', async () => {
    const block = await exifOf({
      IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '33/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '70/1 45/1 0/1' },
    });
    expect(await readExif(block)).toMatchObject({ latitude: -33.5, longitude: -70.75 });
  });

  it.each(['0000:00:00 00:00:00', '    :  :     :  :  ', '2021:13:45 99:99:99', 'yesterday'])(
    'does not believe the date %j',
    async (date) => {
      expect((await readExif(await exifOf({ IFD2: { DateTimeOriginal: date } }))).takenAt).toBeNull();
    },
  );

  it('is nothing when there is none, or when it is damaged', async () => {
    const nothing = { takenAt: null, latitude: null, longitude: null, camera: null };
    expect(await readExif(undefined)).toEqual(nothing);
    expect(await readExif(new Uint8Array([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 0xff, 0xff, 1, 2, 3]))).toEqual(nothing);
    expect(await readExif(new Uint8Array(0))).toEqual(nothing);
  });
});
