import { describe, expect, test } from 'vitest';
import { decodeDataAddress, pathIn, readText } from '../../../renderer/input/offer.ts';

describe('text that is dropped or pasted', () => {
  test('is a path when it is an absolute one', () => {
    expect(pathIn('/home/you/a picture.jpg')).toBe('/home/you/a picture.jpg');
    expect(pathIn('"C:\\Users\\you\\a.jpg"')).toBe('C:\\Users\\you\\a.jpg');
    expect(pathIn('file:///home/you/a%20picture.jpg')).toBe('/home/you/a picture.jpg');
    expect(pathIn('file:///C:/Users/you/a.jpg')).toBe('C:/Users/you/a.jpg');
  });

  test('is no path otherwise', () => {
    for (const text of ['holiday 2019', '//comment', 'a/b.jpg', '', 'file://%']) expect(pathIn(text)).toBeNull();
  });

  test('is told apart from an address on the web', () => {
    expect(readText('https://example.org/a.jpg')).toEqual({ kind: 'web-address' });
    expect(readText('/home/you/a.jpg\n/home/you/b.jpg')).toEqual({ kind: 'path', path: '/home/you/a.jpg' });
    expect(readText('good morning')).toEqual({ kind: 'nothing' });
  });
});

describe('a picture inside its own address', () => {
  test('is decoded without the network', async () => {
    const file = decodeDataAddress(`data:image/png;base64,${btoa('picture')}`);
    expect(file?.type).toBe('image/png');
    expect(await file?.text()).toBe('picture');
  });

  test('may be written as text', async () => {
    expect(await decodeDataAddress('data:image/svg+xml;charset=utf-8,%3Csvg/%3E')?.text()).toBe('<svg/>');
  });

  test('is refused when it is damaged or no picture', () => {
    expect(decodeDataAddress('data:image/png;base64,%%%')).toBeNull();
    expect(decodeDataAddress('data:text/html,hello')).toBeNull();
  });
});
