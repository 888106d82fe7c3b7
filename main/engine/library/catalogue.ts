// The photos of the library, to read: pages of the timeline, one photo's details, and what search asks about its matches.
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { IdSet } from '../../../core/index.ts';
import { LikenessError } from '../api/errors.ts';
import type { Facet, FacetValue, PhotoFilter } from '../api/filter-schemas.ts';
import type { Subfolder } from '../api/folder-schemas.ts';
import type { Failure } from '../api/library-schemas.ts';
import type { ListedFile, OutlinePart, PhotoDetails, PhotoSummary, TimelinePage } from '../api/photo-schemas.ts';
import { readFacet } from './facets.ts';
import { readSubfolders } from './folder-tree.ts';
import { readFailures } from './failures.ts';
import { type OutlineOptions, readOutline } from './outline.ts';
import { hasHash } from './photo-hash.ts';
import { countPhotosPassing, readPhotoIdsPassing } from './photo-filter.ts';
import { type PhotoRow, summaryColumns, toSummary } from './photo-summary.ts';
import { readPrint } from './print-rows.ts';
import { readPhotoCount, readTimelinePage, type TimelineOptions } from './timeline.ts';

export type PhotoFile = PhotoDetails['files'][number];

export interface CatalogueCounts {
  photoCount: number;
  failureCount: number;
}

interface DetailsRow extends PhotoRow {
  format: string;
  camera: string | null;
  lens: string | null;
  latitude: number | null;
  longitude: number | null;
  takenOffset: number | null;
  takenFrom: PhotoDetails['takenFrom'];
  rating: number | null;
  isOwnRating: number;
  title: string | null;
  description: string | null;
  keywords: string | null;
}

interface FileRow {
  rootPath: string;
  folder: string;
  name: string;
  size: number;
  state: string;
  drive: string | null;
}

export class Catalogue {
  private readonly database: Database.Database;

  constructor(database: Database.Database) {
    this.database = database;
  }

  /** Cost: none that grows with the library; see migrations/004-tallies.sql. */
  counts(): CatalogueCounts {
    return {
      photoCount: readPhotoCount(this.database) + this.count('SELECT coalesce(sum(new_count), 0) FROM root'),
      failureCount: this.count(`SELECT count FROM tally WHERE name = 'failure'`),
    };
  }

  private count(sql: string): number {
    return this.database.prepare<[], number>(sql).pluck().get()!;
  }

  /** Newest first; `cursor` is the `nextCursor` of the page before. */
  timeline(options: TimelineOptions): TimelinePage {
    return readTimelinePage(this.database, options);
  }

  /** All photos that pass, newest first; see outline.ts. */
  outline(options: OutlineOptions, signal?: AbortSignal): AsyncGenerator<OutlinePart> {
    return readOutline(this.database, options, signal);
  }

  /** What one part of a filter could be set to; see facets.ts. */
  facet(facet: Facet, filter: PhotoFilter): FacetValue[] {
    return readFacet(this.database, facet, filter);
  }

  failures(): Failure[] {
    return readFailures(this.database);
  }

  /** @throws LikenessError `photo-missing` */
  details(id: number): PhotoDetails {
    const row = this.database
      .prepare<[number], DetailsRow>(
        `SELECT ${summaryColumns}, format, camera.name AS camera, lens.name AS lens, latitude, longitude,
           taken_offset AS takenOffset, taken_from AS takenFrom, rating, title, description, keywords,
           EXISTS (SELECT 1 FROM own_rating WHERE content_hash = photo.content_hash) AS isOwnRating
         FROM photo LEFT JOIN device AS camera ON camera.id = camera_id LEFT JOIN device AS lens ON lens.id = lens_id
         JOIN located_file AS file ON file.photo_id = photo.id JOIN root ON root.id = file.root_id
         WHERE photo.id = ? GROUP BY photo.id`,
      )
      .get(id);
    if (!row) throw photoMissing();
    const { latitude, longitude, format, camera, lens, takenOffset, takenFrom, rating } = row;
    const { title, description, keywords } = row;
    const place = latitude !== null && longitude !== null ? { latitude, longitude } : null;
    return {
      ...toSummary(row),
      ...{ format, camera, lens, place, takenOffset, takenFrom, rating, title, description, keywords },
      isOwnRating: row.isOwnRating === 1,
      files: this.filesOf(id),
    };
  }

  /** Every place of this photo, those at hand first. */
  filesOf(id: number): PhotoFile[] {
    return this.database
      .prepare<[number], FileRow>(
        `SELECT root.path AS rootPath, folder, file.name, size, root.state, root.drive
         FROM located_file AS file JOIN root ON root.id = root_id
         WHERE photo_id = ? ORDER BY root.state = 'offline', file.id`,
      )
      .all(id)
      .map(({ rootPath, folder, name, size, state, drive }) => ({
        path: join(rootPath, folder, name),
        folder: join(rootPath, folder),
        name,
        sizeBytes: size,
        offline: state === 'offline',
        drive,
      }));
  }

  /** See folder-tree.ts. */
  subfolders(path: string): Subfolder[] {
    return readSubfolders(this.database, path);
  }

  /** Every file of these photos, in their order. */
  list(ids: readonly number[]): ListedFile[] {
    const dateOf = this.database.prepare<[number], number>('SELECT taken_at FROM photo WHERE id = ?').pluck();
    return ids.flatMap((id) => {
      const takenAt = dateOf.get(id) ?? 0;
      return this.filesOf(id).map(({ name, folder, sizeBytes }) => ({ name, folder, takenAt, sizeBytes }));
    });
  }

  /** Photos that have no file left are not among them. */
  summaries(ids: Iterable<number>): Map<number, PhotoSummary> {
    const select = this.database.prepare<[number], PhotoRow>(
      `SELECT ${summaryColumns} FROM photo JOIN located_file AS file ON file.photo_id = photo.id JOIN root ON root.id = file.root_id
       WHERE photo.id = ? GROUP BY photo.id`,
    );
    return this.lookUp(ids, (id) => {
      const row = select.get(id);
      return row && toSummary(row);
    });
  }

  /** The 12 x 12 luminance prints. */
  prints(ids: Iterable<number>): Map<number, Uint8Array> {
    const select = this.database.prepare<[number], Uint8Array>('SELECT print FROM photo WHERE id = ?').pluck();
    return this.lookUp(ids, (id) => {
      const packed = select.get(id);
      return packed && readPrint(packed);
    });
  }

  /** SHA-256 of each photo's bytes. */
  hashes(ids: Iterable<number>): Map<number, Uint8Array> {
    const select = this.database.prepare<[number], Uint8Array>('SELECT content_hash FROM photo WHERE id = ?').pluck();
    return this.lookUp(ids, (id) => select.get(id));
  }

  private lookUp<T>(ids: Iterable<number>, read: (id: number) => T | undefined): Map<number, T> {
    const found = new Map<number, T>();
    for (const id of ids) {
      const value = read(id);
      if (value !== undefined) found.set(id, value);
    }
    return found;
  }

  /** @param hash SHA-256 of the file's bytes */
  photoIdOfHash(hash: Uint8Array): number | undefined {
    return this.database
      .prepare<[{ hash: Uint8Array }], number>(`SELECT id FROM photo WHERE ${hasHash}`)
      .pluck()
      .get({ hash });
  }

  /** SHA-256 of the photo's bytes. @throws LikenessError `photo-missing` */
  hashOf(id: number): Uint8Array {
    const hash = this.hashes([id]).get(id);
    if (!hash) throw photoMissing();
    return hash;
  }

  photoIdsPassing(filter: PhotoFilter): IdSet {
    return readPhotoIdsPassing(this.database, filter);
  }

  countPassing(filter: PhotoFilter): number {
    return countPhotosPassing(this.database, filter);
  }
}

function photoMissing(): LikenessError {
  return new LikenessError('photo-missing', 'This photo is no longer in the library.');
}
