// The codes of one generation in SQLite, in blocks of one cell (code-block.ts). Everything that writes belongs inside the
// transaction that writes the photo.
import type Database from 'better-sqlite3';
import type { CellCodes } from '../../../core/index.ts';
import type { CodeBlockRow } from './code-block.ts';
import { join, part, photosPerBlock, pick, readBlock, readIds, toRow } from './code-block.ts';

export interface StoredBlock {
  readonly id: number;
  /** Null when the block does not match its checksum: then nothing in it is to be believed, not even the ids. */
  readonly codes: CellCodes | null;
}

export class CodeStore {
  private readonly generation: { readonly id: number; readonly m: number };
  private readonly capacity: number;
  private readonly selectAll;
  private readonly selectOne;
  private readonly selectOpen;
  private readonly selectIds;
  private readonly insert;
  private readonly update;
  private readonly deleteOne;

  constructor(database: Database.Database, generation: { readonly id: number; readonly m: number }) {
    this.generation = generation;
    this.capacity = photosPerBlock(generation.m);
    const columns = 'id, cell, checksum, ids, codes';
    // In the order of the file, not of the cells.
    this.selectAll = database.prepare<[number], CodeBlockRow>(
      `SELECT ${columns} FROM code_block NOT INDEXED WHERE generation_id = ?`,
    );
    this.selectOne = database.prepare<[number], CodeBlockRow>(`SELECT ${columns} FROM code_block WHERE id = ?`);
    this.selectOpen = database.prepare<[number, number, number], CodeBlockRow>(
      `SELECT ${columns} FROM code_block WHERE generation_id = ? AND cell = ? AND length(ids) < ? ORDER BY id DESC LIMIT 1`,
    );
    this.selectIds = database.prepare<[number, number], { id: number; ids: Buffer }>(
      'SELECT id, ids FROM code_block WHERE generation_id = ? AND cell = ?',
    );
    this.insert = database.prepare(
      `INSERT INTO code_block (generation_id, cell, checksum, ids, codes)
       VALUES (@generationId, @cell, @checksum, @ids, @codes)`,
    );
    this.update = database.prepare(
      'UPDATE code_block SET checksum = @checksum, ids = @ids, codes = @codes WHERE id = @id',
    );
    this.deleteOne = database.prepare<[number]>('DELETE FROM code_block WHERE id = ?');
  }

  /** Every block, a row at a time. Nothing may be written meanwhile. */
  *blocks(): Generator<StoredBlock> {
    for (const row of this.selectAll.iterate(this.generation.id)) {
      yield { id: row.id, codes: readBlock(row, this.generation) };
    }
  }

  /** Fills up the cell's open block, then new ones. The photos must not be there yet. */
  append(codes: CellCodes): void {
    const open = this.openBlock(codes.cell);
    let from = 0;
    if (open !== null) {
      from = Math.min(this.capacity - open.codes.ids.length, codes.ids.length);
      this.rewrite(open.id, join(open.codes, part(codes, 0, from)));
    }
    for (; from < codes.ids.length; from += this.capacity) {
      const row = toRow(this.generation.id, part(codes, from, from + this.capacity));
      this.insert.run({ ...row, generationId: this.generation.id });
    }
  }

  /** @param cell that the photo lies in. Cost: the ids of the cell are read, and one block is written. */
  remove(photoId: number, cell: number): void {
    const id = this.blockOf(photoId, cell);
    const row = id === null ? undefined : this.selectOne.get(id);
    const codes = row ? readBlock(row, this.generation) : null;
    // A damaged block is left as it is: signing it anew would make its codes believed.
    if (id === null || codes === null) return;
    if (codes.ids.length === 1) this.removeBlock(id);
    else
      this.rewrite(
        id,
        pick(codes, (each) => each !== photoId),
      );
  }

  removeBlock(id: number): void {
    this.deleteOne.run(id);
  }

  private openBlock(cell: number): { id: number; codes: CellCodes } | null {
    const row = this.selectOpen.get(this.generation.id, cell, 4 * this.capacity);
    const codes = row ? readBlock(row, this.generation) : null;
    return row && codes ? { id: row.id, codes } : null;
  }

  private blockOf(photoId: number, cell: number): number | null {
    for (const { id, ids } of this.selectIds.iterate(this.generation.id, cell)) {
      if (readIds(ids).includes(photoId)) return id;
    }
    return null;
  }

  private rewrite(id: number, codes: CellCodes): void {
    this.update.run({ ...toRow(this.generation.id, codes), id });
  }
}
