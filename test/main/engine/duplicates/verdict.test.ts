import { describe, expect, it } from 'vitest';
import type { CopyEvidence } from '../../../../core/index.ts';
import { areTwoShots, judge, orientationOf } from '../../../../main/engine/duplicates/verdict.ts';

const pattern = Uint8Array.from({ length: 144 }, (_, i) => (i * 37) % 251);
const facts = { print: pattern, shotAt: null, camera: null };

const sound: CopyEvidence = {
  ...{ part: 'first', quarterTurns: 0, mirrored: false, turn: 0, distortion: 0, share: 1 },
  ...{ covered: 1, agreement: 0.99, leastAgreement: 0.9, patternCount: 100 },
};

const kindOf = (change: Partial<CopyEvidence>, colourChange = 0) =>
  judge({ ways: [{ ...sound, ...change }], colourChange }, facts, facts)?.kind ?? null;

describe('two pictures whose pixels were compared', () => {
  it('are the same picture when the whole lies upright on the whole and agrees everywhere', () => {
    expect(kindOf({})).toBe('same-picture');
  });

  it.each([
    ['turned', { quarterTurns: 1 as const }],
    ['mirrored', { mirrored: true }],
    ['cut', { share: 0.5 }],
    ['written on', { leastAgreement: 0.1 }],
    ['straightened', { turn: 4, covered: 0.9 }],
  ])('are near-copies when one is %s', (_, change) => {
    expect(kindOf(change)).toBe('near-copy');
  });

  it('are near-copies when one has lost its colours', () => {
    expect(kindOf({}, 20)).toBe('near-copy');
  });

  it.each([
    ['lie a little turned, as what was held in a hand', { turn: 0.8 }],
    ['each show what the other does not', { covered: 0.9 }],
    ['differ in shape', { distortion: 0.1 }],
    ['differ in a third of the blocks', { agreement: 0.4 }],
    ['show fog', { patternCount: 5 }],
    ['are turned and larger', { turn: 4, share: 0.9 }],
  ])('are no copies when they %s', (_, change) => {
    expect(kindOf(change)).toBeNull();
  });

  it('are no copies when one camera took them at two moments, however well they agree', () => {
    const first = { ...facts, shotAt: 1000, camera: 7 };
    expect(areTwoShots(first, { ...first, shotAt: 2000 })).toBe(true);
    expect(judge({ ways: [sound], colourChange: 0 }, first, { ...first, shotAt: 2000 })).toBeNull();
    expect(areTwoShots(first, first)).toBe(false);
    expect(areTwoShots(first, { ...first, shotAt: null })).toBe(false);
    expect(areTwoShots(first, { ...first, shotAt: 2000, camera: 8 })).toBe(false);
  });

  it('are laid over each other as their prints say, or not at all', () => {
    const other = Uint8Array.from({ length: 144 }, (_, i) => (i * i * 91 + 13 * i) % 241);
    expect(orientationOf(facts, facts)).toMatchObject({ quarterTurns: 0, mirrored: false });
    expect(orientationOf(facts, { ...facts, print: other })).toBeNull();
  });
});
