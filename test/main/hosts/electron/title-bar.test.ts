import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { overlayColours, titleBarOptions } from '../../../../main/hosts/electron/title-bar.ts';

const tokens = readFileSync(join(import.meta.dirname, '../../../../renderer/tokens.css'), 'utf8');
const valuesOf = (token: string) =>
  [...tokens.matchAll(new RegExp(`${token}: (\\S+);`, 'g'))].map(([, value]) => value);

describe('the title bar', () => {
  it('is the page’s own on macOS and Windows, and the system’s on Linux', () => {
    expect(titleBarOptions('darwin', true)).toEqual({
      titleBarStyle: 'hiddenInset',
      trafficLightPosition: { x: 18, y: 18 },
    });
    expect(titleBarOptions('win32', false)).toEqual({
      titleBarStyle: 'hidden',
      titleBarOverlay: overlayColours(false),
    });
    expect(titleBarOptions('linux', true)).toEqual({});
  });

  it('has the colours and the height of the page’s bar', () => {
    const overlays = [overlayColours(false), overlayColours(true)];
    expect(overlays.map(({ color }) => color)).toEqual(valuesOf('--surface').slice(0, 2));
    expect(overlays.map(({ symbolColor }) => symbolColor)).toEqual(valuesOf('--ink').slice(0, 2));
    for (const { height } of overlays) expect(`${height! + 1}px`).toBe(valuesOf('--bar-h')[0]);
  });
});
