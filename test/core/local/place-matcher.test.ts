import { describe, expect, it } from 'vitest';
import { toPlaces } from '../../../core/local/local-places.ts';
import { PlaceMatcher } from '../../../core/local/place-matcher.ts';
import { extractSift } from '../../../core/local/sift.ts';
import { everyKernels } from '../kernels/placed.ts';
import { turned } from './made-pictures.ts';
import { opencvTable, pictureOf } from './opencv-table.ts';

describe.each(everyKernels)('places matched by kernels of $name', (kernels) => {
  it('are those that a turned picture carries there, but for few', async () => {
    const picture = await pictureOf(opencvTable.find(({ name }) => name === 'harbour')!);
    const { picture: after, map } = turned(picture, 40, 1.2);
    const matcher = new PlaceMatcher(kernels, toPlaces(extractSift(kernels, picture)));
    const pairs = matcher.match(toPlaces(extractSift(kernels, after)));
    matcher.release();
    const right = pairs.filter(({ x, y, toX, toY }) => {
      const [u, v] = [map.xx * x + map.xy * y + map.x0, map.yx * x + map.yy * y + map.y0];
      return Math.hypot(u - toX, v - toY) < 3;
    });
    expect(pairs.length).toBeGreaterThan(40);
    expect(right.length / pairs.length).toBeGreaterThan(0.85);
    // One pair a place, and an orientation of it.
    expect(new Set(pairs.map(({ x, y, change }) => `${x} ${y} ${change!.scale} ${change!.turn}`)).size).toBe(
      pairs.length,
    );
  });

  it('are none where one picture has no places', async () => {
    const picture = await pictureOf(opencvTable[0]!);
    const places = toPlaces(extractSift(kernels, picture));
    const nothing = { places: new Float32Array(0), descriptors: new Uint8Array(0) };
    const matcher = new PlaceMatcher(kernels, places);
    expect(matcher.match(nothing)).toEqual([]);
    matcher.release();
    const empty = new PlaceMatcher(kernels, nothing);
    expect(empty.match(places)).toEqual([]);
    empty.release();
  });
});
