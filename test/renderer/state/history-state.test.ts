import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PastQuery } from '../../../main/engine/api/history-schemas.ts';
import { HistoryState, toQuestion } from '../../../renderer/state/history-state.svelte.ts';
import { SearchState } from '../../../renderer/state/search-state.svelte.ts';
import { answer, fakeClient, photo } from '../fake-engine.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function begin() {
  const remembered: unknown[] = [];
  const remember = (question: unknown) => Promise.resolve(void remembered.push(question));
  const opened: unknown[] = [];
  const openPicture = (input: { id: number }) => {
    opened.push(input);
    return Promise.resolve({ id: 'again', name: 'x.jpg', width: 4, height: 3 });
  };
  const client = fakeClient({
    search: { run: () => Promise.resolve(answer(1)) },
    history: { remember, openPicture },
  });
  const search = new SearchState(client);
  return { search, history: new HistoryState(client, search), remembered, opened };
}

test('remembers a question once its answer stood for two seconds, and once only', async () => {
  const { search, history, remembered } = begin();
  await search.show({ photo: photo(3) });
  await search.add({ photo: photo(4) }, 'not');
  history.follow();
  await vi.advanceTimersByTimeAsync(1900);
  expect(remembered).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  history.follow();
  await vi.advanceTimersByTimeAsync(3000);
  expect(remembered).toEqual([
    {
      pictures: [
        { role: 'like', asked: { photoId: 3 } },
        { role: 'not', asked: { photoId: 4 } },
      ],
      filter: {},
    },
  ]);
});

test('does not remember what was passed by, nor the library', async () => {
  const { search, history, remembered } = begin();
  history.follow();
  await search.show({ photo: photo(3) });
  const giveUp = history.follow();
  giveUp();
  await vi.advanceTimersByTimeAsync(3000);
  expect(remembered).toEqual([]);
});

test('asks again with a picture that the engine kept', async () => {
  const { search, opened } = begin();
  const region = { x: 0, y: 0, width: 0.5, height: 0.5 };
  const past: PastQuery = {
    id: 1,
    askedAt: 0,
    filter: { rating: 3 },
    pictures: [
      { id: 7, role: 'like', region, name: 'x.jpg', photo: null },
      { id: 8, role: 'not', region: null, name: 'y.jpg', photo: photo(5) },
    ],
  };
  await search.ask(toQuestion(past));
  expect(opened).toEqual([{ id: 7 }]);
  expect(search.question).toMatchObject({
    filter: { rating: 3 },
    pictures: [{ region, role: 'like' }, { role: 'not' }],
  });
  expect(search.outcome.state).toBe('ready');
});
