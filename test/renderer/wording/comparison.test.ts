import { describe, expect, test } from 'vitest';
import type { Comparison, ComparedSide, Overlap } from '../../../main/engine/api/compare-schemas.ts';
import type { Match } from '../../../main/engine/api/search-schemas.ts';
import { factsOf, nameOfPair, verdictOf } from '../../../renderer/wording/comparison.ts';

const side: ComparedSide = {
  ...{ name: 'a.jpg', format: 'jpeg', width: 4000, height: 3000, sizeBytes: 3_400_000 },
  ...{ takenAt: new Date(2019, 6, 31, 15, 42).getTime(), camera: null },
};
const whole: Overlap = {
  map: { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 },
  ...{ quarterTurns: 0, mirrored: false, turn: 0, part: 'picture', share: 1, agreement: 0.996, colours: 'same' },
};
const compare = (overlap: Partial<Overlap> | null, more: Partial<Comparison> = {}): Comparison => ({
  ...{ picture: side, photo: side, areTwoShots: false },
  overlap: overlap && { ...whole, ...overlap },
  ...more,
});
const sentence = (comparison: Comparison) => {
  const { start, changes, end, after } = verdictOf(comparison);
  return start + changes + end + after;
};

describe('the sentence of a comparison', () => {
  const agrees = 'Where they overlap, most of the detail agrees to 99% or better.';

  test('names each change, in the order in which it is undone', () => {
    expect(sentence(compare({}))).toBe(`The same photo. ${agrees}`);
    expect(sentence(compare({ quarterTurns: 1, share: 0.62 }))).toBe(
      `The same photo, rotated 90° clockwise and cropped to 62%. ${agrees}`,
    );
    expect(sentence(compare({ mirrored: true, quarterTurns: 3, colours: 'removed' }))).toBe(
      `The same photo, mirrored, rotated 90° anticlockwise and without its colours. ${agrees}`,
    );
    expect(sentence(compare({ turn: -2.54 }))).toContain('turned by 2.5° anticlockwise');
    expect(sentence(compare({ part: 'photo', share: 0.4 }))).toContain('it fills 40%');
  });

  test('never calls two pictures one photo that are none', () => {
    expect(sentence(compare(null))).not.toContain('same photo');
    expect(sentence(compare({}, { areTwoShots: true }))).not.toContain('same photo');
  });
});

describe('the name of a pair', () => {
  const found = (kind: Match['kind'], closeness: number) => ({ kind, closeness });

  test('is what the search called it, with its number', () => {
    expect(nameOfPair(compare(null), found('same-scene', 81.7))).toEqual({
      kind: 'same-scene',
      title: 'Same scene, closeness 81',
    });
    expect(nameOfPair(compare({}), found('same-picture', 100)).title).toBe('Same picture, closeness 100');
  });

  test('is a copy where the pixels prove what the search could not, but for two shots', () => {
    expect(nameOfPair(compare({}), found('same-scene', 89))).toEqual({ kind: 'near-copy', title: 'Near-copy' });
    expect(nameOfPair(compare({}), null).kind).toBe('near-copy');
    expect(nameOfPair(compare({}, { areTwoShots: true }), found('same-scene', 89)).kind).toBe('same-scene');
    expect(nameOfPair(compare(null), null).kind).toBeNull();
  });
});

describe('the facts of a comparison', () => {
  const difference = (comparison: Comparison) =>
    Object.fromEntries(factsOf(comparison).map(({ name, difference }) => [name, difference]));

  test('are all the same for the same file', () => {
    expect(new Set(Object.values(difference(compare({}))))).toEqual(new Set(['the same']));
  });

  test('say of two photos what differs, not what was done to one of them', () => {
    const other = { ...side, sizeBytes: 1, takenAt: null };
    for (const comparison of [compare(null, { picture: other }), compare({}, { picture: other, areTwoShots: true })]) {
      const differences = factsOf(comparison).map(({ difference }) => difference);
      expect(differences).not.toContain('saved again');
      expect(differences).not.toContain('not kept in the picture');
    }
  });

  test('tell a smaller copy that was saved again and lost its date', () => {
    const picture = { ...side, width: 1000, height: 750, sizeBytes: 90_000, takenAt: null };
    expect(difference(compare({}, { picture }))).toEqual({
      Size: '16 times the pixels',
      Turned: 'the same',
      Format: 'saved again',
      Taken: 'not kept in the picture',
    });
  });

  test('do not take a turned copy for one of another shape', () => {
    const picture = { ...side, width: 3000, height: 4000 };
    expect(difference(compare({ quarterTurns: 1 }, { picture }))['Size']).toBe('the same');
    expect(difference(compare(null, { picture }))['Size']).toBe('another shape');
  });
});
