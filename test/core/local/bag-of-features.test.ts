import { describe, expect, it } from 'vitest';
import { BagOfFeatures } from '../../../core/local/bag-of-features.ts';

function filled(...photos: readonly (readonly number[])[]): BagOfFeatures {
  const bag = new BagOfFeatures(10);
  for (const [photo, words] of photos.entries()) bag.add(photo, words);
  return bag;
}

describe('a bag of features', () => {
  it('finds a photo by its own words first, with a cosine of one', () => {
    const bag = filled([1, 1, 2, 5], [1, 3, 3], [4, 6, 7]);
    const [first] = bag.search([1, 1, 2, 5]);
    expect(first!.photo).toBe(0);
    expect(first!.score).toBeCloseTo(1, 12);
  });

  it('ranks by the cosine of counts weighted by rarity', () => {
    // Words 1 and 2 are in two of the three photos, 3 in one.
    const bag = filled([1, 2], [1, 3], [2, 9]);
    const [common, rare] = [Math.log(3 / 2), Math.log(3)];
    const answers = new Map(bag.search([1, 3]).map(({ photo, score }) => [photo, score]));
    expect(answers.get(1)).toBeCloseTo(1, 12);
    const lengths = Math.hypot(common, common) * Math.hypot(common, rare);
    expect(answers.get(0)).toBeCloseTo(common ** 2 / lengths, 12);
    expect(answers.has(2)).toBe(false);
  });

  it('hears nothing in a word that every photo has', () => {
    expect(
      filled([1], [1])
        .search([1])
        .map(({ score }) => score),
    ).toEqual([0, 0]);
  });

  it('knows photos that come later', () => {
    const bag = filled([1], [2]);
    expect(bag.search([3])).toEqual([]);
    bag.add(7, [3, 3]);
    expect(bag.search([3]).map(({ photo }) => photo)).toEqual([7]);
    expect(bag.bytes).toBe(24);
  });

  it('refuses a photo twice, and words it does not know', () => {
    const bag = filled([1]);
    expect(() => bag.add(0, [2])).toThrow(/not yet here/);
    expect(() => bag.add(1, [10])).toThrow(/word/);
  });
});
