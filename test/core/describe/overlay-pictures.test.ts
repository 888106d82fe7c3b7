// A scene of random blobs, seen whole and in part, turned and mirrored: where each picture lies in the other is known.
import { describe, expect, it } from 'vitest';
import { composed, inverted, type AffineMap } from '../../../core/describe/affine-map.ts';
import { oriented } from '../../../core/describe/light-picture.ts';
import { overlayPictures, type GreyPicture, type Orientation, Random, type SizedPicture } from '../../../core/index.ts';

type Light = (x: number, y: number) => number;

/** Over the unit square. */
function blobs(seed: number): Light {
  const random = new Random(seed);
  const spots = Array.from({ length: 160 }, () => ({
    x: random.next(),
    y: random.next(),
    radius: 0.02 + 0.06 * random.next(),
    light: 120 * (random.next() - 0.5),
  }));
  return (x, y) =>
    spots.reduce((sum, spot) => {
      const distance = ((x - spot.x) ** 2 + (y - spot.y) ** 2) / spot.radius ** 2;
      return distance > 9 ? sum : sum + spot.light * Math.exp(-distance);
    }, 128);
}

const WHOLE = { x: 0, y: 0, width: 1, height: 1 };

function take(light: Light, width: number, height: number, part = WHOLE): GreyPicture {
  const data = Uint8Array.from({ length: width * height }, (_, p) => {
    const x = part.x + (part.width * ((p % width) + 0.5)) / width;
    const y = part.y + (part.height * (Math.floor(p / width) + 0.5)) / height;
    return Math.max(0, Math.min(255, light(x, y)));
  });
  return { width, height, data };
}

function sized(light: Light, part = WHOLE): SizedPicture {
  return { small: take(light, 160, 120, part), large: take(light, 240, 180, part) };
}

function turned({ small, large }: SizedPicture, orientation: Orientation): SizedPicture {
  return { small: oriented(small, orientation), large: oriented(large, orientation) };
}

function expectClose(map: AffineMap, truth: AffineMap): void {
  for (const key of Object.keys(truth) as (keyof AffineMap)[]) expect(map[key]).toBeCloseTo(truth[key], 2);
}

const light = blobs(3);
const scene = sized(light);
const still: AffineMap = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };

describe('a picture over another', () => {
  it('that is the same lies where it is', () => {
    const overlay = overlayPictures(scene, scene)!;
    expect(overlay).toMatchObject({ quarterTurns: 0, mirrored: false });
    expectClose(overlay.map, still);
  });

  it('of which it is a part lies where it was cut out, and the way back is the other one over it', () => {
    const part = { x: 0.21, y: 0.13, width: 0.6, height: 0.6 };
    const cut = sized(light, part);
    const there = overlayPictures(cut, scene)!;
    expect(there.part).toBe('first');
    expect(there.share).toBeCloseTo(0.36, 2);
    expectClose(there.map, { ...still, xx: 0.6, yy: 0.6, x0: 0.21, y0: 0.13 });
    const back = overlayPictures(scene, cut)!;
    expect(back.part).toBe('second');
    expectClose(composed(there.map, back.map), still);
    expectClose(back.map, inverted(there.map));
  });

  it('is found in each of eight orientations, and tells how it was turned', () => {
    for (const mirrored of [false, true]) {
      for (const quarterTurns of [0, 1, 2, 3] as const) {
        const overlay = overlayPictures(turned(scene, { quarterTurns, mirrored }), scene)!;
        expect(overlay).toMatchObject({ quarterTurns, mirrored });
        const { map } = overlay;
        // A corner stays a corner: which one, the orientation says.
        const corner = [map.x0, map.y0].map(Math.round).join();
        expect(corner).toBe(
          ['0,0', '0,1', '1,1', '1,0', '1,0', '1,1', '0,1', '0,0'][4 * Number(mirrored) + quarterTurns],
        );
      }
    }
  });

  it('of another scene is not laid, or agrees in little', () => {
    const overlay = overlayPictures(scene, sized(blobs(8)));
    expect(overlay === null || overlay.agreement < 0.5).toBe(true);
  });
});
