import { describe, expect, test } from 'vitest';
import type { Match, PhotoSummary } from '../../../main/engine/api/schemas.ts';
import { groupByDay } from '../../../renderer/layout/days.ts';
import { groupMatches, hasMatch } from '../../../renderer/layout/match-groups.ts';
import { photo } from '../fake-engine.ts';

const at = (id: number, time: Date): PhotoSummary => ({ ...photo(id), takenAt: time.getTime() });
const match = (id: number, kind: Match['kind']): Match => ({
  photo: photo(id),
  kind,
  distance: 0.5,
  closeness: 50,
  reason: null,
});

describe('days', () => {
  test('begin at midnight of the person, not of Greenwich', () => {
    const days = groupByDay([
      at(3, new Date(2019, 8, 15, 0, 1)),
      at(2, new Date(2019, 8, 14, 23, 59)),
      at(1, new Date(2019, 8, 14, 0, 0)),
    ]);
    expect(days.map((day) => [day.id, day.photos.map(({ id }) => id)])).toEqual([
      ['2019-9-15', [3]],
      ['2019-9-14', [2, 1]],
    ]);
  });
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
