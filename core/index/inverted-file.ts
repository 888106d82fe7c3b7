// The inverted file of 8-bit codes, as IVFADC scans it: beside each code its id and the one number it brings to every
// distance.
import type { Kernels } from '../kernels/kernels.ts';
import { bytesAt, floatsAt } from '../kernels/kernel-memory.ts';
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import { CellLists } from './cell-lists.ts';
import type { Generation } from './generation.ts';
import { inverseLength } from './generation.ts';

/** A cell as a scan reads it: addresses in kernel memory of ids u32 (count), codes u8 (count, m) and terms f32 (count). */
export interface InvertedList {
  readonly count: number;
  readonly ids: number;
  readonly codes: number;
  /** `Generation.scanTerm` of each code. */
  readonly terms: number;
}

const IDS = 0;
const TERMS = 1;
const CODES = 2;

/**
 * Memory: m + 8 bytes a photo, up to half as much again in reserve where photos came one by one, and 2 to 3 bytes from
 * its id to its cell. The terms are worked out when a cell is first scanned after a change, so that opening a large
 * library does not wait for those of all cells.
 */
export class InvertedFile extends CellLists {
  /** Entries of each cell, from the first on, whose terms are known. */
  private readonly termCounts: Uint32Array;
  private readonly normTable: Float32Array;

  /** @throws CoreError `memory` */
  constructor(generation: Generation, kernels: Kernels = createPlainKernels()) {
    super(generation, kernels, { entryBytes: [4, generation.m], unit: 1 });
    this.termCounts = new Uint32Array(generation.nlist);
    this.normTable = new Float32Array(generation.m * generation.ksub);
  }

  /** The list of a cell, its terms up to date; valid until the next change. */
  list(cell: number): InvertedList {
    const count = this.columns.count(cell);
    if (this.termCounts[cell]! < count) this.completeTerms(cell);
    return {
      count,
      ids: this.columns.column(cell, IDS),
      codes: this.columns.column(cell, CODES),
      terms: this.columns.column(cell, TERMS),
    };
  }

  protected writeCodes(cell: number, place: number, codes: Uint8Array): void {
    const { m } = this.generation;
    bytesAt(this.kernels.memory, this.columns.column(cell, CODES) + m * place, codes.length).set(codes);
  }

  protected readCodes(cell: number): Uint8Array {
    return this.codes(cell).slice();
  }

  protected moveEntry(cell: number, from: number, to: number): void {
    const { m } = this.generation;
    this.codes(cell).copyWithin(to * m, from * m, (from + 1) * m);
    const terms = this.terms(cell);
    terms[to] = terms[from]!;
    // A term that was moved is known if it was known where it came from.
    const known = this.termCounts[cell]!;
    this.termCounts[cell] = known > from ? from : Math.min(known, to);
  }

  /** Cost O(ksub D + count m). */
  private completeTerms(cell: number): void {
    const { m, ksub, training } = this.generation;
    const table = this.normTable;
    this.placed.normTable(cell, table);
    const codes = this.codes(cell);
    const terms = this.terms(cell);
    const coarseNorm = this.placed.coarseNorms[cell]!;
    for (let i = this.termCounts[cell]!, p = i * m; i < terms.length; i++) {
      let norm = coarseNorm;
      for (let j = 0; j < m; j++, p++) norm += table[j * ksub + codes[p]!]!;
      terms[i] = training.unitLength ? inverseLength(norm) : norm;
    }
    this.termCounts[cell] = terms.length;
  }

  private codes(cell: number): Uint8Array {
    const { m } = this.generation;
    return bytesAt(this.kernels.memory, this.columns.column(cell, CODES), this.columns.count(cell) * m);
  }

  private terms(cell: number): Float32Array {
    return floatsAt(this.kernels.memory, this.columns.column(cell, TERMS), this.columns.count(cell));
  }
}
