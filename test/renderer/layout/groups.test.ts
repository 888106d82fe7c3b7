import { describe, expect, test } from 'vitest';
import type { Match } from '../../../main/engine/api/search-schemas.ts';
import { groupMatches, hasMatch } from '../../../renderer/layout/match-groups.ts';
import { photo } from '../fake-engine.ts';

const match = (id: number, kind: Match['kind']): Match => ({
  photo: photo(id),
  kind,
  distance: 0.5,
  closeness: 50,
  reasons: [],
  stack: null,
});

describe('groups of matches', () => {
  const matches = [match(1, 'near-copy'), match(2, 'same-picture'), match(3, 'near-copy'), match(4, 'no-match')];

  test('come in the order of closeness and keep the order of the engine inside', () => {
    expect(groupMatches(matches).map((group) => [group.kind, group.matches.map((m) => m.photo.id)])).toEqual([
      ['same-picture', [2]],
      ['near-copy', [1, 3]],
      ['no-match', [4]],
    ]);
  });

  test('photos too far away are no match', () => {
    expect(hasMatch(matches)).toBe(true);
    expect(hasMatch([match(1, 'no-match')])).toBe(false);
  });
});
