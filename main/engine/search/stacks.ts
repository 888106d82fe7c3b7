// Which matches are one to a person: copies of each other, as duplicates found them, and shots of one burst. The page folds
// each such stack under the one that ranks first.
import type Database from 'better-sqlite3';
import { dot } from '../../../core/index.ts';
import type { MatchStack } from '../api/search-schemas.ts';
import type { PhotoIndex } from '../index/photo-index.ts';

export interface StackParts {
  readonly database: Database.Database;
  /** Copies that were verified, of these photos among each other. */
  readonly copies: { pairsAmong(photoIds: readonly number[]): Iterable<{ firstId: number; secondId: number }> };
  readonly index: Pick<PhotoIndex, 'feature'>;
}

interface Shot {
  readonly id: number;
  readonly camera: number;
  readonly takenAt: number;
}

/** Between the first and any other shot of a burst, by the clock of one camera. */
const BURST_MS = 10_000;

/**
 * @param rankedIds photos in the order of the answer
 * @param nearEnough squared distance up to which two shots show one scene
 * @returns the stack of each photo that is not alone. Cost: one query for copies, one for times, the features of shots that
 * lie seconds apart
 */
export function stackPhotos(
  { database, copies, index }: StackParts,
  rankedIds: readonly number[],
  nearEnough: number,
): Map<number, MatchStack> {
  const pairs = neighboursOf(copies.pairsAmong(rankedIds));
  const shots = readShots(database, rankedIds);
  const features = new Map<number, Float32Array | null>();
  const featureOf = (id: number): Float32Array | null => {
    if (!features.has(id)) features.set(id, index.feature(id));
    return features.get(id)!;
  };
  const isBurst = (first: Shot, other: Shot): boolean => {
    const [a, b] = [featureOf(first.id), featureOf(other.id)];
    return a !== null && b !== null && 2 - 2 * dot(a, 0, b, 0, a.length) <= nearEnough;
  };
  const stacks = new Map<number, MatchStack>();
  for (const first of rankedIds) {
    if (stacks.has(first)) continue;
    const isFree = (id: number): boolean => id !== first && !stacks.has(id);
    // Every member was held against the first, as in the groups of duplicates: no chain joins what is not alike.
    const copied = [...(pairs.get(first) ?? [])].filter(isFree);
    const shot = shots.byId.get(first);
    const burst = shot ? shots.near(shot).filter((other) => isFree(other.id) && isBurst(shot, other)) : [];
    const kind = burst.length > 0 ? 'burst' : 'copies';
    const members = [...copied, ...burst.map(({ id }) => id)];
    if (members.length > 0) for (const id of [first, ...members]) stacks.set(id, { id: first, kind });
  }
  return stacks;
}

function neighboursOf(pairs: Iterable<{ firstId: number; secondId: number }>): Map<number, Set<number>> {
  const neighbours = new Map<number, Set<number>>();
  const add = (id: number, other: number): void => {
    const known = neighbours.get(id);
    if (known === undefined) neighbours.set(id, new Set([other]));
    else known.add(other);
  };
  for (const { firstId, secondId } of pairs) {
    add(firstId, secondId);
    add(secondId, firstId);
  }
  return neighbours;
}

/** Photos whose camera wrote down when; of others nobody knows whether they are seconds apart. */
function readShots(
  database: Database.Database,
  ids: readonly number[],
): { byId: ReadonlyMap<number, Shot>; near(shot: Shot): Shot[] } {
  const rows = database
    .prepare<[string], Shot>(
      `SELECT photo.id, camera_id AS camera, taken_at AS takenAt FROM json_each(?) JOIN photo ON photo.id = value
       WHERE taken_from = 'exif' AND camera_id IS NOT NULL ORDER BY camera_id, taken_at`,
    )
    .all(JSON.stringify(ids));
  const places = new Map(rows.map(({ id }, place) => [id, place]));
  return {
    byId: new Map(rows.map((shot) => [shot.id, shot])),
    near: (shot) => {
      const found: Shot[] = [];
      const place = places.get(shot.id)!;
      const isNear = (other: Shot | undefined): other is Shot =>
        other !== undefined && other.camera === shot.camera && Math.abs(other.takenAt - shot.takenAt) <= BURST_MS;
      for (let i = place - 1; isNear(rows[i]); i--) found.push(rows[i]!);
      for (let i = place + 1; isNear(rows[i]); i++) found.push(rows[i]!);
      return found;
    },
  };
}
