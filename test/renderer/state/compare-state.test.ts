import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../../main/engine/api/compare-schemas.ts';
import { CompareState } from '../../../renderer/state/compare-state.svelte.ts';
import { PhotoQuery } from '../../../renderer/state/query.svelte.ts';
import { SearchState } from '../../../renderer/state/search-state.svelte.ts';
import { wholeView } from '../../../renderer/layout/compare.ts';
import { deferred, fakeClient, photo } from '../fake-engine.ts';

const side = { name: 'a.jpg', format: 'jpeg', width: 4, height: 3, sizeBytes: 9, takenAt: null, camera: null };
const apart: Comparison = { picture: side, photo: side, overlap: null, areTwoShots: false };
const over: Comparison = {
  ...apart,
  overlap: {
    map: { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 },
    ...{ quarterTurns: 0, mirrored: false, turn: 0, part: 'picture', share: 1, agreement: 1, colours: 'same' },
  },
};

type Compare = (input: { picture: unknown; photoId: number }) => Promise<Comparison>;

function comparing(compare: Compare) {
  const client = fakeClient({ search: { compare: compare } });
  return new CompareState(client, new SearchState(client));
}

const photos = [1, 2, 3].map((id) => ({ photo: photo(id), match: null }));
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('comparing', () => {
  test('aligns where the engine found an overlap, until the person does not want it', async () => {
    const state = comparing(() => Promise.resolve(over));
    state.open({ pictures: [new PhotoQuery(photo(9))], photos, index: 1 });
    expect(state.isAligned).toBe(false);
    await settled();
    expect(state.isAligned).toBe(true);
    state.wantsAlign = false;
    expect(state.isAligned).toBe(false);
  });

  test('takes, of several pictures, the first that the photo is a copy of', async () => {
    const state = comparing(({ picture }) =>
      Promise.resolve((picture as { photoId: number }).photoId === 8 ? over : apart),
    );
    state.open({ pictures: [new PhotoQuery(photo(9)), new PhotoQuery(photo(8))], photos, index: 0 });
    await settled();
    expect(state.picture?.name).toBe('photo-8.jpg');
    expect(state.overlap).not.toBeNull();
  });

  test('shows what is known of both where none is a copy', async () => {
    const state = comparing(() => Promise.resolve(apart));
    state.open({ pictures: [new PhotoQuery(photo(9)), new PhotoQuery(photo(8))], photos, index: 0 });
    await settled();
    expect(state.picture?.name).toBe('photo-9.jpg');
    expect(state.comparison).toEqual(apart);
  });

  test('goes from photo to photo, no farther than there are, and ignores what comes late', async () => {
    const late = deferred<Comparison>();
    const state = comparing(({ photoId }) => (photoId === 1 ? late.promise : Promise.resolve(apart)));
    state.open({ pictures: [new PhotoQuery(photo(9))], photos, index: 0 });
    state.move(-1);
    expect(state.index).toBe(0);
    state.view = { zoom: 3, by: { x: 1, y: 1 } };
    state.move(1);
    expect(state.view).toEqual(wholeView);
    late.resolve(over);
    await settled();
    expect(state.current?.photo.id).toBe(2);
    expect(state.overlap).toBeNull();
  });

  test('shows the photo that was compared last where it came from', () => {
    const revealed: number[] = [];
    const state = comparing(() => Promise.resolve(apart));
    state.open({ pictures: [new PhotoQuery(photo(9))], photos, index: 0, reveal: (id) => revealed.push(id) });
    state.move(2);
    state.close();
    expect(revealed).toEqual([3]);
    expect(state.isOpen).toBe(false);
  });

  test('says what went wrong, and goes on with the next photo', async () => {
    const state = comparing(({ photoId }) =>
      photoId === 1 ? Promise.reject(new Error('gone')) : Promise.resolve(over),
    );
    state.open({ pictures: [new PhotoQuery(photo(9))], photos, index: 0 });
    await settled();
    expect(state.failure).not.toBeNull();
    state.move(1);
    expect(state.failure).toBeNull();
    await settled();
    expect(state.isAligned).toBe(true);
  });
});
