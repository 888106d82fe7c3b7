import { describe, expect, it } from 'vitest';
import { flattenBorders, flattenLand, unwrap, unwrapRing } from '../../../renderer/map/outlines.ts';

describe('an outline on the flat map', () => {
  it('stays as it is away from the 180th meridian', () => {
    const ring = [[0, 0], [10, 0], [10, 10], [0, 0]]; // prettier-ignore
    expect(unwrapRing(ring)).toEqual(ring);
  });

  it('goes on beyond the 180th meridian instead of across the map', () => {
    expect(unwrap([[170, 0], [-170, 0], [175, 5]])).toEqual([[170, 0], [190, 0], [175, 5]]); // prettier-ignore
    expect(unwrap([[-170, 0], [170, 0]])).toEqual([[-170, 0], [-190, 0]]); // prettier-ignore
  });

  it('is closed by way of the pole that it lies around', () => {
    const antarctica = [[-170, -80], [-60, -75], [60, -70], [170, -80], [-170, -80]]; // prettier-ignore
    const flat = unwrapRing(antarctica);
    expect(flat.slice(-3)).toEqual([[190, -90], [-170, -90], [-170, -80]]); // prettier-ignore
    for (const [i, [longitude]] of flat.entries()) {
      const before = flat[i - 1];
      if (before && before[1] !== -90) expect(Math.abs(longitude! - before[0]!)).toBeLessThan(180);
    }
  });

  it('is drawn on both edges where it lies on both', () => {
    const chukotka = [[170, 60], [-170, 60], [-170, 70], [170, 70], [170, 60]]; // prettier-ignore
    const { coordinates } = flattenLand({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Polygon', coordinates: [chukotka] },
    });
    expect(coordinates.map(([ring]) => ring![1])).toEqual([[190, 60], [-170, 60]]); // prettier-ignore
    expect(
      flattenBorders({
        type: 'MultiLineString',
        coordinates: [
          [
            [1, 1],
            [2, 2],
          ],
        ],
      }).coordinates,
    ).toHaveLength(1);
  });
});
