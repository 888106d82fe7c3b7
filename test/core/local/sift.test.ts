import { describe, expect, it } from 'vitest';
import type { AffineMap } from '../../../core/describe/affine-map.ts';
import { extractSift, type Keypoint } from '../../../core/local/sift.ts';
import { everyKernels } from '../kernels/placed.ts';
import { turned } from './made-pictures.ts';
import { opencvTable, pictureOf } from './opencv-table.ts';

/** How far two angles in degrees are apart. */
function apart(a: number, b: number): number {
  return Math.abs(((a - b + 540) % 360) - 180);
}

const cases = everyKernels.flatMap((kernels) =>
  opencvTable.map((stored) => ({ by: kernels.name, name: stored.name, kernels, stored })),
);

describe.each(cases)('SIFT by kernels of $by on the photo $name, beside OpenCV', ({ kernels, stored }) => {
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
    const { keypoints } = extractSift(kernels, await pictureOf(stored));
    const missing = stored.keypoints.filter((keypoint) => sameAs(keypoints, keypoint) < 0);
    expect(missing).toEqual([]);
    expect(keypoints).toHaveLength(stored.keypoints.length);
  });

  it('describes them by its numbers, but for rounding', async () => {
    const { keypoints, descriptors } = extractSift(kernels, await pictureOf(stored));
    for (const [i, theirs] of Object.entries(stored.descriptors)) {
      const at = sameAs(keypoints, stored.keypoints[Number(i)]!);
      const distance = Math.hypot(...theirs.map((value, c) => value - descriptors[128 * at + c]!));
      expect(distance).toBeLessThan(0.02 * 512);
    }
  });
});

describe('SIFT', () => {
  const kernels = everyKernels.at(-1)!;
  const harbour = opencvTable.find(({ name }) => name === 'harbour')!;

  function landsOn(map: AffineMap, from: Keypoint, to: Keypoint, scale: number): boolean {
    const x = map.xx * from.x + map.xy * from.y + map.x0;
    const y = map.yx * from.x + map.yy * from.y + map.y0;
    return Math.hypot(x - to.x, y - to.y) < to.scale && Math.abs(Math.log2(to.scale / (scale * from.scale))) < 0.5;
  }

  it('finds the same places when a quarter turn makes no pixel new', async () => {
    const picture = await pictureOf(harbour);
    const quarter = turned(picture, 90);
    const [before, after] = [extractSift(kernels, picture).keypoints, extractSift(kernels, quarter.picture).keypoints];
    const again = before.filter((from) => after.some((to) => landsOn(quarter.map, from, to, 1)));
    expect(again.length / before.length).toBeGreaterThan(0.85);
  });

  it('finds most places again in a picture that is larger and turned', async () => {
    const picture = await pictureOf(harbour);
    const larger = turned(picture, 30, 1.6);
    const [before, after] = [extractSift(kernels, picture).keypoints, extractSift(kernels, larger.picture).keypoints];
    const again = before.filter((from) => after.some((to) => landsOn(larger.map, from, to, 1.6)));
    expect(again.length / before.length).toBeGreaterThan(0.55);
  });

  it('keeps the strongest when fewer are asked for', async () => {
    const picture = await pictureOf(harbour);
    const all = extractSift(kernels, picture);
    const some = extractSift(kernels, picture, { most: 20 });
    expect(some.keypoints).toHaveLength(20);
    expect(some.descriptors).toHaveLength(20 * 128);
    const weakest = Math.min(...some.keypoints.map(({ strength }) => strength));
    expect(all.keypoints.filter(({ strength }) => strength > weakest).length).toBeLessThan(20);
  });

  it('spreads them over the picture where that is asked for', async () => {
    const picture = await pictureOf(harbour);
    const cells = (spread: number) => {
      const { keypoints } = extractSift(kernels, picture, { most: 40, spread });
      const at = (place: number, side: number) => Math.floor((4 * place) / side);
      return new Set(keypoints.map(({ x, y }) => 4 * at(y, picture.height) + at(x, picture.width))).size;
    };
    expect(cells(4)).toBeGreaterThan(cells(1));
  });

  it('finds the larger places alone where it begins at the picture’s own size', async () => {
    const picture = await pictureOf(harbour);
    const all = extractSift(kernels, picture).keypoints;
    const larger = extractSift(kernels, picture, { doubled: false }).keypoints;
    const again = larger.filter((one) => all.some((other) => Math.hypot(one.x - other.x, one.y - other.y) < 0.5));
    expect(larger.length).toBeLessThan(all.length);
    expect(again.length / larger.length).toBeGreaterThan(0.9);
  });

  it('finds nothing in a plain picture, and refuses pixels that do not fit', () => {
    const plain = { width: 40, height: 20, data: new Float32Array(800).fill(200) };
    expect(extractSift(kernels, plain)).toEqual({ keypoints: [], descriptors: new Uint8Array(0) });
    expect(() => extractSift(kernels, { ...plain, width: 41 })).toThrow(/pixels of a picture/);
    expect(() => extractSift(kernels, { ...plain, height: 2 })).toThrow(/height/);
  });
});
