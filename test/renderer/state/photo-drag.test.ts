import { describe, expect, test, vi } from 'vitest';
import type { DraggedFile } from '../../../main/engine/api/photo-schemas.ts';
import type { EngineClient } from '../../../renderer/connection.ts';
import { PhotoDrag } from '../../../renderer/state/photo-drag.svelte.ts';
import { photo } from '../fake-engine.ts';

const carried: DraggedFile[] = [
  { photoId: 1, name: 'a.jpg', sizeBytes: 3 },
  { photoId: 2, name: 'b.jpg', sizeBytes: 4 },
];
const file = (name: string, size: number) => new File([new Uint8Array(size)], name);
const own = [file('a.jpg', 3), file('b.jpg', 4)];

function begin(dragOut: () => Promise<DraggedFile[]> = () => Promise.resolve(carried)) {
  const tell = vi.fn();
  const asked: unknown[] = [];
  const client = {
    photos: {
      dragOut: (input: unknown) => {
        asked.push(input);
        return dragOut();
      },
    },
  } as unknown as EngineClient;
  const drag = new PhotoDrag({ client, idsWith: () => [1, 2], canDragOut: () => true, tell });
  const preventDefault = vi.fn();
  drag.begin({ preventDefault } as unknown as DragEvent, photo(1));
  return { drag, tell, asked, preventDefault };
}

describe('a drag that the desktop carries', () => {
  test('takes the place of the browser’s own, with all that are selected', () => {
    const { drag, asked, preventDefault } = begin();
    expect(asked).toEqual([{ ids: [1, 2] }]);
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(drag.isUnderWay).toBe(true);
  });

  test('is known again when it is let go over the page', async () => {
    const { drag } = begin();
    expect(await drag.recognise({ kind: 'pictures', files: own })).toEqual({ kind: 'photos', photoIds: [1, 2] });
    expect(drag.isUnderWay).toBe(false);
  });

  test('is not taken for other files that are let go later, or that only have a name in common', async () => {
    const { drag } = begin();
    const other = { kind: 'pictures' as const, files: [file('a.jpg', 5)] };
    expect(await drag.recognise(other)).toBe(other);
    const later = begin().drag;
    later.end();
    const offer = { kind: 'pictures' as const, files: own };
    expect(await later.recognise(offer)).toBe(offer);
  });

  test('says why when there is nothing to carry, and what is dropped then is a picture', async () => {
    const { drag, tell } = begin(() => Promise.reject(new Error('offline')));
    const offer = { kind: 'pictures' as const, files: own };
    expect(await drag.recognise(offer)).toBe(offer);
    expect(tell).toHaveBeenCalledOnce();
  });
});
