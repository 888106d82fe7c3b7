import { describe, expect, it } from 'vitest';
import { dateInName } from '../../../../main/engine/metadata/name-date.ts';

const local = (...parts: [number, number, number, number?, number?, number?, number?]): number => {
  const [year, month, day, hour = 12, minute = 0, second = 0, millisecond = 0] = parts;
  return new Date(year, month - 1, day, hour, minute, second, millisecond).getTime();
};

describe('the date in a file name', () => {
  it.each([
    ['IMG_20190714_123456.jpg', local(2019, 7, 14, 12, 34, 56)],
    ['IMG_20190714_123456_1.jpg', local(2019, 7, 14, 12, 34, 56)],
    ['20190714_123456.jpg', local(2019, 7, 14, 12, 34, 56)],
    ['20190714_123456(0).jpg', local(2019, 7, 14, 12, 34, 56)],
    ['PANO_20190714_123456.jpg', local(2019, 7, 14, 12, 34, 56)],
    ['MVIMG_20190714_123456.MP.jpg', local(2019, 7, 14, 12, 34, 56)],
    ['PXL_20210102_030405678.jpg', Date.UTC(2021, 0, 2, 3, 4, 5, 678)],
    ['PXL_20210102_030405678.NIGHT.jpg', Date.UTC(2021, 0, 2, 3, 4, 5, 678)],
    ['2019-07-14 12.34.56.jpg', local(2019, 7, 14, 12, 34, 56)],
    ['2019-07-14 12.34.56-2.jpg', local(2019, 7, 14, 12, 34, 56)],
    ['IMG-20190714-WA0001.jpg', local(2019, 7, 14)],
    ['Screenshot_20200229-235959.png', local(2020, 2, 29, 23, 59, 59)],
    ['Screenshot_2020-02-29-23-59-59-123_com.example.app.png', local(2020, 2, 29, 23, 59, 59, 123)],
    ['Screenshot_20200229-235959_Chrome.jpg', local(2020, 2, 29, 23, 59, 59)],
    ['Screenshot from 2020-02-29 23-59-59.png', local(2020, 2, 29, 23, 59, 59)],
    ['Screen Shot 2020-02-29 at 3.04.05 PM.png', local(2020, 2, 29, 15, 4, 5)],
    ['Screenshot 2020-02-29 at 12.04.05\u202fAM.png', local(2020, 2, 29, 0, 4, 5)],
    ['signal-2020-05-01-12-34-56-789.jpg', local(2020, 5, 1, 12, 34, 56, 789)],
    ['signal-2020-05-01-123456.jpg', local(2020, 5, 1, 12, 34, 56)],
    ['WhatsApp Image 2019-07-14 at 12.34.56.jpeg', local(2019, 7, 14, 12, 34, 56)],
    ['WhatsApp Image 2019-07-14 at 12.34.56 (1).jpeg', local(2019, 7, 14, 12, 34, 56)],
    ['photo_2019-07-14_12-34-56.jpg', local(2019, 7, 14, 12, 34, 56)],
    ['photo_2019-07-14_12-34-56 (2).jpg', local(2019, 7, 14, 12, 34, 56)],
    ['2019-07-14.jpg', local(2019, 7, 14)],
    ['2019-07-14 Birthday.jpg', local(2019, 7, 14)],
    ['20190714.jpg', local(2019, 7, 14)],
    ['mmexport1563107696123.jpg', 1563107696123],
    ['FB_IMG_1563107696123.jpg', 1563107696123],
  ])('%s', (name, at) => {
    expect(dateInName(name)).toEqual({ at, offset: null });
  });

  it.each([
    ...['VID_20190714_123456.jpg', 'VID-20190714-WA0001.jpg', 'DSC_0123.JPG', 'IMG_1234.HEIC', 'P1010001.JPG'],
    ...['IMG_20191345_123456.jpg', 'IMG_20190230_123456.jpg', 'IMG_20190714_256199.jpg', 'IMG_18990714_123456.jpg'],
    ...['IMG_29990714_123456.jpg', '12345678.jpg', '00000000.jpg', '20190714123.jpg', 'order 4711 2019.jpg'],
    ...['mmexport9999999999999.jpg', '190714.jpg', 'scan.jpg', '.jpg', ''],
  ])('is none in %j', (name) => {
    expect(dateInName(name)).toBeNull();
  });
});
