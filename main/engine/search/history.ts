// What was searched for, kept in the library so that it can be asked again, also after a restart. It never leaves the computer:
// an export of the library goes without it (library/portable-copy.ts).
import type Database from 'better-sqlite3';
import { LikenessError } from '../api/errors.ts';
import type { PastQuery, RememberedQuestion } from '../api/history-schemas.ts';
import type { QueryPicture, Region } from '../api/search-schemas.ts';
import type { Describer } from '../ingest/describer.ts';
import type { Catalogue } from '../library/catalogue.ts';
import { forgetHistory } from '../library/forget-history.ts';
import type { Queries, ShownPicture } from './queries.ts';

export interface HistoryParts {
  readonly database: Database.Database;
  readonly catalogue: Catalogue;
  readonly describer: Describer;
  readonly queries: Queries;
}

/** Older questions are forgotten. */
const MOST = 100;
/** The side of the largest working pictures, which features are made from: smaller would show, larger nobody needs. */
const KEPT_SIDE = 512;

type Asked = RememberedQuestion['pictures'][number];

/** A picture of a question: a photo of the library, or one from outside, by its content. */
interface NamedPicture {
  readonly role: Asked['role'];
  readonly region: string | null;
  readonly name: string;
  readonly photoId: number | null;
  readonly hash: Uint8Array | null;
}

interface QueryRow {
  readonly id: number;
  readonly askedAt: number;
  readonly filter: string;
}

interface PictureRow extends Omit<NamedPicture, 'hash'> {
  readonly id: number;
  readonly queryId: number;
}

interface ShownRow extends Omit<ShownPicture, 'bytes' | 'feature'> {
  readonly picture: Uint8Array;
  readonly feature: Uint8Array;
}

export class History {
  private readonly parts: HistoryParts;
  private readonly database: Database.Database;

  constructor(parts: HistoryParts) {
    this.parts = parts;
    this.database = parts.database;
  }

  /** A question asked again moves to the front. @throws LikenessError `query-missing`, `photo-missing` and those of decoding */
  async remember({ pictures, filter }: RememberedQuestion): Promise<void> {
    if (pictures.length === 0 && Object.keys(filter).length === 0) return;
    const shown: ShownPicture[] = [];
    const named: NamedPicture[] = [];
    for (const picture of pictures) named.push(await this.name(picture, shown));
    this.database.transaction(() => {
      for (const picture of shown) this.keep(picture);
      this.insert(named, filter);
      this.trim();
    })();
  }

  /** Newest first. */
  list(): PastQuery[] {
    const queries = this.database
      .prepare<[], QueryRow>('SELECT id, asked_at AS askedAt, filter FROM past_query ORDER BY asked_at DESC, id DESC')
      .all();
    const rows = this.database
      .prepare<[], PictureRow>(
        `SELECT id, query_id AS queryId, role, region, name, photo_id AS photoId FROM past_picture ORDER BY position`,
      )
      .all();
    const photos = this.parts.catalogue.summaries(new Set(rows.flatMap(({ photoId }) => photoId ?? [])));
    const pictures = Map.groupBy(rows, ({ queryId }) => queryId);
    return queries.map(({ id, askedAt, filter }) => ({
      id,
      askedAt,
      filter: JSON.parse(filter) as PastQuery['filter'],
      pictures: (pictures.get(id) ?? []).map(({ id, role, region, name, photoId }) => ({
        id,
        role,
        region: region === null ? null : (JSON.parse(region) as Region),
        name,
        photo: photoId === null ? null : (photos.get(photoId) ?? null),
      })),
    }));
  }

  /** Kept for searching again, with the feature that it had. @throws LikenessError `query-missing` and those of describing */
  openPicture(id: number): Promise<QueryPicture> {
    const { picture, feature, ...row } = this.row(id);
    const components = new Float32Array(feature.slice().buffer);
    return this.parts.queries.restore({ ...row, bytes: picture, feature: components });
  }

  /** JPEG. @throws LikenessError `query-missing` */
  picture(id: number): Uint8Array {
    return this.row(id).picture;
  }

  clear(): void {
    forgetHistory(this.database);
  }

  private row(id: number): ShownRow {
    const row = this.database
      .prepare<[number], ShownRow>(
        `SELECT name, past_picture.hash, width, height, picture, print, model, feature
         FROM past_picture JOIN shown_picture ON shown_picture.hash = past_picture.hash WHERE id = ?`,
      )
      .get(id);
    if (row === undefined) {
      throw new LikenessError('query-missing', 'This picture is no longer kept for searching. Show it again.');
    }
    return row;
  }

  /** @param shown gets the pictures that are not kept yet */
  private async name({ role, asked }: Asked, shown: ShownPicture[]): Promise<NamedPicture> {
    const region = asked.region === undefined ? null : JSON.stringify(asked.region);
    if ('photoId' in asked) {
      const { name } = this.parts.catalogue.details(asked.photoId);
      return { role, region, name, photoId: asked.photoId, hash: null };
    }
    const { source, ...facts } = this.parts.queries.shown(asked.pictureId);
    if (!this.isKept(facts.hash)) {
      shown.push({ ...facts, bytes: await this.parts.describer.render(source, { maxSide: KEPT_SIDE }) });
    }
    return { role, region, name: facts.name, photoId: null, hash: facts.hash };
  }

  private isKept(hash: Uint8Array): boolean {
    return this.database.prepare('SELECT 1 FROM shown_picture WHERE hash = ?').get(hash) !== undefined;
  }

  private keep({ hash, width, height, bytes, print, model, feature }: ShownPicture): void {
    this.database
      .prepare('INSERT OR IGNORE INTO shown_picture VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(hash, width, height, bytes, print, model, Buffer.from(feature.slice().buffer));
  }

  private insert(pictures: readonly NamedPicture[], filter: RememberedQuestion['filter']): void {
    const sorted = Object.fromEntries(Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1)));
    const content = JSON.stringify([
      pictures.map(({ role, region, photoId, hash }) => [
        role,
        region,
        photoId,
        hash && Buffer.from(hash).toString('hex'),
      ]),
      sorted,
    ]);
    this.database.prepare('DELETE FROM past_query WHERE content = ?').run(content);
    const { lastInsertRowid: queryId } = this.database
      .prepare('INSERT INTO past_query (asked_at, content, filter) VALUES (?, ?, ?)')
      .run(Date.now(), content, JSON.stringify(sorted));
    const insert = this.database.prepare(
      `INSERT INTO past_picture (query_id, position, role, region, name, photo_id, hash)
       VALUES (@queryId, @position, @role, @region, @name, @photoId, @hash)`,
    );
    pictures.forEach((picture, position) => insert.run({ ...picture, queryId, position }));
  }

  private trim(): void {
    this.database
      .prepare(
        `DELETE FROM past_query WHERE id NOT IN (SELECT id FROM past_query ORDER BY asked_at DESC, id DESC LIMIT ${MOST})`,
      )
      .run();
    this.database
      .prepare(
        'DELETE FROM shown_picture WHERE NOT EXISTS (SELECT 1 FROM past_picture WHERE hash = shown_picture.hash)',
      )
      .run();
  }
}
