import { describe, expect, test } from 'vitest';
import { cardsOf, groupsNotIn, moveRule, withCards } from '../../../renderer/state/copy-cards.ts';
import { copy, file, group, plan, planned } from './copies.ts';

describe('the cards of a group', () => {
  const copies = group(copy(1, null, [file(1), file(4)]), copy(2, {}), copy(3, { kind: 'near-copy', mirrored: true }));
  const states = (cards: ReturnType<typeof cardsOf>) => cards.map(({ fileId, state }) => [fileId, state]);

  test('are its files, each with what will become of it and why', () => {
    const cards = cardsOf(copies, plan(1, [4, 2], [{ ...planned(3), reason: 'kind-not-chosen' }]));
    expect(states(cards)).toEqual([[1, 'keep'], [4, 'bin'], [2, 'bin'], [3, 'keep']]); // prettier-ignore
    expect(cards[0]!.facts).toEqual([{ code: 'oldest' }]);
    expect(cards[1]!.facts).toEqual([{ code: 'same-file' }]);
    expect(cards[2]!.facts).toEqual([{ code: 'saved-again' }]);
    expect(cards[3]!.facts).toContainEqual({ code: 'stays', reason: 'kind-not-chosen' });
  });

  test('are kept while nothing is known, and gone when they were moved', () => {
    expect(states(cardsOf(copies, undefined)).every(([, state]) => state === 'keep')).toBe(true);
    expect(cardsOf(copies, undefined, new Set(['/p/4.jpg'])).map(({ fileId }) => fileId)).toEqual([1, 2, 3]);
  });

  test('say why what is away or protected stays, and warn when nothing would be kept', () => {
    const away = plan(1, [4], [{ ...planned(2), reason: 'offline' }, { ...planned(3), reason: 'protected' }]); // prettier-ignore
    expect(states(cardsOf(copies, away)).slice(2)).toEqual([[2, 'offline'], [3, 'protected']]); // prettier-ignore
    const none = { ...planned(1), reason: 'nothing-kept' as const };
    const [shown] = withCards([copies], new Map([[1, plan(null, [], [none])]]), []);
    expect(shown).toMatchObject({ isWithoutKeeper: true });
    expect(shown!.cards[0]!.state).toBe('bin');
  });

  test('tell a smaller copy by its pixels, and a cut one by its share', () => {
    const small = copy(2, {});
    const cut = copy(3, { kind: 'near-copy', isPart: true, share: 0.6 });
    small.photo = { ...small.photo, width: 200, height: 150 };
    const cards = cardsOf(group(copy(1, null), small, cut), plan(1, [2, 3]));
    expect(cards[1]!.facts).toEqual([{ code: 'smaller', share: 0.25 }]);
    expect(cards[2]!.facts).toEqual([{ code: 'cropped', share: 0.6 }]);
  });
});

test('a rule is moved to another place, and stays where there is none', () => {
  expect(moveRule(['folder', 'largest', 'oldest'], 2, 0)).toEqual(['oldest', 'folder', 'largest']);
  expect(moveRule(['folder', 'largest'], 0, -1)).toEqual(['folder', 'largest']);
});

test('a group that is listed already is not listed again', () => {
  const [first, second] = [group(copy(1, null)), group(copy(2, null))];
  expect(groupsNotIn([first], [first, second])).toEqual([second]);
});
