// A small engine for the page's state classes: every call is answered by what a test gives, the rest refuses.
import type { LibraryStatus } from '../../main/engine/api/library-schemas.ts';
import type { OutlinePart, PhotoSummary } from '../../main/engine/api/photo-schemas.ts';
import type { SearchAnswer } from '../../main/engine/api/search-schemas.ts';
import type { EngineClient } from '../../renderer/connection.ts';

type Calls = { [Area in keyof EngineClient]?: Partial<EngineClient[Area]> };

export function fakeClient(calls: Calls): EngineClient {
  const areas = { library: {}, roots: {}, reading: {}, photos: {}, search: {}, ...calls };
  return areas as EngineClient;
}

export const photo = (id: number): PhotoSummary => ({
  id,
  name: `photo-${id}.jpg`,
  width: 400,
  height: 300,
  colour: '#808080',
  takenAt: new Date(2019, 8, 14).getTime() - id * 3_600_000,
  offline: false,
  town: null,
});

/** Days with the photos on them, each three by four. */
export function outlinePart(days: readonly (readonly [start: number, ids: readonly number[]])[]): OutlinePart {
  const ids = days.flatMap(([, of]) => of);
  const toBase64 = (numbers: Uint32Array | Uint16Array) => btoa(String.fromCharCode(...new Uint8Array(numbers.buffer)));
  return {
    days: days.map(([start, of]) => ({ start, time: start + 1000, count: of.length })),
    ids: toBase64(Uint32Array.from(ids)),
    aspects: toBase64(Uint16Array.from(ids, () => 1333)),
  };
}

export const answer = (photoId: number): SearchAnswer => ({
  matches: [{ photo: photo(photoId), distance: 0.1, closeness: 92.4, kind: 'near-copy', reasons: [], stack: null }],
  folders: [],
  searchedCount: 10,
  passingCount: 10,
  totalCount: 12,
  offlineRootCount: 0,
  isCalibrated: false,
  mode: 'quick',
  milliseconds: { describe: 20, scan: 1, total: 22 },
});

export const status = (photoCount: number): LibraryStatus => ({
  photoCount,
  searchableCount: photoCount,
  failureCount: 0,
  offlineRootCount: 0,
  roots: [
    {
      id: 1,
      name: 'Pictures',
      path: '/p',
      state: 'online',
      drive: null,
      isNetwork: false,
      isSample: false,
      photoCount,
      seenAt: 1_600_000_000_000,
    },
  ],
  reading: {
    state: 'idle',
    doneCount: 0,
    totalCount: 0,
    photosPerSecond: null,
    secondsLeft: null,
    effort: 'balanced',
    isQuiet: false,
  },
  index: { generation: 1, origin: 'starting', state: 'ready', nlist: 8, m: 16, bytesPerPhoto: 24, kernels: 'SIMD' },
  replacement: null,
  host: { canChooseFolder: false, canShowInFolder: false, canOpenFile: false, canDragOut: false },
});

/** A promise that a test settles when it wants to. */
export function deferred<Value>() {
  let resolve!: (value: Value) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<Value>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
