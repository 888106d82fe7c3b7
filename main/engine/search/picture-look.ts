// What is known of a picture or photo beside its feature: its size, its colour, and when a camera took it.
import type Database from 'better-sqlite3';

export interface PictureLook {
  /** Upright pixels. */
  readonly width: number;
  readonly height: number;
  /** Mean colour, 0xRRGGBB. */
  readonly colour: number;
  /** Milliseconds since 1970 by the camera's clock; null where it did not say. */
  readonly shotAt: number | null;
}

interface LookRow extends Omit<PictureLook, 'shotAt'> {
  readonly id: number;
  readonly takenAt: number;
  readonly takenFrom: string;
}

export function readLooks(database: Database.Database, photoIds: readonly number[]): Map<number, PictureLook> {
  const rows = database
    .prepare<[string], LookRow>(
      `SELECT id, width, height, colour, taken_at AS takenAt, taken_from AS takenFrom
       FROM photo WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(photoIds));
  return new Map(
    rows.map(({ id, takenAt, takenFrom, ...look }) => [id, { ...look, shotAt: takenFrom === 'exif' ? takenAt : null }]),
  );
}

/** Levels between the mean channels: none where there is no colour. */
export function colourSpread({ colour }: PictureLook): number {
  const channels = [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];
  return Math.max(...channels) - Math.min(...channels);
}
