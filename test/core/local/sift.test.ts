import { describe, expect, it } from 'vitest';
import type { AffineMap } from '../../../core/describe/affine-map.ts';
import { extractSift, type Keypoint } from '../../../core/local/sift.ts';
import { turned } from './made-pictures.ts';
import { opencvTable, pictureOf } from './opencv-table.ts';

/** How far two angles in degrees are apart. */
function apart(a: number, b: number): number {
  return Math.abs(((a - b + 540) % 360) - 180);
}

describe.each(opencvTable)('SIFT on the photo $name, beside OpenCV', (stored) => {
  /**
   * The own keypoint that is the same as one of OpenCV's: of the same place, scale and strength. The angles of single
   * ones differ by some degrees: a gradient between two of the 36 directions is counted to either. */
  function sameAs(
    own: readonly Keypoint[],
    [x, y, size, degrees, strength]: (typeof stored.keypoints)[number],
  ): number {
    return own.findIndex(
      (keypoint) =>
        Math.hypot(keypoint.x - x, keypoint.y - y) < 0.02 &&
        Math.abs((2 * keypoint.scale) / size - 1) < 0.005 &&
        apart((keypoint.angle * 180) / Math.PI, degrees) < 4 &&
        Math.abs(keypoint.strength - strength) < 0.00005,
    );
  }

  it('finds its keypoints and no others', async () => {
    const { keypoints } = extractSift(await pictureOf(stored));
    const missing = stored.keypoints.filter((keypoint) => sameAs(keypoints, keypoint) < 0);
    expect(missing).toEqual([]);
    expect(keypoints).toHaveLength(stored.keypoints.length);
  });

  it('describes them by its numbers, but for rounding', async () => {
    const { keypoints, descriptors } = extractSift(await pictureOf(stored));
    for (const [i, theirs] of Object.entries(stored.descriptors)) {
      const at = sameAs(keypoints, stored.keypoints[Number(i)]!);
      const distance = Math.hypot(...theirs.map((value, c) => value - descriptors[128 * at + c]!));
      expect(distance).toBeLessThan(0.02 * 512);
    }
  });
});

describe('SIFT', () => {
  const harbour = opencvTable.find(({ name }) => name === 'harbour')!;

  function landsOn(map: AffineMap, from: Keypoint, to: Keypoint, scale: number): boolean {
    const x = map.xx * from.x + map.xy * from.y + map.x0;
    const y = map.yx * from.x + map.yy * from.y + map.y0;
    return Math.hypot(x - to.x, y - to.y) < to.scale && Math.abs(Math.log2(to.scale / (scale * from.scale))) < 0.5;
  }

  it('finds the same places when a quarter turn makes no pixel new', async () => {
    const picture = await pictureOf(harbour);
    const quarter = turned(picture, 90);
    const [before, after] = [extractSift(picture).keypoints, extractSift(quarter.picture).keypoints];
    const again = before.filter((from) => after.some((to) => landsOn(quarter.map, from, to, 1)));
    expect(again.length / before.length).toBeGreaterThan(0.85);
  });

  it('finds most places again in a picture that is larger and turned', async () => {
    const picture = await pictureOf(harbour);
    const larger = turned(picture, 30, 1.6);
    const [before, after] = [extractSift(picture).keypoints, extractSift(larger.picture).keypoints];
    const again = before.filter((from) => after.some((to) => landsOn(larger.map, from, to, 1.6)));
    expect(again.length / before.length).toBeGreaterThan(0.55);
  });

  it('keeps the strongest when fewer are asked for', async () => {
    const picture = await pictureOf(harbour);
    const all = extractSift(picture);
    const some = extractSift(picture, { most: 20 });
    expect(some.keypoints).toHaveLength(20);
    expect(some.descriptors).toHaveLength(20 * 128);
    const weakest = Math.min(...some.keypoints.map(({ strength }) => strength));
    expect(all.keypoints.filter(({ strength }) => strength > weakest).length).toBeLessThan(20);
  });

  it('finds nothing in a plain picture, and refuses pixels that do not fit', () => {
    const plain = { width: 40, height: 20, data: new Float32Array(800).fill(200) };
    expect(extractSift(plain)).toEqual({ keypoints: [], descriptors: new Uint8Array(0) });
    expect(() => extractSift({ ...plain, width: 41 })).toThrow(/pixels of a picture/);
    expect(() => extractSift({ ...plain, height: 2 })).toThrow(/height/);
  });
});
