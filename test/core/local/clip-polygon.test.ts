import { describe, expect, it } from 'vitest';
import { areaOf, clipPolygon } from '../../../core/local/clip-polygon.ts';

const unit = { left: 0, top: 0, right: 1, bottom: 1 };
const square = (left: number, top: number, side: number) => [
  { x: left, y: top },
  { x: left + side, y: top },
  { x: left + side, y: top + side },
  { x: left, y: top + side },
];

describe('a polygon cut to a rectangle', () => {
  it('stays as it is inside, and is the rectangle where it lies around it', () => {
    expect(clipPolygon(square(0.2, 0.3, 0.5), unit)).toEqual(square(0.2, 0.3, 0.5));
    const around = clipPolygon(square(-2, -3, 9), unit);
    expect(areaOf(around)).toBeCloseTo(1, 12);
    expect(around).toHaveLength(4);
  });

  it('has nothing left outside', () => {
    expect(clipPolygon(square(1.5, 0, 0.5), unit)).toEqual([]);
    expect(areaOf([])).toBe(0);
  });

  it('loses the corners that stick out', () => {
    const diamond = [{ x: 0.5, y: -0.1 }, { x: 1.1, y: 0.5 }, { x: 0.5, y: 1.1 }, { x: -0.1, y: 0.5 }]; // prettier-ignore
    const cut = clipPolygon(diamond, unit);
    expect(cut).toHaveLength(8);
    // Four small triangles of height 0.1 and base 0.2 go.
    expect(areaOf(cut)).toBeCloseTo(areaOf(diamond) - 4 * 0.01, 12);
  });
});
