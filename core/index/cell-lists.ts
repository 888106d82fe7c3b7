// What inverted files have in common: for every cell the ids and codes of its photos, in kernel memory, changed one
// photo at a time or filled by the cell. How the codes lie there is up to those that extend it.
import { expectInteger, expectLength } from '../checks.ts';
import { unexpected } from '../errors.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { wordsAt } from '../kernels/kernel-memory.ts';
import type { ColumnLayout } from './cell-columns.ts';
import { CellColumns } from './cell-columns.ts';
import type { CellCode, Generation } from './generation.ts';
import { LARGEST_ID } from './id-set.ts';
import { IdTable } from './id-table.ts';
import { PlacedGeneration } from './placed-generation.ts';

/** Photos of one cell: `ids` (count) and in their order `codes` (count, m), a byte a part. */
export interface CellCodes {
  readonly cell: number;
  readonly ids: Uint32Array;
  readonly codes: Uint8Array;
}

/** The column of ids, u32; what follows it is for the extending class to lay out. */
const IDS = 0;

export abstract class CellLists {
  readonly placed: PlacedGeneration;
  protected readonly columns: CellColumns;
  private readonly cells: IdTable;

  /** @throws CoreError `memory` */
  constructor(generation: Generation, kernels: Kernels, layout: ColumnLayout) {
    this.placed = new PlacedGeneration(generation, kernels);
    const entryBytes = [4, ...layout.entryBytes];
    this.columns = new CellColumns(kernels.memory, generation.nlist, { entryBytes, unit: layout.unit });
    this.cells = new IdTable(generation.nlist - 1);
  }

  get generation(): Generation {
    return this.placed.generation;
  }

  get kernels(): Kernels {
    return this.placed.kernels;
  }

  /** Photos held. */
  get size(): number {
    return this.cells.size;
  }

  /** Memory of the table from id to cell, which lies outside the kernel memory. */
  get tableBytes(): number {
    return this.cells.byteLength;
  }

  /** No id here is larger. */
  get largestId(): number {
    return this.cells.largestId;
  }

  has(id: number): boolean {
    return this.cells.has(id);
  }

  /** The cell that the photo lies in, or undefined. */
  cellOf(id: number): number | undefined {
    return this.cells.get(id);
  }

  /** Photos in each cell. */
  counts(): Uint32Array {
    return Uint32Array.from({ length: this.columns.cellCount }, (_, cell) => this.columns.count(cell));
  }

  /** A copy of what a cell holds. @throws CoreError `parameter` */
  read(cell: number): CellCodes {
    expectInteger('cell', cell, 0, this.generation.nlist - 1);
    return { cell, ids: this.ids(cell).slice(), codes: this.readCodes(cell) };
  }

  /** @throws CoreError `id` for an id that is taken, `shape` and `damaged` for a wrong code, `memory`. Cost O(m). */
  add(id: number, { cell, code }: CellCode): void {
    expectInteger('id', id, 0, LARGEST_ID);
    this.append({ cell, ids: Uint32Array.of(id), codes: code });
  }

  /**
   * Adds photos of one cell: how a library is opened. All of them or none.
   * @throws CoreError `id` for an id that is taken or comes twice; `parameter`, `shape`, `damaged`, `memory`
   * Cost O(count m).
   */
  append({ cell, ids, codes }: CellCodes): void {
    const { m, nlist, ksub } = this.generation;
    expectInteger('cell', cell, 0, nlist - 1);
    expectLength('code', codes, ids.length * m);
    const wrong = ksub === 256 ? undefined : codes.find((byte) => byte >= ksub);
    if (wrong !== undefined) throw unexpected('damaged', 'code', `an index below ${ksub}`, wrong);
    const count = this.columns.count(cell);
    this.columns.resize(cell, count + ids.length);
    try {
      this.claim(ids, cell);
    } catch (error) {
      this.columns.resize(cell, count);
      throw error;
    }
    this.ids(cell).set(ids, count);
    this.writeCodes(cell, count, codes);
  }

  /** The last photo of the cell takes the place. Returns whether the id was there. Cost O(photos in the cell). */
  remove(id: number): boolean {
    const cell = this.cells.get(id);
    if (cell === undefined) return false;
    const ids = this.ids(cell);
    const last = ids.length - 1;
    // The place is found by looking, in about a microsecond, and needs no upkeep.
    const place = ids.indexOf(id);
    ids[place] = ids[last]!;
    this.moveEntry(cell, last, place);
    this.columns.resize(cell, last);
    this.cells.delete(id);
    return true;
  }

  /** Adds the photo, or replaces its code. */
  update(id: number, cellCode: CellCode): void {
    this.remove(id);
    this.add(id, cellCode);
  }

  /** Gives all kernel memory back; the file must not be used afterwards. */
  release(): void {
    this.columns.release();
    this.placed.release();
  }

  /** Writes codes (count, m) from `place` on, for which there is room. */
  protected abstract writeCodes(cell: number, place: number, codes: Uint8Array): void;

  /** All codes of a cell, (count, m). */
  protected abstract readCodes(cell: number): Uint8Array;

  /** Everything but the id of the entry at `from` goes to `to`, before the last entry is given up. */
  protected abstract moveEntry(cell: number, from: number, to: number): void;

  private ids(cell: number): Uint32Array {
    return wordsAt(this.kernels.memory, this.columns.column(cell, IDS), this.columns.count(cell));
  }

  /** Notes where the ids are; none of them if one is taken. */
  private claim(ids: Uint32Array, cell: number): void {
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      if (this.cells.has(id)) {
        for (let j = 0; j < i; j++) this.cells.delete(ids[j]!);
        throw unexpected('id', 'add', 'an id that is not yet in the index', id);
      }
      this.cells.set(id, cell);
    }
  }
}
