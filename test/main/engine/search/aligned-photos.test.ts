import { describe, expect, test } from 'vitest';
import { rankByAgreement } from '../../../../main/engine/search/aligned-photos.ts';
import type { RankedPhoto } from '../../../../main/engine/search/best-variant.ts';

const ranked: RankedPhoto[] = [0.5, 0.6, 0.7, 0.7].map((distance, i) => ({
  photoId: i + 1,
  distance,
  variant: 'whole',
}));
const ids = (photos: RankedPhoto[]): number[] => photos.map(({ photoId }) => photoId);
const agreeing = (similarity: number) => ({ similarity, part: 'query', share: 0.5 }) as const;

describe('ranking by agreement', () => {
  test('keeps the order of distance where no pixels were laid over each other', () => {
    expect(rankByAgreement(ranked, new Map())).toEqual(ranked);
  });

  test('moves a copy before another shot of the scene, and keeps its distance', () => {
    const moved = rankByAgreement(ranked, new Map([[2, agreeing(0.99)]]));
    expect(ids(moved)).toEqual([2, 1, 3, 4]);
    expect(moved[0]?.distance).toBe(0.6);
  });

  test('is not moved by what any two shots of a scene agree in', () => {
    expect(ids(rankByAgreement(ranked, new Map([[4, agreeing(0.93)]])))).toEqual([1, 2, 3, 4]);
  });
});
