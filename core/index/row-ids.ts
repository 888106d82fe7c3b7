// The ids of rows 0, 1, 2, ... in kernel memory, where kernels read them, and the row of each id.
import type { KernelMemory } from '../kernels/kernel-memory.ts';
import { wordsAt } from '../kernels/kernel-memory.ts';
import { GrowingBlock } from './growing-block.ts';
import { IdTable } from './id-table.ts';

/** Memory: 8 bytes an id, up to half as much again in reserve. */
export class RowIds {
  private readonly memory: KernelMemory;
  private readonly block: GrowingBlock;
  private readonly rows = new IdTable(2 ** 32 - 2);

  constructor(memory: KernelMemory) {
    this.memory = memory;
    this.block = new GrowingBlock(memory);
  }

  get size(): number {
    return this.rows.size;
  }

  /** Rows there is room for. */
  get capacity(): number {
    return this.block.capacity / 4;
  }

  /** Address of the ids, u32 (size); changes when it grows. */
  get address(): number {
    return this.block.address;
  }

  /** Memory of the table from id to row, which lies outside the kernel memory. */
  get tableBytes(): number {
    return this.rows.byteLength;
  }

  /** No id that is or was here is larger. */
  get largestId(): number {
    return this.rows.largestId;
  }

  rowOf(id: number): number | undefined {
    return this.rows.get(id);
  }

  /** @throws CoreError `memory` */
  reserve(capacity: number): void {
    this.block.reserve(4 * capacity);
  }

  /** Gives the id the next row, for which there must be room. */
  push(id: number): void {
    wordsAt(this.memory, this.address + 4 * this.size, 1)[0] = id;
    this.rows.set(id, this.size);
  }

  /** The last row's id takes the place. @returns the row that it moved to, or undefined when the id was not there */
  remove(id: number): number | undefined {
    const row = this.rows.get(id);
    if (row === undefined) return undefined;
    const ids = wordsAt(this.memory, this.address, this.size);
    const lastId = ids[this.size - 1]!;
    ids[row] = lastId;
    this.rows.set(lastId, row);
    this.rows.delete(id);
    return row;
  }

  release(): void {
    this.block.release();
  }
}
