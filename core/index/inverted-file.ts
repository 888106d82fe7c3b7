// The inverted file: for every cell the ids and codes of its photos, in memory, changed one photo at a time.
import { expectInteger, expectLength } from '../checks.ts';
import { unexpected } from '../errors.ts';
import type { CellCode, Generation } from './generation.ts';
import { LARGEST_ID } from './id-set.ts';

/**
 * One cell. Parallel arrays of which the first `count` entries are in use: codes (count, m), ids (count) and what each
 * code brings to every distance, factors (count) and additions (count), see `ScanTerms`. Ids are 32-bit: four billion photos, and half of what doubles would take.
 */
export interface InvertedList {
  readonly count: number;
  readonly ids: Uint32Array;
  readonly codes: Uint8Array;
  readonly factors: Float32Array;
  readonly additions: Float32Array;
}

/** Photos of one cell as they are kept outside this memory: `ids` (count) and, in their order, what a list holds. */
export interface CellCodes {
  readonly cell: number;
  readonly ids: Uint32Array;
  /** Shape (count, m). */
  readonly codes: Uint8Array;
  readonly factors: Float32Array;
  readonly additions: Float32Array;
}

type MutableList = { -readonly [key in keyof InvertedList]: InvertedList[key] };

/** Memory: m + 12 bytes a photo, up to half as much again in reserve, and a map entry from id to cell. */
export class InvertedFile {
  readonly generation: Generation;
  private readonly lists: MutableList[];
  // From id to cell only: the place within a cell is found by looking, in microseconds, and needs no upkeep.
  private readonly cells = new Map<number, number>();

  constructor(generation: Generation) {
    this.generation = generation;
    this.lists = Array.from({ length: generation.nlist }, emptyList);
  }

  /** Photos held. */
  get size(): number {
    return this.cells.size;
  }

  has(id: number): boolean {
    return this.cells.has(id);
  }

  /** The cell that the photo lies in, or undefined. */
  cellOf(id: number): number | undefined {
    return this.cells.get(id);
  }

  /** The list of a cell; valid until the next change. */
  list(cell: number): InvertedList {
    expectInteger('cell', cell, 0, this.lists.length - 1);
    return this.lists[cell]!;
  }

  /** Photos in each cell. */
  counts(): Uint32Array {
    return Uint32Array.from(this.lists, (list) => list.count);
  }

  /** @throws CoreError `id` for an id that is taken, `shape` and `damaged` for a wrong code. Cost O(D). */
  add(id: number, cellCode: CellCode): void {
    expectInteger('id', id, 0, LARGEST_ID);
    if (this.cells.has(id)) throw unexpected('id', 'add', 'an id that is not yet in the index', id);
    const { m } = this.generation;
    expectLength('code', cellCode.code, m);
    const { factor, addition } = this.generation.scanTerms(cellCode);
    const list = this.lists[cellCode.cell]!;
    if (list.count === list.ids.length) grow(list, m, list.count + 1);
    list.ids[list.count] = id;
    list.codes.set(cellCode.code, list.count * m);
    list.factors[list.count] = factor;
    list.additions[list.count] = addition;
    list.count++;
    this.cells.set(id, cellCode.cell);
  }

  /**
   * Adds photos of one cell with the scan terms they were stored with: how a library is opened. The terms are believed.
   * @throws CoreError `id`, `parameter`, `shape`, `damaged`; then nothing is added. Cost O(count m).
   */
  append(batch: CellCodes): void {
    const { cell, ids, codes, factors, additions } = batch;
    const { m, nlist, ksub } = this.generation;
    expectInteger('cell', cell, 0, nlist - 1);
    expectLength('codes', codes, ids.length * m);
    expectLength('factors', factors, ids.length);
    expectLength('additions', additions, ids.length);
    const wrong = ksub === 256 ? undefined : codes.find((byte) => byte >= ksub);
    if (wrong !== undefined) throw unexpected('damaged', 'codes', `indices below ${ksub}`, wrong);
    const taken = ids.find((id) => this.cells.has(id));
    if (taken !== undefined) throw unexpected('id', 'append', 'ids that are not yet in the index', taken);
    const list = this.lists[cell]!;
    const count = list.count + ids.length;
    if (count > list.ids.length) grow(list, m, count);
    list.ids.set(ids, list.count);
    list.codes.set(codes, list.count * m);
    list.factors.set(factors, list.count);
    list.additions.set(additions, list.count);
    list.count = count;
    for (const id of ids) this.cells.set(id, cell);
  }

  /** The last photo of the cell takes the place. Returns whether the id was there. Cost O(photos in the cell). */
  remove(id: number): boolean {
    const cell = this.cells.get(id);
    if (cell === undefined) return false;
    const { m } = this.generation;
    const list = this.lists[cell]!;
    const place = list.ids.indexOf(id);
    const last = list.count - 1;
    list.ids[place] = list.ids[last]!;
    list.codes.copyWithin(place * m, last * m, list.count * m);
    list.factors[place] = list.factors[last]!;
    list.additions[place] = list.additions[last]!;
    list.count = last;
    this.cells.delete(id);
    return true;
  }

  /** Adds the photo, or replaces its code. */
  update(id: number, cellCode: CellCode): void {
    this.remove(id);
    this.add(id, cellCode);
  }
}

function emptyList(): MutableList {
  const none = new Float32Array(0);
  return { count: 0, ids: new Uint32Array(0), codes: new Uint8Array(0), factors: none, additions: none };
}

// By half: adding costs O(1) on average, and no more than a third of the memory lies idle.
function grow(list: MutableList, m: number, needed: number): void {
  const capacity = Math.max(8, needed, Math.ceil(list.count * 1.5));
  const ids = new Uint32Array(capacity);
  const codes = new Uint8Array(capacity * m);
  const factors = new Float32Array(capacity);
  const additions = new Float32Array(capacity);
  ids.set(list.ids);
  codes.set(list.codes);
  factors.set(list.factors);
  additions.set(list.additions);
  Object.assign(list, { ids, codes, factors, additions });
}
