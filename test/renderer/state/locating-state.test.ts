import { describe, expect, test } from 'vitest';
import type { LocatedAnswer, Match, MatchedArea, SearchAnswer } from '../../../main/engine/api/search-schemas.ts';
import { LocatingState } from '../../../renderer/state/locating-state.svelte.ts';
import { SearchState } from '../../../renderer/state/search-state.svelte.ts';
import { answer, fakeClient, photo } from '../fake-engine.ts';

const corners = [{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 1, y: 1 }, { x: 0, y: 1 }]; // prettier-ignore
const area: MatchedArea = {
  ...{ map: { xx: 0.5, xy: 0, x0: 0.25, yx: 0, yy: 0.5, y0: 0.25 }, inPicture: corners, inPhoto: corners },
  ...{ pictureShare: 1, photoShare: 0.25, inliers: 40, agreement: 1 },
};
const match = (id: number, kind: Match['kind'] = 'alike'): Match => ({
  ...{ photo: photo(id), distance: 0.5, closeness: 50, kind, reasons: [], stack: null },
});
const answerOf = (...matches: Match[]): SearchAnswer => ({ ...answer(1), matches });
const found = (id: number): Match => ({ ...match(id, 'near-copy'), area });
const part = (lookedAt: number, ...matches: Match[]): LocatedAnswer => ({
  answer: answerOf(...matches),
  ...{ lookedAt, total: 50 },
});

/** A page whose engine gives this answer, and locates these one after the other. */
async function open(first: SearchAnswer, ...located: LocatedAnswer[]) {
  let asked = 0;
  async function* parts(): AsyncGenerator<LocatedAnswer> {
    for (const each of located) yield await Promise.resolve(each);
  }
  const locate = () => {
    asked++;
    return Promise.resolve(parts());
  };
  const openPath = () => Promise.resolve({ id: 'a', name: 'a.jpg', width: 4, height: 3 });
  const run = () => Promise.resolve(first);
  const search = new SearchState(fakeClient({ search: { locate, openPath, run } as never }));
  await search.show({ path: '/a.jpg' });
  const locating = new LocatingState(search);
  const settle = () => new Promise((resolve) => setTimeout(resolve, 20));
  const ids = () => locating.matchesOf(search.answer).map((each) => each.photo.id);
  return { search, locating, settle, ids, askedCount: () => asked };
}

describe('looking for the original behind an answer', () => {
  test('moves what is found ahead of what is not a copy, and says where it lies', async () => {
    const first = answerOf(match(1), match(2), match(3));
    const { search, locating, settle, ids } = await open(
      first,
      part(8, found(3), match(1)),
      part(50, found(3), found(9)),
    );
    locating.start(first, () => true);
    expect(ids()).toEqual([1, 2, 3]);
    await settle();
    expect(ids()).toEqual([3, 9, 1, 2]);
    expect(locating.matchesOf(search.answer)[0]!.area).toEqual(area);
    expect([locating.isLooking, locating.lookedAt, locating.locatedCount]).toEqual([false, 50, 2]);
  });

  test('waits where someone looks further down, until asked', async () => {
    const first = answerOf(match(1), match(2));
    const { locating, settle, ids } = await open(first, part(50, found(2)));
    locating.start(first, () => false);
    await settle();
    expect([ids(), locating.waitingCount]).toEqual([[1, 2], 1]);
    locating.showWaiting();
    expect([ids(), locating.waitingCount]).toEqual([[2, 1], 0]);
  });

  test('is not begun where a sure copy was found, nor twice for one question', async () => {
    const sure = await open(answerOf(match(1, 'near-copy')), part(50, found(2)));
    sure.locating.start(sure.search.answer!, () => true);
    expect(sure.askedCount()).toBe(0);
    const unsure = await open(answerOf(match(1)), part(50));
    unsure.locating.start(unsure.search.answer!, () => true);
    await unsure.settle();
    unsure.locating.start(unsure.search.answer!, () => true);
    expect(unsure.askedCount()).toBe(1);
  });

  test('looks on in a picture that was found to hold a photo, and not for a photo of the library', async () => {
    const inside = { ...match(1, 'near-copy'), reasons: [{ code: 'inside-picture' as const }] };
    const collage = await open(answerOf(inside), part(50, found(2)));
    collage.locating.start(collage.search.answer!, () => true);
    await collage.settle();
    expect(collage.ids()).toEqual([1, 2]);
    const alike = await open(answerOf(match(1)), part(50));
    await alike.search.show({ photo: photo(7) });
    alike.locating.start(alike.search.answer!, () => true);
    expect(alike.askedCount()).toBe(0);
  });

  test('forgets what it found with the question', async () => {
    const first = answerOf(match(1), match(2));
    const { search, locating, settle, ids } = await open(first, part(50, found(2)));
    locating.start(first, () => true);
    await settle();
    await search.show({ photo: photo(7) });
    expect(ids()).toEqual([1, 2]);
  });
});
