import { describe, expect, it } from 'vitest';
import type { MatchedArea } from '../../../../core/index.ts';
import type { Match, SearchAnswer } from '../../../../main/engine/api/search-schemas.ts';
import { areaReasons, isCertain, withLocated } from '../../../../main/engine/locate/located-matches.ts';

const corners = [{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 1, y: 1 }]; // prettier-ignore
const upright = { xx: 0.5, xy: 0, x0: 0.25, yx: 0, yy: 0.5, y0: 0.25 };
const areaOf = (more: Partial<MatchedArea>): MatchedArea => ({
  ...{ map: upright, inPicture: corners, inPhoto: corners, pictureShare: 1, photoShare: 0.25 },
  ...{ inliers: 40, agreement: 1, patternCount: 40, ...more },
});
const match = (id: number, kind: Match['kind']): Match => ({
  photo: { id, name: `${id}.jpg`, width: 4, height: 3, colour: '#808080', takenAt: 0, offline: false, town: null },
  ...{ distance: 1, closeness: 30, kind, reasons: [], stack: null },
});
const answer = (...matches: Match[]): SearchAnswer => ({
  ...{ matches, searchedCount: 9, passingCount: 9, totalCount: 9, offlineRootCount: 0, isCalibrated: false },
  ...{ folders: [], mode: 'quick', milliseconds: { describe: 1, scan: 1, total: 2 } },
});

describe('what was located', () => {
  it('is certain by many places, or by many blocks that agree', () => {
    expect(isCertain(areaOf({ inliers: 10, patternCount: 8 }))).toBe(true);
    expect(isCertain(areaOf({ inliers: 6, patternCount: 12 }))).toBe(true);
    expect(isCertain(areaOf({ inliers: 33, patternCount: 4 }))).toBe(false);
    expect(isCertain(areaOf({ inliers: 6, patternCount: 11 }))).toBe(false);
    expect(isCertain(areaOf({ inliers: 5, patternCount: 90 }))).toBe(false);
  });

  it('is not certain where one block in ten differs, as in another shot of the scene', () => {
    expect(isCertain(areaOf({ agreement: 0.89, patternCount: 90 }))).toBe(false);
  });

  it('comes behind the copies that were known, most places first, and the rest keeps its order', () => {
    const located = new Map([
      [3, { area: areaOf({ inliers: 12 }), match: match(3, 'alike') }],
      [9, { area: areaOf({ inliers: 50 }), match: match(9, 'no-match') }],
      [1, { area: areaOf({}), match: match(1, 'near-copy') }],
    ]);
    const { matches } = withLocated(answer(match(1, 'near-copy'), match(2, 'alike'), match(3, 'alike')), located);
    expect(matches.map(({ photo }) => photo.id)).toEqual([1, 9, 3]);
    expect(matches.map(({ kind }) => kind)).toEqual(['near-copy', 'near-copy', 'near-copy']);
    expect(matches.map(({ area }) => area?.inliers)).toEqual([40, 50, 12]);
    expect(matches[1]!.closeness).toBe(98);
  });

  it('changes nothing where nothing was located', () => {
    const before = answer(match(1, 'alike'), match(2, 'no-match'));
    expect(withLocated(before, new Map())).toEqual(before);
  });

  it('says which is a part of which', () => {
    expect(areaReasons(areaOf({}))).toEqual([{ code: 'cropped', share: 0.25 }]);
    expect(areaReasons(areaOf({ pictureShare: 0.2, photoShare: 1 }))).toEqual([{ code: 'inside-picture' }]);
    expect(areaReasons(areaOf({ pictureShare: 0.2, photoShare: 0.7 }))).toEqual([{ code: 'part-inside', share: 0.7 }]);
    expect(areaReasons(areaOf({ photoShare: 1 }))).toEqual([]);
    const turned = areaOf({ map: { ...upright, xx: 0, xy: -0.5, yx: 0.5, yy: 0 } });
    expect(areaReasons(turned)).toContainEqual({ code: 'rotated' });
  });
});
