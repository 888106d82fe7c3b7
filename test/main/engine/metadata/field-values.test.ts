import { describe, expect, test } from 'vitest';
import { cameraName } from '../../../../main/engine/metadata/field-values.ts';

describe('the name of a camera', () => {
  test.each([
    ['Canon', 'Canon EOS 5D', 'Canon EOS 5D'],
    ['Apple', 'iPhone 7', 'Apple iPhone 7'],
    ['NIKON CORPORATION', 'NIKON D70', 'NIKON D70'],
    ['NIKON', 'COOLPIX P6000', 'NIKON COOLPIX P6000'],
    ['EASTMAN KODAK COMPANY', 'KODAK Z612 ZOOM DIGITAL CAMERA', 'KODAK Z612 ZOOM DIGITAL CAMERA'],
    ['CASIO COMPUTER CO.,LTD', 'EX-Z750', 'CASIO EX-Z750'],
    ['CASIO COMPUTER CO.,LTD.', 'EX-M2', 'CASIO EX-M2'],
    ['OLYMPUS IMAGING CORP.', 'E-510', 'OLYMPUS E-510'],
    ['Minolta Co., Ltd.', 'DiMAGE Xt', 'Minolta DiMAGE Xt'],
    ['Leica Camera AG', 'LEICA Q2', 'LEICA Q2'],
    ['LG Electronics', 'LG-H870', 'LG-H870'],
  ])('of %s, %s is %s', (make, model, name) => expect(cameraName(make, model)).toBe(name));

  test('is what is known of it', () => {
    expect(cameraName('SONY', undefined)).toBe('SONY');
    expect(cameraName(undefined, 'DSC-F828')).toBe('DSC-F828');
    expect(cameraName(undefined, ' ')).toBeNull();
  });
});
