import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Match, SearchAnswer } from '../../../main/engine/api/search-schemas.ts';
import { LocatingState } from '../../../renderer/state/locating-state.svelte.ts';
import { ResultsState } from '../../../renderer/state/results-state.svelte.ts';
import { SearchState } from '../../../renderer/state/search-state.svelte.ts';
import { answer, fakeClient, photo } from '../fake-engine.ts';

const match = (id: number, stack: number | null = null): Match => ({
  photo: photo(id),
  distance: 0.5,
  closeness: 50,
  kind: 'alike',
  reasons: [],
  stack: stack === null ? null : { id: stack, kind: 'burst' },
});
const answerOf = (...matches: Match[]): SearchAnswer => ({ ...answer(1), matches });

/** Results of an engine that gives these answers one after the other, on a screen with room for few photos. */
async function open(...answers: SearchAnswer[]) {
  const limits: (number | undefined)[] = [];
  const run = ((input: { limit?: number }) => {
    limits.push(input.limit);
    return Promise.resolve(answers.length > 1 ? answers.shift() : answers[0]);
  }) as never;
  const search = new SearchState(fakeClient({ search: { run } }));
  await search.show({ photo: photo(99) });
  const results = new ResultsState(search, new LocatingState(search));
  results.wall.width = 800;
  results.wall.viewHeight = 240;
  return { search, results, limits };
}
const shown = (results: ResultsState) => results.groups.flatMap((group) => group.shown.map((each) => each.photo.id));

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a stack', () => {
  test('opens and folds by itself, or with all others', async () => {
    const { results } = await open(answerOf(match(1, 1), match(2), match(3, 1)));
    expect(shown(results)).toEqual([1, 2]);
    expect(results.stackOf(1)).toEqual({ count: 2, isOpen: false });
    results.toggleStack(1);
    expect(shown(results)).toEqual([1, 3, 2]);
    results.toggleStack(1);
    results.toggleFolding();
    expect(shown(results)).toEqual([1, 3, 2]);
    results.toggleStack(1);
    expect(shown(results)).toEqual([1, 2]);
  });

  test('is none for a photo that is alone', async () => {
    const { results } = await open(answerOf(match(1), match(2)));
    results.toggleStack(1);
    expect([results.hasStacks, results.stackOf(1)]).toEqual([false, null]);
  });
});

describe('while photos come in', () => {
  const before = answerOf(...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((id) => match(id)));
  const after = answerOf(...[20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 21].map((id) => match(id)));

  test('closer ones wait until they are asked for, and others come in', async () => {
    const { results } = await open(before, after);
    results.refineSoon();
    await vi.advanceTimersByTimeAsync(3000);
    expect(shown(results)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 21]);
    expect(results.heldBackCount).toBe(1);
    await results.refine();
    expect(results.heldBackCount).toBe(1);
    results.showHeldBack();
    expect(shown(results)[0]).toBe(20);
    expect(results.heldBackCount).toBe(0);
  });

  test('many ask once', async () => {
    const { results, limits } = await open(before, after);
    for (let i = 0; i < 10; i++) results.refineSoon();
    await vi.advanceTimersByTimeAsync(3000);
    expect(limits).toHaveLength(2);
  });

  test('the answer to a question that was changed meanwhile is dropped', async () => {
    const { search, results } = await open(before, after, answerOf(match(30)));
    const refined = results.refine();
    void search.show({ photo: photo(98) });
    await refined;
    await vi.advanceTimersByTimeAsync(0);
    expect(shown(results)).toEqual([30]);
  });
});

test('scrolled near the end, results ask for more, and no more than there are', async () => {
  const first = answerOf(...Array.from({ length: 200 }, (_, i) => match(i + 1)));
  const second = answerOf(...Array.from({ length: 350 }, (_, i) => match(i + 1)));
  const { search, results, limits } = await open(first, second);
  expect(results.wantsMore).toBe(false);
  results.wall.scrollTop = results.wall.layout.height - 240;
  expect(results.wantsMore).toBe(true);
  await results.loadMore();
  expect(limits).toEqual([200, 400]);
  expect(shown(results)).toHaveLength(350);
  results.wall.scrollTop = results.wall.layout.height - 240;
  expect(results.wantsMore).toBe(false);
  await search.show({ photo: photo(97) });
  expect(limits.at(-1)).toBe(200);
});
