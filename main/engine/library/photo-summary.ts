// One photo as lists show it. A photo is a content; its name is that of the file that would be opened.
import type { PhotoSummary, Town } from '../api/photo-schemas.ts';

export interface PhotoRow {
  id: number;
  name: string;
  width: number;
  height: number;
  colour: number;
  takenAt: number;
  offline: 0 | 1;
  /** Name, region and country, as JSON. */
  town: string | null;
}

/**
 * Over `photo JOIN file JOIN root`, grouped by photo.id. With one min() SQLite takes the bare columns of that row (its
 * documented rule): the file that is online, the first found of them.
 */
export const summaryColumns = `photo.id, photo.width, photo.height, photo.colour, photo.taken_at AS takenAt, file.name,
  min((root.state = 'offline') * 4611686018427387904 + file.id) >= 4611686018427387904 AS offline,
  (SELECT json_array(place.name, region, country) FROM place WHERE place.id = photo.place_id) AS town`;

export function toSummary({ id, name, width, height, colour, takenAt, offline, town }: PhotoRow): PhotoSummary {
  return { id, name, width, height, colour: toHexColour(colour), takenAt, offline: offline === 1, town: toTown(town) };
}

/** '#rrggbb'. @param colour 0xRRGGBB */
export function toHexColour(colour: number): string {
  return `#${colour.toString(16).padStart(6, '0')}`;
}

function toTown(town: string | null): Town | null {
  if (town === null) return null;
  const [name, region, country] = JSON.parse(town) as [string, string | null, string];
  return { name, region, country };
}
