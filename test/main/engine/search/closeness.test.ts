import { describe, expect, test } from 'vitest';
import type { PrintComparison } from '../../../../core/index.ts';
import { closenessOf, COPIED_PRINT, SAME_PRINT } from '../../../../main/engine/search/closeness.ts';

const unlike: PrintComparison = { similarity: 0, quarterTurns: 0, mirrored: false };
const same: PrintComparison = { similarity: SAME_PRINT, quarterTurns: 0, mirrored: false };
const turned: PrintComparison = { similarity: 1, quarterTurns: 1, mirrored: false };
const mirrored: PrintComparison = { similarity: COPIED_PRINT, quarterTurns: 0, mirrored: true };

const distances = Array.from({ length: 401 }, (_, i) => i / 100);

describe('closeness', () => {
  test('never rises with the distance, and stays within 0 to 100', () => {
    for (const print of [unlike, same, turned]) {
      const values = distances.map(
        (distance) => closenessOf(distance, { print: print, agreement: null }, false).closeness,
      );
      expect(values).toEqual([...values].sort((a, b) => b - a));
      expect(Math.max(...values)).toBeLessThanOrEqual(100);
      expect(Math.min(...values)).toBe(0);
    }
  });

  test('of a photo whose print does not agree stops at 89, however near it is', () => {
    expect(closenessOf(0, { print: unlike, agreement: null }, false)).toEqual({ closeness: 89, kind: 'same-scene' });
  });

  test('of a picture that lost its colours is that of a copy, though prints do not see it', () => {
    expect(closenessOf(0, { print: same, agreement: null, isRecoloured: true }, false)).toEqual({
      closeness: 98,
      kind: 'near-copy',
    });
  });

  test('of the very file is 100, whatever quantising did to the distance', () => {
    expect(closenessOf(0.3, { print: unlike, agreement: null }, true)).toEqual({
      closeness: 100,
      kind: 'same-picture',
    });
  });

  test('keeps the borders of the words', () => {
    for (const distance of distances) {
      for (const print of [unlike, same, turned, mirrored]) {
        const { closeness, kind } = closenessOf(distance, { print: print, agreement: null }, false);
        const [least, most] = {
          'same-picture': [99, 100],
          'near-copy': [90, 98],
          'same-scene': [70, 89],
          alike: [40, 70],
          'no-match': [0, 40],
        }[kind] as [number, number];
        expect(closeness).toBeGreaterThanOrEqual(least);
        expect(closeness).toBeLessThanOrEqual(most);
      }
    }
  });

  test('does not call a far photo a copy because its print agrees by chance', () => {
    expect(closenessOf(1.8, { print: same, agreement: null }, false).kind).toBe('no-match');
  });
});

describe('a crop', () => {
  const cut = { similarity: 0.99, part: 'query', share: 0.36 } as const;

  test('is a near-copy when its pixels lie in the photo, though the prints differ', () => {
    expect(closenessOf(0.6, { print: unlike, agreement: cut }, false).kind).toBe('near-copy');
    expect(closenessOf(0.6, { print: unlike, agreement: { ...cut, similarity: 0.95 } }, false).kind).toBe('same-scene');
  });
});

test('the borders of another scale are those of the words', () => {
  const scale = { copies: 0.4, sameScene: 0.6, alike: 0.8 };
  const at = (distance: number) => closenessOf(distance, { print: unlike, agreement: null }, false, scale);
  expect(at(0.599).kind).toBe('same-scene');
  expect(at(0.601).kind).toBe('alike');
  expect(at(0.801).kind).toBe('no-match');
  expect(at(0.8).closeness).toBeCloseTo(40);
});
