import { describe, expect, test } from 'vitest';
import type { MatchedArea } from '../../../main/engine/api/search-schemas.ts';
import { overlapOf } from '../../../renderer/layout/area-overlap.ts';

const picture = { width: 300, height: 400 };
const photo = { width: 800, height: 600 };

/** Turned by so many degrees from the picture to the photo, in pixels, at the same size. */
function area(degrees: number, shares: Partial<MatchedArea> = {}): MatchedArea {
  const angle = (degrees * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const map = {
    ...{ xx: (cosine * picture.width) / photo.width, xy: (-sine * picture.height) / photo.width, x0: 0.5 },
    ...{ yx: (sine * picture.width) / photo.height, yy: (cosine * picture.height) / photo.height, y0: 0.5 },
  };
  return { map, inPicture: [], inPhoto: [], pictureShare: 1, photoShare: 0.25, inliers: 20, agreement: 1, ...shares };
}

describe('a located area as the comparison has it', () => {
  test.each([
    [0, 0, 0],
    [-90, 1, 0],
    [180, 2, 0],
    [90, 3, 0],
    [-100, 1, 10],
    [20, 0, -20],
  ])(
    'that turns by %d degrees on the way to the photo is the photo turned the other way',
    (degrees, quarters, turn) => {
      const overlap = overlapOf(area(degrees), picture, photo);
      expect(overlap.quarterTurns).toBe(quarters);
      expect(overlap.turn).toBeCloseTo(turn, 6);
    },
  );

  test('says which of the two is the part, and its share of the other', () => {
    expect(overlapOf(area(0), picture, photo)).toMatchObject({ part: 'picture', share: 0.25 });
    const inside = area(0, { pictureShare: 0.2, photoShare: 1 });
    expect(overlapOf(inside, picture, photo)).toMatchObject({ part: 'photo', share: 0.2 });
  });
});
