// The groups of the library, worked out once and kept until pairs, decisions or files change; read by pages.
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { CopyGroup, CopyGroupPage, CopyKind } from '../api/duplicate-schemas.ts';
import { LikenessError } from '../api/errors.ts';
import type { Catalogue } from '../library/catalogue.ts';
import { groupIntoStars, type Star } from './copy-groups.ts';
import type { CopyRows } from './copy-rows.ts';
import type { CopyFile } from './keep-rules.ts';

/** A star, or one photo alone that several files show. Its id is that of the photo in the middle. */
export interface ListedGroup extends Star {
  readonly kind: CopyKind;
  /** Of all files but the largest. */
  readonly bytes: number;
}

export interface GroupPageOptions {
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly kind?: CopyKind | undefined;
}

interface PhotoSizes {
  /** The one from a camera, then with more pixels, then the older file, is rather in the middle. */
  readonly rank: number;
  readonly sum: number;
  readonly most: number;
}

interface FileRow extends Omit<CopyFile, 'path' | 'offline' | 'hasCamera'> {
  readonly hasCamera: 0 | 1;
  readonly rootPath: string;
  readonly folder: string;
  readonly name: string;
  readonly state: string;
}

export class GroupList {
  private readonly database: Database.Database;
  private readonly rows: CopyRows;
  private readonly catalogue: Catalogue;
  private kept: { version: number; groups: ListedGroup[]; byId: Map<number, ListedGroup> } | null = null;

  constructor(database: Database.Database, rows: CopyRows, catalogue: Catalogue) {
    this.database = database;
    this.rows = rows;
    this.catalogue = catalogue;
  }

  /** Those with the most bytes to win first. Cost after a change: one pass over the pairs. */
  all(): readonly ListedGroup[] {
    return this.current().groups;
  }

  find(id: number): ListedGroup | undefined {
    return this.current().byId.get(id);
  }

  /** @throws LikenessError `usage` */
  page({ cursor, limit, kind }: GroupPageOptions): CopyGroupPage {
    const start = cursor === undefined ? 0 : Number(cursor);
    if (!Number.isInteger(start) || start < 0) {
      throw new LikenessError('usage', 'This page of duplicates does not exist; start again from the first.');
    }
    const all = this.all();
    const groups = kind === undefined ? all : all.filter((group) => group.kind === kind);
    const countOf = (counted: CopyKind): number => all.filter((group) => group.kind === counted).length;
    return {
      groups: groups.slice(start, start + limit).map((group) => this.describe(group)),
      nextCursor: start + limit < groups.length ? String(start + limit) : null,
      totalCount: groups.length,
      bytes: groups.reduce((sum, { bytes }) => sum + bytes, 0),
      countByKind: {
        exact: countOf('exact'),
        'same-picture': countOf('same-picture'),
        'near-copy': countOf('near-copy'),
      },
    };
  }

  /** Files of all its photos, as the rules see them. */
  filesOf({ centre, others }: Star): CopyFile[] {
    const select = this.database.prepare<[number], FileRow>(
      `SELECT file.id, photo.id AS photoId, root.path AS rootPath, folder, file.name, size AS sizeBytes, width, height,
         format, taken_at AS takenAt, modified_at AS modifiedAt, root.state,
         camera_id IS NOT NULL AS hasCamera
       FROM photo JOIN located_file AS file ON file.photo_id = photo.id JOIN root ON root.id = root_id
       WHERE photo.id = ? AND file.state = 'ready' ORDER BY file.id`,
    );
    return [centre, ...others].flatMap((id) =>
      select.all(id).map(({ rootPath, folder, name, state, hasCamera, ...file }) => ({
        ...file,
        path: join(rootPath, folder, name),
        offline: state === 'offline',
        hasCamera: hasCamera === 1,
      })),
    );
  }

  private describe(group: ListedGroup): CopyGroup {
    const summaries = this.catalogue.summaries([group.centre, ...group.others]);
    const files = Map.groupBy(this.filesOf(group), ({ photoId }) => photoId);
    const photos = [...summaries].map(([id, photo]) => {
      const pair = id === group.centre ? undefined : this.rows.pair(group.centre, id);
      const isFirst = pair?.firstId === id;
      return {
        photo,
        format: files.get(id)?.[0]?.format ?? '',
        relation: pair
          ? {
              kind: pair.kind,
              isPart: (pair.part === 'first') === isFirst,
              ...{ share: pair.share, quarterTurns: pair.quarterTurns, mirrored: pair.mirrored },
              agreement: pair.agreement,
            }
          : null,
        files: (files.get(id) ?? []).map(({ id: fileId, path, sizeBytes, modifiedAt, offline }) => {
          return { id: fileId, path, sizeBytes, modifiedAt, offline };
        }),
      };
    });
    return { id: group.centre, kind: group.kind, bytes: group.bytes, photos };
  }

  private current(): NonNullable<GroupList['kept']> {
    const { version } = this.rows;
    if (this.kept?.version === version) return this.kept;
    const groups = this.workOut();
    this.kept = { version, groups, byId: new Map(groups.map((group) => [group.centre, group])) };
    return this.kept;
  }

  private workOut(): ListedGroup[] {
    const sizes = this.sizeReader();
    const pairs = this.rows.pairs();
    const edges = pairs.map(({ firstId, secondId }) => ({ first: firstId, second: secondId }));
    const changed = new Set(pairs.filter(({ kind }) => kind === 'near-copy').map(keyOf));
    const stars = groupIntoStars(edges, (id) => sizes(id).rank);
    const inStars = new Set(stars.flatMap(({ centre, others }) => [centre, ...others]));
    const alone = this.rows.idsWithSeveralFiles().filter((id) => !inStars.has(id));
    return [...stars, ...alone.map((centre) => ({ centre, others: [] }))]
      .map((star) => ({
        ...star,
        kind: kindOf(star, changed),
        bytes: bytesToWin([star.centre, ...star.others].map(sizes)),
      }))
      .sort((a, b) => b.bytes - a.bytes || a.centre - b.centre);
  }

  private sizeReader(): (id: number) => PhotoSizes {
    const known = new Map<number, PhotoSizes>();
    const select = this.database.prepare<[number], PhotoSizes>(
      `SELECT width * height + 1e10 * (camera_id IS NOT NULL) - coalesce(min(modified_at), 0) / 1e13 AS rank, coalesce(sum(size), 0) AS sum, coalesce(max(size), 0) AS most
       FROM photo LEFT JOIN file ON file.photo_id = photo.id WHERE photo.id = ?`,
    );
    return (id) => {
      const sizes = known.get(id) ?? select.get(id)!;
      known.set(id, sizes);
      return sizes;
    };
  }
}

const keyOf = ({ firstId, secondId }: { firstId: number; secondId: number }): string => `${firstId} ${secondId}`;

/** @param changed keys of the pairs that are near-copies */
function kindOf({ centre, others }: Star, changed: ReadonlySet<string>): CopyKind {
  if (others.length === 0) return 'exact';
  const isChanged = (id: number): boolean =>
    changed.has(keyOf({ firstId: Math.min(id, centre), secondId: Math.max(id, centre) }));
  return others.some(isChanged) ? 'near-copy' : 'same-picture';
}

function bytesToWin(photos: readonly PhotoSizes[]): number {
  const sum = photos.reduce((total, photo) => total + photo.sum, 0);
  return sum - Math.max(...photos.map(({ most }) => most));
}
