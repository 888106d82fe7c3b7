// Metadata in the columns of `photo`; the tables of places and words follow by triggers (migrations/007-metadata.sql).
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { datePhoto, type PhotoMetadata } from './photo-metadata.ts';

/** The file that speaks for a photo: the one that is opened. */
export interface MetadataFile {
  id: number;
  name: string;
  path: string;
  size: number;
  modifiedAt: number;
  sidecarPath: string | null;
  sidecarModifiedAt: number | null;
}

export interface DuePhoto {
  photoId: number;
  file: MetadataFile;
}

export const metadataColumns = [
  ...['taken_at', 'taken_offset', 'taken_from', 'latitude', 'longitude', 'camera_id', 'lens_id', 'rating'],
  ...['orientation', 'title', 'description', 'keywords', 'metadata_due'],
] as const;

export type MetadataRow = Record<(typeof metadataColumns)[number], string | number | null>;

interface DueRow extends Omit<MetadataFile, 'path' | 'sidecarPath'> {
  photoId: number;
  rootPath: string;
  folder: string;
  sidecar: string | null;
}

export class MetadataRows {
  private readonly database: Database.Database;
  private readonly insertDevice;
  private readonly selectDevice;

  constructor(database: Database.Database) {
    this.database = database;
    this.insertDevice = database.prepare<[string, string]>(
      'INSERT INTO device (kind, name) VALUES (?, ?) ON CONFLICT DO NOTHING',
    );
    this.selectDevice = database
      .prepare<[string, string], number>('SELECT id FROM device WHERE kind = ? AND name = ?')
      .pluck();
  }

  /** The columns of a photo, by name. Writes the names of a camera and a lens that were not met before. */
  toRow(metadata: PhotoMetadata, file: { name: string; modifiedAt: number }): MetadataRow {
    const { at, offset, from } = datePhoto(metadata, file);
    const { latitude, longitude, rating, orientation, title, description, keywords } = metadata;
    return {
      ...{ taken_at: at, taken_offset: offset, taken_from: from, latitude, longitude, rating, orientation },
      ...{ title, description, keywords, metadata_due: 0 },
      camera_id: this.deviceId('camera', metadata.camera),
      lens_id: this.deviceId('lens', metadata.lens),
    };
  }

  private deviceId(kind: 'camera' | 'lens', name: string | null): number | null {
    if (name === null) return null;
    this.insertDevice.run(kind, name);
    return this.selectDevice.get(kind, name)!;
  }

  /** A file joined a photo that was known: what it is called and what lies beside it may tell more. */
  fileJoined(photoId: number, fileId: number): void {
    this.database
      .prepare(
        `UPDATE photo SET metadata_due = 1 WHERE id = ? AND
           (taken_from IN ('name', 'file') OR EXISTS (SELECT 1 FROM file WHERE id = ? AND sidecar IS NOT NULL))`,
      )
      .run(photoId, fileId);
  }

  /** Photos to be read again, by id, with the file that is opened; those that lie offline wait. */
  due(after: number, limit: number): DuePhoto[] {
    return this.database
      .prepare<[number, number], DueRow>(
        `SELECT photo.id AS photoId, min(file.id) AS id, file.name, size, modified_at AS modifiedAt, folder, sidecar,
           sidecar_modified_at AS sidecarModifiedAt, root.path AS rootPath
         FROM photo INDEXED BY photo_with_metadata_due CROSS JOIN located_file AS file ON file.photo_id = photo.id AND file.state = 'ready'
         JOIN root ON root.id = root_id AND root.state = 'online'
         WHERE metadata_due = 1 AND photo.id > ? GROUP BY photo.id ORDER BY photo.id LIMIT ?`,
      )
      .all(after, limit)
      .map(({ photoId, rootPath, folder, sidecar, ...file }) => ({
        photoId,
        file: {
          ...file,
          path: join(rootPath, folder, file.name),
          sidecarPath: sidecar === null ? null : join(rootPath, folder, sidecar),
        },
      }));
  }

  /** Also of those that wait offline. Cost: a walk over the index of those due. */
  dueCount(): number {
    return this.database.prepare<[], number>('SELECT count(*) FROM photo WHERE metadata_due = 1').pluck().get()!;
  }

  /** @param metadata null leaves what is there: the file cannot be read. A photo whose file changed meanwhile stays due. */
  write({ photoId, file }: DuePhoto, metadata: PhotoMetadata | null): void {
    const isAsRead = this.database
      .prepare(`SELECT 1 FROM file WHERE id = ? AND photo_id = ? AND modified_at = ? AND sidecar_modified_at IS ?`)
      .get(file.id, photoId, file.modifiedAt, file.sidecarModifiedAt);
    if (!isAsRead) return;
    const row = metadata === null ? { metadata_due: 0 } : this.toRow(metadata, file);
    const assignments = Object.keys(row).map((column) => `${column} = @${column}`);
    this.database.prepare(`UPDATE photo SET ${assignments.join(', ')} WHERE id = @id`).run({ ...row, id: photoId });
  }
}
