import { ORPCError } from '@orpc/client';
import { describe, expect, test } from 'vitest';
import type { SearchAnswer } from '../../../main/engine/api/search-schemas.ts';
import { ConnectionLost } from '../../../renderer/connection.ts';
import { SearchState } from '../../../renderer/state/search-state.svelte.ts';
import { answer, deferred, fakeClient, photo } from '../fake-engine.ts';

type Run = ReturnType<typeof fakeClient>['search']['run'];
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
/** Of the first picture in the tray. */
const shownName = (search: SearchState) => search.question.pictures[0]?.query.name;
const picture = () => new File([new Uint8Array(4)], 'shown.png', { type: 'image/png' });

/** A search whose answers a test gives by hand, in any order. */
function startSearch() {
  const asked: { photoId: number; signal: AbortSignal | undefined; give: ReturnType<typeof deferred<SearchAnswer>> }[] =
    [];
  const run = ((input: { query: { photoId: number } }, options?: { signal?: AbortSignal }) => {
    const give = deferred<SearchAnswer>();
    asked.push({ photoId: input.query.photoId, signal: options?.signal, give });
    return give.promise;
  }) as unknown as Run;
  return { search: new SearchState(fakeClient({ search: { run } })), asked };
}

describe('a search', () => {
  test('goes from idle by searching to ready', async () => {
    const { search, asked } = startSearch();
    expect(search.outcome.state).toBe('idle');
    void search.show({ photo: photo(1) });
    expect(search.outcome).toMatchObject({ state: 'searching', previous: null });
    asked[0]?.give.resolve(answer(7));
    await settled();
    expect(search.outcome).toMatchObject({ state: 'ready' });
    expect(search.answer?.matches[0]?.photo.id).toBe(7);
  });

  test('keeps the old results while a new one is under way', async () => {
    const { search, asked } = startSearch();
    void search.show({ photo: photo(1) });
    asked[0]?.give.resolve(answer(7));
    await settled();
    void search.show({ photo: photo(2) });
    expect(shownName(search)).toBe('photo-2.jpg');
    expect(search.answer?.matches[0]?.photo.id).toBe(7);
  });

  test('aborts the one before and ignores its late answer', async () => {
    const { search, asked } = startSearch();
    void search.show({ photo: photo(1) });
    void search.show({ photo: photo(2) });
    expect(asked[0]?.signal?.aborted).toBe(true);
    asked[1]?.give.resolve(answer(20));
    asked[0]?.give.resolve(answer(10));
    await settled();
    expect(search.answer?.matches[0]?.photo.id).toBe(20);
  });

  test('keeps the old results when the engine is lost, and can be repeated', async () => {
    const { search, asked } = startSearch();
    void search.show({ photo: photo(1) });
    asked[0]?.give.resolve(answer(7));
    await settled();
    search.repeat('thorough');
    asked[1]?.give.reject(new ConnectionLost('It was interrupted.'));
    await settled();
    expect(search.outcome).toMatchObject({ state: 'failed', failure: { code: 'connection-lost' } });
    expect(search.answer?.matches[0]?.photo.id).toBe(7);
    search.repeat();
    asked[2]?.give.resolve(answer(8));
    await settled();
    expect(search.answer?.matches[0]?.photo.id).toBe(8);
  });

  test('ends with the sentence of the engine when it fails, and shows no results of another picture', async () => {
    const { search, asked } = startSearch();
    void search.show({ photo: photo(1) });
    asked[0]?.give.reject(new ORPCError('not-a-picture', { message: 'This is not a picture.' }));
    await settled();
    expect(search.outcome).toMatchObject({
      state: 'failed',
      failure: { code: 'not-a-picture', sentence: 'This is not a picture.' },
    });
    expect(search.answer).toBeNull();
  });

  test('shows a picture again that the engine has forgotten, once', async () => {
    let opened = 0;
    let runs = 0;
    const search = new SearchState(
      fakeClient({
        search: {
          open: () => Promise.resolve({ id: `q${++opened}`, name: 'x', width: 4, height: 3 }),
          run: () => {
            runs++;
            return runs === 2 ? Promise.reject(new ORPCError('query-missing')) : Promise.resolve(answer(1));
          },
        },
      }),
    );
    await search.show({ file: picture() });
    search.repeat();
    await settled();
    expect(search.outcome.state).toBe('ready');
    expect([opened, runs]).toEqual([2, 3]);
  });
});

describe('the history of searches', () => {
  test('goes back to the library and forward again', async () => {
    const { search } = startSearch();
    expect(search.canGoBack).toBe(false);
    void search.show({ photo: photo(1) });
    void search.show({ photo: photo(2) });
    search.back();
    expect(shownName(search)).toBe('photo-1.jpg');
    search.back();
    expect(search.hasPictures).toBe(false);
    expect([search.canGoBack, search.canGoForward]).toEqual([false, true]);
    search.forward();
    expect(shownName(search)).toBe('photo-1.jpg');
    await settled();
  });

  test('brings a cleared search back', () => {
    const { search } = startSearch();
    void search.show({ photo: photo(1) });
    void search.clear();
    expect(search.outcome.state).toBe('idle');
    search.back();
    expect(shownName(search)).toBe('photo-1.jpg');
  });

  test('forgets what lay ahead when a new search begins', () => {
    const { search } = startSearch();
    void search.show({ photo: photo(1) });
    search.back();
    void search.show({ photo: photo(2) });
    expect(search.canGoForward).toBe(false);
  });
});
