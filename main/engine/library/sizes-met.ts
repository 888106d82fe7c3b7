// Which sizes files had that the library met. A size met once is a content not read before: it is described at once, where any
// other file is hashed first, because it may be a copy of what is known. Bits in memory instead of an index, which would take
// thirteen bytes a photo on disk: a size that is taken for met wrongly costs a hash.
import type Database from 'better-sqlite3';

/** Four megabytes of bits. At a million photos one of sixteen new sizes is taken for met; of so many true sizes one of seven is. */
const SIZES = 2 ** 24;
/** Some milliseconds of reading. */
const filesPerTurn = 20_000;

export class SizesMet {
  private readonly database: Database.Database;
  private readonly once = new Uint8Array(SIZES / 8);
  private readonly again = new Uint8Array(SIZES / 8);
  private reading: Generator<void> | null = null;
  private isRead = false;

  constructor(database: Database.Database) {
    this.database = database;
  }

  /** Of a file that comes or changes. Before the files are read there is nothing to note: it will be among them. */
  note(size: number): void {
    if (this.reading !== null) this.count(size);
  }

  /** Of a file that went or is another one now: what it held may turn up under another name. */
  noteDeparted(size: number): void {
    const place = placeOf(size);
    this.again[place >> 3]! |= 1 << (place & 7);
  }

  private count(size: number): void {
    const place = placeOf(size);
    const bits = has(this.once, place) ? this.again : this.once;
    bits[place >> 3]! |= 1 << (place & 7);
  }

  /**
   * Whether more than one file had this size, or may have had it. Each asking reads some of the files there are; until all are
   * read, every size may have been met.
   */
  wereSeveral(size: number): boolean {
    if (!this.isRead) {
      this.reading ??= this.read();
      this.isRead = this.reading.next().done === true;
      if (!this.isRead) return true;
    }
    return has(this.again, placeOf(size));
  }

  private *read(): Generator<void> {
    const select = this.database.prepare<[number, number], { id: number; size: number }>(
      'SELECT id, size FROM file WHERE id > ? ORDER BY id LIMIT ?',
    );
    for (let after = 0; ;) {
      const rows = select.all(after, filesPerTurn);
      for (const { size } of rows) this.count(size);
      if (rows.length < filesPerTurn) return;
      after = rows.at(-1)!.id;
      yield;
    }
  }
}

function placeOf(size: number): number {
  return (size ^ Math.floor(size / SIZES)) & (SIZES - 1);
}

function has(bits: Uint8Array, place: number): boolean {
  return ((bits[place >> 3]! >> (place & 7)) & 1) === 1;
}
