import { flushSync } from 'svelte';
import { describe, expect, test } from 'vitest';
import type { LibraryStatus } from '../../../main/engine/api/library-schemas.ts';
import { LibraryState } from '../../../renderer/state/library-state.svelte.ts';
import { fakeClient, status } from '../fake-engine.ts';

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
