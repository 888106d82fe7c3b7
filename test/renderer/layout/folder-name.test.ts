import { describe, expect, test } from 'vitest';
import { folderName, foldersOf } from '../../../renderer/layout/folder-name.ts';

const roots = [
  { path: '/home/ann/Pictures', name: 'Pictures', isSample: false },
  { path: 'D:\\Archive', name: 'Archive', isSample: false },
];

describe('a folder', () => {
  test('is named from its watched folder on', () => {
    expect(folderName('/home/ann/Pictures/2019/Andalusia', roots)).toBe('Pictures / 2019 / Andalusia');
    expect(folderName('/home/ann/Pictures', roots)).toBe('Pictures');
    expect(folderName('D:\\Archive\\2004', roots)).toBe('Archive / 2004');
  });

  test('is named as a whole when it only begins like a watched one', () => {
    expect(folderName('/home/ann/Pictures old', roots)).toBe('home / ann / Pictures old');
  });

  test('is listed once, whichever of its files it was found by', () => {
    expect(foldersOf(['/b'], ['/a/1.jpg', '/a/2.jpg', '/b/3.jpg'])).toEqual(['/a', '/b']);
  });
});
