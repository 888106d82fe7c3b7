// One photo as lists show it. A photo is a content; its name is that of the file that would be opened.
import type { PhotoSummary } from '../api/schemas.ts';

export interface PhotoRow {
  id: number;
  name: string;
  width: number;
  height: number;
  colour: number;
  takenAt: number;
  offline: 0 | 1;
}

/**
 * Over `photo JOIN file JOIN root`, grouped by photo.id. With one min() SQLite takes the bare columns of that row (its
 * documented rule): the file that is online, the first found of them.
 */
export const summaryColumns = `photo.id, photo.width, photo.height, photo.colour, photo.taken_at AS takenAt, file.name,
  min((root.state = 'offline') * 4611686018427387904 + file.id) >= 4611686018427387904 AS offline`;

export function toSummary({ id, name, width, height, colour, takenAt, offline }: PhotoRow): PhotoSummary {
  return { id, name, width, height, colour: toHexColour(colour), takenAt, offline: offline === 1 };
}

/** '#rrggbb'. @param colour 0xRRGGBB */
export function toHexColour(colour: number): string {
  return `#${colour.toString(16).padStart(6, '0')}`;
}
