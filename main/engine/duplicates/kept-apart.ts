// What a person said is no duplicate, decision by decision, so that one can be taken back.
import type Database from 'better-sqlite3';
import type { KeptApart } from '../api/duplicate-schemas.ts';
import type { Catalogue } from '../library/catalogue.ts';

interface DecidedPair {
  readonly decidedAt: number;
  readonly firstHash: Uint8Array;
  readonly secondHash: Uint8Array;
}

/** All decisions, the latest first. A photo that is not in the library now is counted, not named. */
export function readKeptApart(database: Database.Database, catalogue: Catalogue): KeptApart[] {
  const pairs = database
    .prepare<[], DecidedPair>(
      `SELECT decided_at AS decidedAt, first_hash AS firstHash, second_hash AS secondHash
       FROM not_copies ORDER BY decided_at DESC`,
    )
    .all();
  const hashesOf = new Map<number, Map<string, Uint8Array>>();
  for (const { decidedAt, firstHash, secondHash } of pairs) {
    const hashes = hashesOf.get(decidedAt) ?? new Map<string, Uint8Array>();
    for (const hash of [firstHash, secondHash]) hashes.set(Buffer.from(hash).toString('hex'), hash);
    hashesOf.set(decidedAt, hashes);
  }
  return [...hashesOf].map(([decidedAt, hashes]) => {
    const ids = [...hashes.values()].map((hash) => catalogue.photoIdOfHash(hash)).filter((id) => id !== undefined);
    const photos = [...catalogue.summaries(ids).values()];
    return { decidedAt, photos, missingCount: hashes.size - photos.length };
  });
}

/** The photos of this decision may be called copies again. */
export function forgetKeptApart(database: Database.Database, decidedAt: number): void {
  database.prepare('DELETE FROM not_copies WHERE decided_at = ?').run(decidedAt);
}
