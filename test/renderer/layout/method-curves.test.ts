import { describe, expect, test } from 'vitest';
import type { MethodChart } from '../../../main/engine/api/method-schemas.ts';
import { comparedMethods } from '../../../main/engine/api/method-schemas.ts';
import { methodCurves, placeNames } from '../../../renderer/layout/method-curves.ts';

const chart = (points: MethodChart['points']): MethodChart => {
  return { name: 'map-by-bits', bits: null, isLogarithmic: true, points };
};
/** 0 at the bottom of 100 pixels, 1 at the top. */
const up = (share: number) => 100 - 100 * share;
const room = { top: 0, bottom: 100, height: 10 };
const curvesAt = (values: readonly number[]) =>
  methodCurves(chart(values.map((y, i) => ({ method: comparedMethods[i]!, x: 16, y }))));

describe('the curves of a comparison', () => {
  test('are one a method, along x', () => {
    const [adc] = methodCurves(
      chart([
        { method: 'adc', x: 64, y: 0.9 },
        { method: 'adc', x: 16, y: 0.5 },
      ]),
    );
    expect(adc).toMatchObject({ method: 'adc', family: 'codes' });
    expect(adc!.points.map(({ x }) => x)).toEqual([16, 64]);
  });

  test('have room for every method there is, no two drawn alike', () => {
    const curves = methodCurves(chart(comparedMethods.map((method) => ({ method, x: 1, y: 0 }))));
    expect(new Set(curves.map(({ method }) => method))).toEqual(new Set(comparedMethods));
    expect(new Set(curves.map(({ family, place }) => `${family} ${place}`)).size).toBe(comparedMethods.length);
  });
});

describe('the names of curves', () => {
  test('stand beside their ends where there is room', () => {
    expect(placeNames(curvesAt([0.2, 0.8]), up, room).map(({ y }) => Math.round(y))).toEqual([20, 80]);
  });

  test('keep their distance and their order, and stay within the plot', () => {
    for (const values of [
      [0, 0, 0],
      [1, 1, 1, 0.99],
      [0.5, 0.52, 0.5, 0.49, 0.9],
      Array.from({ length: 11 }, (_, i) => (i % 3) / 10),
    ]) {
      const curves = curvesAt(values);
      const places = placeNames(curves, up, room);
      const ys = places.map(({ y }) => y);
      expect(ys.length).toBe(values.length);
      for (let i = 1; i < ys.length; i++) expect(ys[i]! - ys[i - 1]!).toBeGreaterThan(10 - 1e-9);
      expect(Math.min(...ys)).toBeGreaterThanOrEqual(-1e-9);
      expect(Math.max(...ys)).toBeLessThanOrEqual(100 + 1e-9);
      const ends = places.map(({ method }) => curves.find((curve) => curve.method === method)!.points[0]!.y);
      expect(ends).toEqual(ends.toSorted((a, b) => b - a));
    }
  });
});
