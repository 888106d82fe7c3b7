// The rows of duplicates: pairs that were verified, what a person decided about pairs, and which photos are still to be looked at.
import type Database from 'better-sqlite3';
import { readPrint } from '../library/print-rows.ts';
import type { CopyVerdict, PictureFacts } from './verdict.ts';

export interface CopyPair extends CopyVerdict {
  readonly firstId: number;
  readonly secondId: number;
}

export interface DuePhoto {
  readonly id: number;
  readonly hash: Uint8Array;
  readonly facts: PictureFacts;
}

interface PairRow extends Omit<CopyPair, 'mirrored'> {
  readonly mirrored: 0 | 1;
}

interface FactsRow extends Omit<PictureFacts, 'shotAt'> {
  readonly id: number;
  readonly hash: Uint8Array;
  readonly takenAt: number;
  readonly takenFrom: string;
}

const facts = `id, content_hash AS hash, print, taken_at AS takenAt, taken_from AS takenFrom, camera_id AS camera`;
const lookedForUpTo = `SELECT count FROM tally WHERE name = 'copies looked for up to'`;
const pairs = `first_id AS firstId, second_id AS secondId, kind, part, share, quarter_turns AS quarterTurns, mirrored, agreement`;
const believedPairs = `SELECT ${pairs} FROM copy_pair
  JOIN photo AS a ON a.id = first_id JOIN photo AS b ON b.id = second_id
  WHERE a.file_count > 0 AND b.file_count > 0 AND NOT EXISTS (
    SELECT 1 FROM not_copies WHERE first_hash = min(a.content_hash, b.content_hash)
      AND second_hash = max(a.content_hash, b.content_hash))`;

const kinds: readonly CopyPair['kind'][] = ['same-picture', 'near-copy'];

export class CopyRows {
  private readonly database: Database.Database;

  constructor(database: Database.Database) {
    this.database = database;
  }

  /** Photos whose copies are still to be looked for, in the order of their ids. */
  due(limit: number): DuePhoto[] {
    const sql = `SELECT ${facts} FROM photo WHERE id > (${lookedForUpTo}) ORDER BY id LIMIT ?`;
    return this.database.prepare<[number], FactsRow>(sql).all(limit).map(toPhoto);
  }

  dueCount(): number {
    const sql = `SELECT count - (SELECT count FROM tally WHERE name = 'copies looked for') FROM tally WHERE name = 'photo'`;
    return this.database.prepare<[], number>(sql).pluck().get()!;
  }

  /** The id of a camera's name; a name that the library never met is itself. */
  cameraId(name: string): number | string {
    const sql = `SELECT id FROM device WHERE kind = 'camera' AND name = ?`;
    return this.database.prepare<[string], number>(sql).pluck().get(name) ?? name;
  }

  photo(id: number): DuePhoto | undefined {
    const row = this.database.prepare<[number], FactsRow>(`SELECT ${facts} FROM photo WHERE id = ?`).get(id);
    return row && toPhoto(row);
  }

  /**
   * What was found about photos that are still there; one transaction, so that a crash costs only what was under way.
   * @param lookedAt the photo up to which, in the order of `due`, all were looked at; undefined when the first was not
   */
  store(found: readonly CopyPair[], lookedAt: number | undefined): void {
    const insert = this.database.prepare(
      `INSERT OR REPLACE INTO copy_pair
         (first_id, second_id, kind, part, share, quarter_turns, mirrored, agreement)
       SELECT @firstId, @secondId, @kind, @part, @share, @quarterTurns, @mirrored, @agreement
       WHERE EXISTS (SELECT 1 FROM photo WHERE id = @firstId) AND EXISTS (SELECT 1 FROM photo WHERE id = @secondId)`,
    );
    this.database.transaction(() => {
      for (const pair of found) insert.run({ ...pair, mirrored: pair.mirrored ? 1 : 0 });
      if (lookedAt !== undefined) this.finishUpTo(lookedAt);
    })();
  }

  private finishUpTo(id: number): void {
    this.database
      .prepare(
        `UPDATE tally SET count = count + (SELECT count(*) FROM photo WHERE id > (${lookedForUpTo}) AND id <= ?)
         WHERE name = 'copies looked for'`,
      )
      .run(id);
    this.database.prepare(`UPDATE tally SET count = ? WHERE name = 'copies looked for up to'`).run(id);
  }

  /** All pairs but those that a person said are none. */
  pairs(): CopyPair[] {
    return this.database.prepare<[], PairRow>(believedPairs).all().map(toPair);
  }

  /** Those of them whose photos are both among these. */
  pairsAmong(photoIds: readonly number[]): CopyPair[] {
    const among = 'SELECT value FROM json_each(@ids)';
    return this.database
      .prepare<{ ids: string }, PairRow>(`${believedPairs} AND first_id IN (${among}) AND second_id IN (${among})`)
      .all({ ids: JSON.stringify(photoIds) })
      .map(toPair);
  }

  pair(one: number, other: number): CopyPair | undefined {
    const row = this.database
      .prepare<[number, number], PairRow>(`SELECT ${pairs} FROM copy_pair WHERE first_id = ? AND second_id = ?`)
      .get(Math.min(one, other), Math.max(one, other));
    return row && toPair(row);
  }

  /** Photos that were found to be copies of this one, itself and no others between them; the surest first. */
  copiesOf(id: number): { id: number; kind: CopyPair['kind'] }[] {
    const sql = `${believedPairs} AND first_id = @id UNION ALL ${believedPairs} AND second_id = @id`;
    return this.database
      .prepare<{ id: number }, PairRow>(sql)
      .all({ id })
      .toSorted((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind) || other.agreement - one.agreement)
      .map(({ firstId, secondId, kind }) => ({ id: firstId === id ? secondId : firstId, kind }));
  }

  /** Photos that several files show. */
  idsWithSeveralFiles(): number[] {
    const sql = 'SELECT id FROM photo INDEXED BY photo_with_several_files WHERE file_count > 1';
    return this.database.prepare<[], number>(sql).pluck().all();
  }

  /** Another number than before says that pairs, decisions or files of a photo changed. */
  get version(): number {
    return this.database.prepare<[], number>(`SELECT count FROM tally WHERE name = 'copies'`).pluck().get()!;
  }

  /** By content and for ever; `areCopies` takes it back. @returns how many pairs were new */
  keepApart(hashes: readonly Uint8Array[]): number {
    const insert = this.database.prepare('INSERT OR IGNORE INTO not_copies VALUES (?, ?, ?)');
    const now = Date.now(); // one decision, by which it can be taken back
    return this.forEachPair(hashes, (first, second) => insert.run(first, second, now).changes);
  }

  areCopies(hashes: readonly Uint8Array[]): number {
    const remove = this.database.prepare('DELETE FROM not_copies WHERE first_hash = ? AND second_hash = ?');
    return this.forEachPair(hashes, (first, second) => remove.run(first, second).changes);
  }

  private forEachPair(
    hashes: readonly Uint8Array[],
    change: (first: Uint8Array, second: Uint8Array) => number,
  ): number {
    const sorted = hashes.toSorted((a, b) => Buffer.compare(a, b));
    let count = 0;
    this.database.transaction(() => {
      sorted.forEach((first, i) => {
        for (const second of sorted.slice(i + 1)) count += change(first, second);
      });
    })();
    return count;
  }
}

function toPair({ mirrored, ...row }: PairRow): CopyPair {
  return { ...row, mirrored: mirrored === 1 };
}

function toPhoto({ id, hash, print, takenAt, takenFrom, camera }: FactsRow): DuePhoto {
  return { id, hash, facts: { print: readPrint(print), shotAt: takenFrom === 'exif' ? takenAt : null, camera } };
}
