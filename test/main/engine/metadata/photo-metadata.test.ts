// Files that cameras and programs wrote, and who is believed when several speak.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Describer } from '../../../../main/engine/ingest/describer.ts';
import { datePhoto, type PhotoMetadata } from '../../../../main/engine/metadata/photo-metadata.ts';
import { parseIsoTime, type TakenTime } from '../../../../main/engine/metadata/taken-time.ts';
import { SidecarNames } from '../../../../main/engine/metadata/sidecars.ts';

const resources = join(import.meta.dirname, '../../../../resources');
const data = process.env['LIKENESS_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data');
const awkward = join(data, 'awkward');

let describer: Describer;

/** In the describing process, as the engine reads them. */
function metadataOf(file: string, sidecar?: string): Promise<PhotoMetadata> {
  return describer.readMetadata({ path: join(awkward, file), sidecar: sidecar ? join(awkward, sidecar) : null });
}

describe.runIf(existsSync(awkward))('real files', () => {
  beforeAll(async () => {
    describer = new Describer({ resources });
    await describer.start();
  });
  afterAll(() => describer.stop());

  it.each([
    [
      'immich/metadata/rating/mongolels.jpg',
      {
        rating: 3,
        title: 'Mongol Els',
        camera: 'Canon EOS 500D',
        taken: { at: new Date(2009, 7, 29, 13, 18, 8, 170).getTime() },
      },
    ],
    [
      'immich/metadata/gps-position/thompson-springs.jpg',
      { lens: 'Canon EF 24-105mm f/4L IS II USM', latitude: 39.115, taken: { at: Date.UTC(2022, 0, 10, 21, 15, 33) } },
    ],
    [
      'immich/metadata/gps-position/empty_gps.jpg',
      { latitude: null, longitude: null, camera: 'motorola moto g(9) plus' },
    ],
    ['immich/metadata/dates/datetimeoriginal-gps.jpg', { taken: { from: 'exif' }, latitude: 39, longitude: -108 }],
    [
      'immich/metadata/dates/date-priority-test.jpg',
      { taken: { at: new Date(2023, 1, 2, 2).getTime(), from: 'exif' } },
    ],
    ['immich/metadata/tags/picasa.jpg', { camera: 'Canon PowerShot SD1100 IS', description: 'Image-Description' }],
    [
      'exif-samples/jpg/xmp/BlueSquare.jpg',
      {
        title: 'Blue Square Test File - .jpg',
        taken: { at: Date.UTC(2005, 8, 7, 22, 7, 40), offset: -420, from: 'xmp' },
      },
    ],
    [
      'exif-samples/heic/mobile/iphone_13_pro_max.HEIC',
      {
        ...{ orientation: 6, camera: 'Apple iPhone 13 Pro Max' },
        lens: 'iPhone 13 Pro Max back triple camera 5.7mm f/1.5',
        taken: { at: Date.UTC(2022, 1, 16, 11, 55, 41, 762), offset: 60, from: 'exif' },
      },
    ],
    ['exif-orientation/Landscape_6.jpg', { orientation: 6 }],
    ['exif-samples/jpg/corrupted.jpg', { orientation: 1 }],
  ])('%s', async (file, expected) => {
    expect(await metadataOf(file)).toMatchObject(expected);
  });

  it('a sidecar in UTF-16 is read, and adds its place to a photo without one', async () => {
    const { taken } = await metadataOf('exif-samples/jpg/hdr/canon_hdr_NO.jpg', 'immich/metadata/xmp/dates/2010.xmp');
    expect(taken?.from).toBe('exif');
    const alone = await metadataOf('exif-orientation/Landscape_1.jpg', 'immich/metadata/xmp/dates/2010.xmp');
    expect(alone.taken).toMatchObject({ from: 'sidecar' });
    expect(new Date(alone.taken!.at).getFullYear()).toBe(2010);
  });
});

describe('the date of a photo', () => {
  const file = { name: 'IMG_20190714_123456.jpg', modifiedAt: 5000.5 };
  const editing = { at: 3000, offset: 0 };

  it('is believed in the order camera, file name, last editing, file time', () => {
    const taken = { at: 1000, offset: 60, from: 'xmp' } as const;
    expect(datePhoto({ taken, modified: editing }, file)).toEqual(taken);
    expect(datePhoto({ taken: null, modified: editing }, file)).toMatchObject({ from: 'name' });
    expect(datePhoto({ taken: null, modified: editing }, { ...file, name: 'a.jpg' })).toMatchObject({
      at: 3000,
      from: 'exif',
    });
    expect(datePhoto({ taken: null, modified: null }, { ...file, name: 'a.jpg' })).toEqual({
      at: 5001,
      offset: null,
      from: 'file',
    });
  });

  it.each<[string, TakenTime | null]>([
    ['1950', { at: new Date(1950, 0, 1).getTime(), offset: null }],
    ['1950-06', { at: new Date(1950, 5, 1).getTime(), offset: null }],
    ['2009-11-28T13:42', { at: new Date(2009, 10, 28, 13, 42).getTime(), offset: null }],
    ['2009-11-28T13:42:39.5-03:30', { at: Date.UTC(2009, 10, 28, 17, 12, 39, 500), offset: -210 }],
    ['2009-11-28T13:42:39Z', { at: Date.UTC(2009, 10, 28, 13, 42, 39), offset: 0 }],
    ...['2009-13-01', '09-11-28', '0000-00-00T00:00:00', '2009-02-29', '2345-01-01', ''].map((text): [string, null] => [
      text,
      null,
    ]),
  ])('%j in XMP', (text, expected) => {
    expect(parseIsoTime(text)).toEqual(expected);
  });
});

it('a photo finds its sidecar in any case, the one with its whole name first', () => {
  const names = new SidecarNames(['A.XMP', 'b.jpg.xmp', 'B.xmp', 'c.xmp'].map((name) => ({ name, modifiedAt: 0 })));
  expect(names.of('a.jpg')?.name).toBe('A.XMP');
  expect(names.of('b.JPG')?.name).toBe('b.jpg.xmp');
  expect(names.of('b.png')?.name).toBe('B.xmp');
  expect(names.of('d.jpg')).toBeNull();
});
