// The inverted file of 4-bit codes, as the fast scan reads it: codes in blocks of 32, and for each cell a table that
// takes the place of a number for each code.
import { unexpected } from '../errors.ts';
import { BLOCK_VECTORS, readBlockCode, writeBlockCode } from '../kernels/code-blocks.ts';
import { bytesAt, floatsAt } from '../kernels/kernel-memory.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import { CellLists } from './cell-lists.ts';
import type { Generation } from './generation.ts';

/** A cell as a scan reads it: addresses in kernel memory. Layout of the blocks: kernels/code-blocks.ts. */
export interface BlockList {
  readonly count: number;
  /** u32 (count) */
  readonly ids: number;
  readonly blocks: number;
  /** f32 (m, 16): see `PlacedGeneration.normTable`. */
  readonly norms: number;
}

/** Centroids a part: half a byte. */
const KSUB = 16;
const IDS = 0;
const BLOCKS = 1;

/**
 * Memory: m / 2 + 4 bytes a photo in whole blocks of 32 a cell, up to half as much again in reserve where photos came
 * one by one, 2 to 3 bytes from its id to its cell, and 64 m bytes a cell.
 */
export class BlockFile extends CellLists {
  private readonly room: KernelRoom;
  private readonly norms: number;

  /**
   * @param beside bytes that an entry takes in each further column, behind those of ids and codes
   * @throws CoreError `parameter` for a generation whose ksub is not 16; `memory`. Cost O(nlist D).
   */
  constructor(generation: Generation, kernels: Kernels = createPlainKernels(), beside: readonly number[] = []) {
    const { nlist, m, ksub } = generation;
    if (ksub !== KSUB) throw unexpected('parameter', 'ksub', '16 for codes of four bits a part', ksub);
    super(generation, kernels, { entryBytes: [m / 2, ...beside], unit: BLOCK_VECTORS });
    this.room = new KernelRoom(kernels.memory);
    this.norms = this.room.floats(nlist * m * KSUB);
    for (let cell = 0; cell < nlist; cell++) {
      this.placed.normTable(cell, floatsAt(kernels.memory, this.normsOf(cell), m * KSUB));
    }
  }

  /** The list of a cell; valid until the next change. */
  list(cell: number): BlockList {
    return {
      count: this.columns.count(cell),
      ids: this.columns.column(cell, IDS),
      blocks: this.columns.column(cell, BLOCKS),
      norms: this.normsOf(cell),
    };
  }

  override release(): void {
    super.release();
    this.room.release();
  }

  protected writeCodes(cell: number, place: number, codes: Uint8Array): void {
    const { m } = this.generation;
    const blocks = this.blocks(cell);
    for (let i = 0; i * m < codes.length; i++) {
      writeBlockCode(blocks, m, place + i, codes.subarray(i * m, (i + 1) * m));
    }
  }

  protected readCodes(cell: number): Uint8Array {
    const { m } = this.generation;
    const blocks = this.blocks(cell);
    const codes = new Uint8Array(this.columns.count(cell) * m);
    for (let i = 0; i * m < codes.length; i++) codes.set(readBlockCode(blocks, m, i), i * m);
    return codes;
  }

  protected moveEntry(cell: number, from: number, to: number): void {
    const { m } = this.generation;
    const blocks = this.blocks(cell);
    writeBlockCode(blocks, m, to, readBlockCode(blocks, m, from));
  }

  private blocks(cell: number): Uint8Array {
    const { m } = this.generation;
    const blockCount = Math.ceil(this.columns.count(cell) / BLOCK_VECTORS);
    return bytesAt(this.kernels.memory, this.columns.column(cell, BLOCKS), blockCount * KSUB * m);
  }

  private normsOf(cell: number): number {
    return this.norms + 4 * KSUB * this.generation.m * cell;
  }
}
