// What a filter could be set to: each value counts exactly the photos that pass once it is set.
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Facet, PhotoFilter } from '../../../../main/engine/api/filter-schemas.ts';
import { Catalogue } from '../../../../main/engine/library/catalogue.ts';
import { migrate } from '../../../../main/engine/library/migrate.ts';

const years = [2006, 2006, 2015, 2019, 2019, 2019];
const folders = ['', 'Trip', 'Trip 2/b', 'Trip/a', 'Trip0', 'Work/x/y'];
const cameras = ['Canon EOS 5D', 'Canon EOS 5D Mark II', 'NIKON D70'];

function openCatalogue(): Catalogue {
  const database = new Database(':memory:');
  migrate(database, { backups: '' });
  database.exec(`INSERT INTO root (id, path, name, added_at) VALUES (1, '/photos', 'photos', 0);
    INSERT INTO root (id, path, name, added_at, state) VALUES (2, '/disk', 'Archive', 0, 'offline')`);
  for (const name of cameras) database.prepare(`INSERT INTO device (kind, name) VALUES ('camera', ?)`).run(name);
  for (let i = 0; i < 60; i++) {
    const id = i + 1;
    const takenAt = new Date(years[i % years.length]!, i % 12, 5).getTime();
    database
      .prepare(
        `INSERT INTO photo (id, content_hash, format, width, height, taken_at, camera_id, rating, colour, print)
         VALUES (?, ?, ?, 4, 3, ?, ?, ?, 0, x'00')`,
      )
      .run(
        id,
        Buffer.from(String(id)),
        i % 7 === 0 ? 'heic' : 'jpeg',
        takenAt,
        1 + (i % 3),
        i % 5 === 0 ? 1 + (i % 4) : null,
      );
    database
      .prepare(
        `INSERT INTO located_file (root_id, folder, name, size, modified_at, state, photo_id) VALUES (?, ?, ?, 1, 0, 'ready', ?)`,
      )
      .run(i % 4 === 0 ? 2 : 1, folders[i % folders.length]!, `${i}.jpg`, id);
  }
  return new Catalogue(database);
}

describe('the values of a filter', () => {
  const catalogue = openCatalogue();
  const facets: Facet[] = ['year', 'folder', 'format', 'camera', 'rating', 'online'];
  const filters: PhotoFilter[] = [{}, { camera: 'Canon' }, { folder: '/photos/Trip', format: 'jpeg' }, { rating: 2 }];

  it('count the photos that pass when they are set beside all other filters', () => {
    for (const facet of facets) {
      for (const filter of filters) {
        for (const value of catalogue.facet(facet, filter)) {
          expect(value.count).toBe(catalogue.countPassing({ ...filter, ...value.filter }));
          expect(value.count).toBeGreaterThan(0);
        }
      }
    }
  });

  it('leave out the facet itself, so that another value can be chosen', () => {
    const chosen = catalogue.facet('format', { format: 'heic' });
    expect(chosen).toEqual(catalogue.facet('format', {}));
  });

  it('are years from the newest, each photo in one of them', () => {
    const found = catalogue.facet('year', {});
    expect(found.map(({ value }) => value)).toEqual(['2019', '2015', '2006']);
    expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(60);
  });

  it('are the roots and the folders directly in them, also where names begin alike', () => {
    const found = catalogue.facet('folder', {}).map(({ value }) => value);
    expect(new Set(found)).toEqual(
      new Set(
        [
          '/photos',
          '/disk',
          ...['Trip', 'Trip 2', 'Trip0', 'Work'].flatMap((name) => [`/photos/${name}`, `/disk/${name}`]),
        ].filter((path) => catalogue.countPassing({ folder: path }) > 0),
      ),
    );
    expect(found.length).toBe(new Set(found).size);
  });

  it('come with the largest number first', () => {
    const counts = catalogue.facet('camera', {}).map(({ count }) => count);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
  });
});
