import { ORPCError } from '@orpc/client';
import { describe, expect, test } from 'vitest';
import type { PhotoDetails } from '../../../main/engine/api/photo-schemas.ts';
import { ViewerState } from '../../../renderer/state/viewer-state.svelte.ts';
import { deferred, fakeClient, photo } from '../fake-engine.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const details = (id: number): PhotoDetails => ({
  ...photo(id),
  ...{
    format: 'jpeg',
    camera: null,
    lens: null,
    place: null,
    rating: null,
    isOwnRating: false,
    takenOffset: null,
    takenFrom: 'file',
    files: [],
  },
  ...{ title: null, description: null, keywords: null },
});

function wallOf(count: number) {
  const revealed: number[] = [];
  const photos = Array.from({ length: count }, (_, index) => photo(index + 1));
  return { revealed, layout: photos, reveal: (id: number) => void revealed.push(id) };
}

describe('the viewer', () => {
  test('goes from neighbour to neighbour and stops at both ends', () => {
    const viewer = new ViewerState(
      fakeClient({ photos: { details: (input: { id: number }) => Promise.resolve(details(input.id)) } }),
    );
    viewer.open(wallOf(3), 1);
    viewer.move(1);
    expect([viewer.photo?.id, viewer.hasNext]).toEqual([3, false]);
    viewer.move(1);
    expect(viewer.photo?.id).toBe(3);
    viewer.move(-2);
    expect([viewer.photo?.id, viewer.hasPrevious]).toEqual([1, false]);
  });

  test('shows no details of a photo that was left meanwhile', async () => {
    const late = deferred<PhotoDetails>();
    const viewer = new ViewerState(
      fakeClient({
        photos: {
          details: (input: { id: number }) => (input.id === 1 ? late.promise : Promise.resolve(details(2))),
        },
      }),
    );
    viewer.open(wallOf(2), 0);
    viewer.move(1);
    await settled();
    late.resolve(details(1));
    await settled();
    expect(viewer.details?.id).toBe(2);
  });

  test('leads back to the photo that was seen last', () => {
    const wall = wallOf(3);
    const viewer = new ViewerState(fakeClient({ photos: { details: (() => deferred().promise) as never } }));
    viewer.open(wall, 0);
    viewer.move(2);
    viewer.close();
    expect(wall.revealed).toEqual([3]);
    expect(viewer.photo).toBeNull();
  });

  test('keeps the reason why a photo has no details', async () => {
    const refuse = () => Promise.reject(new ORPCError('photo-missing', { message: 'This photo is gone.' }));
    const viewer = new ViewerState(fakeClient({ photos: { details: refuse } }));
    viewer.open(wallOf(1), 0);
    await settled();
    expect(viewer.failure?.sentence).toBe('This photo is gone.');
  });
});
