// Stars that are given, taken back and given again, in order with the questions that were asked meanwhile.
import { beforeEach, describe, expect, test } from 'vitest';
import type { OwnRating, RatedBefore } from '../../../main/engine/api/rating-schemas.ts';
import { NoticeState } from '../../../renderer/state/notice-state.svelte.ts';
import { RatingsState } from '../../../renderer/state/ratings-state.svelte.ts';
import { fakeClient } from '../fake-engine.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('ratings', () => {
  let given: Map<number, OwnRating>;
  let question: object;
  let ratings: RatingsState;
  let notice: NoticeState;
  let ratedCount: number;

  beforeEach(() => {
    given = new Map();
    question = {};
    notice = new NoticeState();
    ratedCount = 0;
    const rate = ({ ids, rating }: { ids: number[]; rating: OwnRating }): Promise<RatedBefore[]> => {
      const before = ids.map((id) => ({ ids: [id], rating: given.get(id) ?? null }));
      for (const id of ids) given.set(id, rating);
      return Promise.resolve(before);
    };
    const client = fakeClient({ photos: { rate: rate } });
    ratings = new RatingsState({ client, notice, question: () => question, rated: () => ratedCount++ });
  });

  test('are told with their number, and taken back step by step', async () => {
    await ratings.rate([1, 2], 4);
    expect(notice.current?.sentence).toBe('4 stars for 2 photos.');
    await ratings.rate([2], 1);
    expect(notice.current?.sentence).toBe('1 star for 1 photo.');
    notice.undo();
    await settled();
    expect([...given]).toEqual([[1, 4], [2, 4]]); // prettier-ignore
    expect(notice.undo()).toBe(false); // the message that they are as before offers nothing
    expect(ratings.undo()).toBe(true);
    await settled();
    expect([...given]).toEqual([[1, null], [2, null]]); // prettier-ignore
    expect(ratings.undo()).toBe(false);
    expect(ratedCount).toBe(4);
  });

  test('are given again, until something else is rated', async () => {
    await ratings.rate([1], 5);
    ratings.undo();
    await settled();
    expect(ratings.redo()).toBe(true);
    await settled();
    expect(given.get(1)).toBe(5);
    ratings.undo();
    await settled();
    await ratings.rate([2], 3);
    expect(ratings.redo()).toBe(false);
    expect([given.get(1), given.get(2)]).toEqual([null, 3]);
  });

  test('wait until a question that was asked since is taken back', async () => {
    const asked = question;
    await ratings.rate([1], 5);
    question = {};
    expect(ratings.undo()).toBe(false);
    question = asked;
    expect(ratings.undo()).toBe(true);
  });

  test('that could not be given are told as that, and leave nothing to take back', async () => {
    const client = fakeClient({ photos: { rate: () => Promise.reject(new Error('gone')) } });
    const failing = new RatingsState({ client, notice, question: () => question, rated: () => undefined });
    await failing.rate([1], 5);
    expect([notice.current?.tone, failing.undo()]).toEqual(['bad', false]);
  });
});
