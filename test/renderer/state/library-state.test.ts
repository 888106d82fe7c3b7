import { flushSync } from 'svelte';
import { describe, expect, test } from 'vitest';
import type { LibraryStatus } from '../../../main/engine/api/schemas.ts';
import { LibraryState } from '../../../renderer/state/library-state.svelte.ts';
import { TimelineState } from '../../../renderer/state/timeline-state.svelte.ts';
import { fakeClient, photo, status } from '../fake-engine.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function watchOf(statuses: LibraryStatus[]) {
  return (() =>
    Promise.resolve(
      (async function* () {
        yield* statuses;
        await Promise.resolve();
      })(),
    )) as never;
}

describe('the library', () => {
  test('follows the stream of statuses', async () => {
    const library = new LibraryState(fakeClient({ library: { watch: watchOf([status(3), status(5)]) } }));
    library.setConnected(true);
    await settled();
    flushSync();
    expect(library.status?.photoCount).toBe(5);
    expect(library.isFirstRun).toBe(false);
  });

  test('keeps what it knows while the engine is away', async () => {
    const library = new LibraryState(fakeClient({ library: { watch: watchOf([status(3)]) } }));
    library.setConnected(true);
    await settled();
    library.setConnected(false);
    expect(library.isConnected).toBe(false);
    expect(library.status?.photoCount).toBe(3);
  });

  test('keeps telling that the engine is lost, however often it is tried, until it is back', () => {
    const library = new LibraryState(fakeClient({ library: { watch: watchOf([status(3)]) } }));
    library.setLost('It does not answer.');
    library.setConnected(false);
    expect(library.lostReason).toBe('It does not answer.');
    library.setConnected(true);
    expect(library.lostReason).toBeNull();
  });

  test('has other photos to show when those that the scan counted have been read', () => {
    const library = new LibraryState(fakeClient({}));
    library.status = { ...status(3), searchableCount: 0 };
    const scanned = library.contentKey;
    library.status = { ...status(3), searchableCount: 3 };
    expect(library.contentKey).not.toBe(scanned);
  });

  test('without any folder it is the first run', async () => {
    const library = new LibraryState(fakeClient({ library: { watch: watchOf([{ ...status(0), roots: [] }]) } }));
    expect(library.isFirstRun).toBe(false);
    library.setConnected(true);
    await settled();
    expect(library.isFirstRun).toBe(true);
  });
});

describe('the timeline', () => {
  test('fetches page after page until there is no more', async () => {
    const cursors: (string | undefined)[] = [];
    const timeline = new TimelineState(
      fakeClient({
        photos: {
          timeline: ((input: { cursor?: string }) => {
            cursors.push(input.cursor);
            const at = Number(input.cursor ?? 0);
            return Promise.resolve({
              photos: [photo(at + 1), photo(at + 2)],
              nextCursor: at < 4 ? String(at + 2) : null,
              totalCount: 6,
            });
          }) as never,
        },
      }),
    );
    timeline.refresh();
    await settled();
    expect(timeline.photos.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(cursors).toEqual([undefined, '2', '4']);
    expect(timeline.state).toBe('ready');
    timeline.stop();
  });

  test('says what went wrong and can be asked again', async () => {
    let isBroken = true;
    const timeline = new TimelineState(
      fakeClient({
        photos: {
          timeline: () =>
            isBroken
              ? Promise.reject(new Error('gone'))
              : Promise.resolve({ photos: [photo(1)], nextCursor: null, totalCount: 1 }),
        },
      }),
    );
    timeline.refresh();
    await settled();
    expect(timeline.failure?.code).toBe('internal');
    timeline.stop();
    isBroken = false;
    timeline.refresh();
    await settled();
    expect(timeline.failure).toBeNull();
    timeline.stop();
  });
});
