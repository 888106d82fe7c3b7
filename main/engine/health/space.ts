// What a library takes on disk, by its parts.
import { stat } from 'node:fs/promises';
import type Database from 'better-sqlite3';
import type { HealthReport } from '../api/health-schemas.ts';
import type { ThumbnailStore } from '../library/thumbnails.ts';

/** Thumbnails whose size is looked at: named by hashes, the first ones are as good as any. */
const MOST_LOOKED_AT = 1000;

/** Cost: the blocks of codes are counted, not their contents, and the features by their number. */
export async function readSpace(
  database: Database.Database,
  thumbnails: Pick<ThumbnailStore, 'list'>,
  { featureCount, dimension }: { readonly featureCount: number; readonly dimension: number },
): Promise<HealthReport['space']> {
  const bytesOf = (sql: string): number => database.prepare<[], number>(sql).pluck().get() ?? 0;
  const codes = bytesOf('SELECT sum(length(ids) + length(codes)) FROM code_block');
  const codebooks = bytesOf('SELECT sum(length(data)) FROM generation');
  const features = featureCount * dimension;
  const used = bytesOf(
    'SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size',
  );
  const mean = await meanThumbnail(thumbnails);
  return {
    ...{ codes, codebooks, features },
    facts: Math.max(0, used - codes - codebooks - features),
    thumbnails: Math.round(mean * featureCount),
  };
}

async function meanThumbnail(thumbnails: Pick<ThumbnailStore, 'list'>): Promise<number> {
  let count = 0;
  let bytes = 0;
  for await (const { hash, path } of thumbnails.list()) {
    const found = hash === null ? null : await stat(path).catch(() => null);
    if (found === null) continue;
    bytes += found.size;
    if (++count === MOST_LOOKED_AT) break;
  }
  return count === 0 ? 0 : bytes / count;
}
