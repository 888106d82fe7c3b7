import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { Catalogue } from '../../../../main/engine/library/catalogue.ts';
import { migrate } from '../../../../main/engine/library/migrate.ts';

interface PhotoOptions {
  takenAt?: number;
  folder?: string;
  rootId?: number;
  place?: [latitude: number, longitude: number];
  format?: string;
}

function makeCatalogue() {
  const database = new Database(':memory:');
  migrate(database, { backups: '' });
  database.exec(`INSERT INTO root (id, path, name, added_at) VALUES (1, '/photos', 'photos', 0);
    INSERT INTO root (id, path, name, added_at, state) VALUES (2, '/disk', 'disk', 0, 'offline')`);
  const insertFile = database.prepare(
    `INSERT INTO located_file (root_id, folder, name, size, modified_at, state, photo_id) VALUES (?, ?, ?, 1, 0, 'ready', ?)`,
  );
  const insertPhoto = database.prepare(
    `INSERT INTO photo (id, content_hash, format, width, height, taken_at, latitude, longitude, colour, print)
     VALUES (@id, @hash, @format, 4, 3, @takenAt, @latitude, @longitude, 255, @print)`,
  );
  const addFile = (id: number, name: string, { folder = '', rootId = 1 }: PhotoOptions = {}): void => {
    insertFile.run(rootId, folder, name, id);
  };
  const addPhoto = (id: number, options: PhotoOptions = {}): void => {
    const { format = 'jpeg', takenAt = 0, place: [latitude, longitude] = [null, null] } = options;
    insertPhoto.run({ id, hash: Buffer.from([id]), print: Buffer.alloc(144), format, takenAt, latitude, longitude });
    addFile(id, `${id}.jpg`, options);
  };
  return { catalogue: new Catalogue(database), database, addPhoto, addFile };
}

describe('the timeline', () => {
  it('goes newest first through all pages, each photo once, also those of one moment', () => {
    const { catalogue, addPhoto } = makeCatalogue();
    for (let id = 1; id <= 25; id++) addPhoto(id, { takenAt: Math.floor(id / 4) * 1000 - 3000 });
    const seen: number[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = catalogue.timeline({ limit: 7, cursor });
      expect(page.totalCount).toBe(25);
      seen.push(...page.photos.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => 25 - i));
  });

  it('neither repeats nor hides photos when others come or go between pages', () => {
    const { catalogue, database, addPhoto } = makeCatalogue();
    for (let id = 1; id <= 10; id++) addPhoto(id, { takenAt: id });
    const first = catalogue.timeline({ limit: 5 });
    addPhoto(11, { takenAt: 99 });
    database.exec('DELETE FROM file WHERE photo_id IN (6, 4)');
    const second = catalogue.timeline({ limit: 5, cursor: first.nextCursor! });
    expect(second.photos.map(({ id }) => id)).toEqual([5, 3, 2, 1]);
    expect(second.nextCursor).toBeNull();
  });

  it('refuses a cursor that is not its own', () => {
    expect(() => makeCatalogue().catalogue.timeline({ limit: 5, cursor: "1' OR 1" })).toThrow(
      expect.objectContaining({ code: 'usage' }),
    );
  });
});

describe('a photo with several files', () => {
  it('goes by the one that is at hand', () => {
    const { catalogue, addPhoto, addFile } = makeCatalogue();
    addPhoto(1, { rootId: 2 });
    expect(catalogue.details(1)).toMatchObject({ name: '1.jpg', offline: true, colour: '#0000ff', place: null });
    addFile(1, 'copy.jpg', { folder: 'b/c' });
    expect(catalogue.details(1)).toMatchObject({ name: 'copy.jpg', offline: false });
    expect(catalogue.filesOf(1)).toMatchObject([
      { path: join('/photos', 'b/c', 'copy.jpg'), offline: false },
      { path: join('/disk', '1.jpg'), offline: true },
    ]);
    expect(catalogue.timeline({ limit: 9 }).photos).toMatchObject([{ id: 1, name: 'copy.jpg' }]);
    expect(catalogue.summaries([1, 77])).toEqual(new Map([[1, expect.objectContaining({ name: 'copy.jpg' })]]));
  });

  it('is missing once it has none', () => {
    const { catalogue, database, addPhoto } = makeCatalogue();
    addPhoto(1);
    database.exec('DELETE FROM file');
    expect(() => catalogue.details(1)).toThrow(expect.objectContaining({ code: 'photo-missing' }));
    expect(catalogue.timeline({ limit: 9 })).toEqual({ photos: [], nextCursor: null, totalCount: 0 });
    expect(catalogue.counts().photoCount).toBe(0);
  });
});

describe('filters', () => {
  const { catalogue, addPhoto } = makeCatalogue();
  addPhoto(1, { takenAt: 1000, place: [48.8584, 2.2945], folder: 'paris' }); // Eiffel tower
  addPhoto(2, { takenAt: 2000, place: [48.8606, 2.3376], folder: 'paris/louvre', format: 'png' }); // 3.2 km from it
  addPhoto(3, { takenAt: 3000, place: [-33.8568, 151.2153], folder: 'parish' }); // Sydney
  addPhoto(4, { takenAt: 4000 });

  it.each([
    ['nothing', {}, [1, 2, 3, 4]],
    ['a time, its end left out', { after: 2000, before: 4000 }, [2, 3]],
    ['a place', { near: { latitude: 48.8584, longitude: 2.2945, kilometres: 3.3 } }, [1, 2]],
    ['a nearer place', { near: { latitude: 48.8584, longitude: 2.2945, kilometres: 3.1 } }, [1]],
    ['the other side of the world', { near: { latitude: -33.9, longitude: 151.2, kilometres: 10 } }, [3]],
    ['a folder with those below it', { folder: '/photos/paris' }, [1, 2]],
    ['a folder around the roots', { folder: '/' }, [1, 2, 3, 4]],
    ['a type', { format: 'png' }, [2]],
    ['all at once', { after: 1500, folder: '/photos/paris', format: 'png' }, [2]],
  ])('let pass %s', (_, filter, ids) => {
    const passing = catalogue.photoIdsPassing(filter);
    expect([1, 2, 3, 4].filter((id) => passing.has(id))).toEqual(ids);
    expect(catalogue.countPassing(filter)).toBe(ids.length);
    expect(catalogue.timeline({ limit: 9, filter }).photos.map(({ id }) => id)).toEqual(ids.toReversed());
  });
});
