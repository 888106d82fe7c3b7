// The folders that there is something to learn from, and the photos in each: a photo counts where it lies itself, not in the
// folders above.
import type Database from 'better-sqlite3';
import { Random } from '../../../core/index.ts';

/** In a folder with fewer, there is nothing that its photos have in common to be learned and tried out. */
export const FEWEST_IN_A_FOLDER = 8;
/** One folder alone is told from nothing. */
export const FEWEST_FOLDERS = 2;
/** More would be learned from for minutes; of large folders a part tells as much. */
const MOST_PHOTOS = 6000;

/** Of copies the file that came first counts. */
const FOLDER_OF_PHOTO =
  'SELECT photo_id, root_id, folder, min(id) FROM located_file WHERE photo_id IS NOT NULL GROUP BY photo_id';

export interface LabelledFolder {
  readonly rootId: number;
  /** Relative to the root. */
  readonly folder: string;
  readonly photoIds: readonly number[];
}

/** With at least so many photos; in each at most an equal share of what is learned from at all, drawn by chance. Cost: the file rows are read. */
export function readLabelledFolders(database: Database.Database, seed: number): LabelledFolder[] {
  const rows = database
    .prepare<[], { rootId: number; folder: string; photoId: number }>(
      `SELECT root_id AS rootId, folder, photo_id AS photoId FROM (${FOLDER_OF_PHOTO})
       ORDER BY root_id, folder, photo_id`,
    )
    .all();
  const folders = new Map<string, LabelledFolder & { photoIds: number[] }>();
  for (const { rootId, folder, photoId } of rows) {
    const key = `${rootId}/${folder}`;
    const known = folders.get(key) ?? { rootId, folder, photoIds: [] };
    known.photoIds.push(photoId);
    folders.set(key, known);
  }
  const large = [...folders.values()].filter(({ photoIds }) => photoIds.length >= FEWEST_IN_A_FOLDER);
  const most = Math.max(FEWEST_IN_A_FOLDER, Math.floor(MOST_PHOTOS / Math.max(1, large.length)));
  const random = new Random(seed);
  return large.slice(0, Math.floor(MOST_PHOTOS / FEWEST_IN_A_FOLDER)).map(({ photoIds, ...rest }) => {
    const chosen =
      photoIds.length > most ? Array.from(random.sample(photoIds.length, most), (i) => photoIds[i]!) : photoIds;
    return { ...rest, photoIds: chosen };
  });
}

export function countLabelledFolders(database: Database.Database): number {
  return database
    .prepare<[number], number>(
      `SELECT count(*) FROM (SELECT 1 FROM (${FOLDER_OF_PHOTO}) GROUP BY root_id, folder HAVING count(*) >= ?)`,
    )
    .pluck()
    .get(FEWEST_IN_A_FOLDER)!;
}
