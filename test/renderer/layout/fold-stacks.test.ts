import { describe, expect, test } from 'vitest';
import type { Match } from '../../../main/engine/api/search-schemas.ts';
import { foldStacks } from '../../../renderer/layout/fold-stacks.ts';
import { holdBack } from '../../../renderer/layout/hold-back.ts';
import { photo } from '../fake-engine.ts';

const match = (id: number, stack: number | null = null, kind: Match['kind'] = 'alike'): Match => ({
  photo: photo(id),
  distance: 0.5,
  closeness: 50,
  kind,
  reasons: [],
  stack: stack === null ? null : { id: stack, kind: 'burst' },
});
const ids = (matches: readonly Match[]) => matches.map((each) => each.photo.id);

describe('stacks', () => {
  const matches = [match(1, 1), match(2), match(3, 1), match(4, 4), match(5, 1), match(6, 4)];

  test('are folded under the photo that ranks first', () => {
    const { shown, sizes } = foldStacks(matches, () => false);
    expect(ids(shown)).toEqual([1, 2, 4]);
    expect([...sizes]).toEqual([
      [1, 3],
      [4, 2],
    ]);
  });

  test('open behind it', () => {
    expect(ids(foldStacks(matches, (id) => id === 1).shown)).toEqual([1, 3, 5, 2, 4]);
  });

  test('whose first photo is in another group are under the next of them', () => {
    const { shown, sizes } = foldStacks([match(3, 1), match(5, 1)], () => false);
    expect(ids(shown)).toEqual([3]);
    expect([...sizes]).toEqual([[3, 2]]);
  });

  test('of one photo have no mark', () => {
    expect(foldStacks([match(3, 1)], () => false).sizes.size).toBe(0);
  });
});

describe('what comes while results are looked at', () => {
  const known = [1, 2, 3].map((id) => match(id));

  test('comes in silently below the last photo on the screen', () => {
    expect(
      holdBack(
        [1, 2, 8, 3, 9].map((id) => match(id)),
        known,
        2,
      ),
    ).toEqual([]);
  });

  test('is held back above it', () => {
    expect(
      holdBack(
        [7, 1, 8, 2, 9, 3].map((id) => match(id)),
        known,
        2,
      ),
    ).toEqual([7, 8]);
  });

  test('is above when it is of a closer group, whatever its place in the answer', () => {
    const fresh = [match(1, null, 'same-scene'), match(2, null, 'same-scene'), match(9, null, 'near-copy')];
    expect(holdBack(fresh, known, 2)).toEqual([9]);
  });

  test('comes in at once where nothing is looked at', () => {
    expect(holdBack([match(7), match(1)], known, null)).toEqual([]);
  });
});
