// The cells of an inverted file in kernel memory: for each cell some parallel arrays, its columns, that grow together.
import type { KernelMemory } from '../kernels/kernel-memory.ts';
import { bytesAt } from '../kernels/kernel-memory.ts';

export interface ColumnLayout {
  /** Bytes that an entry takes in each column. A column that packs two entries a byte has half a byte. */
  readonly entryBytes: readonly number[];
  /** Entries come in whole numbers of these: 1, or the vectors of a block. */
  readonly unit: number;
}

/**
 * One allocation a cell, its columns one behind the other; an empty cell has none. Capacity grows by half, so an entry
 * costs O(1) on average and at most a third of the memory lies idle.
 */
export class CellColumns {
  private readonly memory: KernelMemory;
  private readonly layout: ColumnLayout;
  private readonly bytesPerEntry: number;
  private readonly counts: Uint32Array;
  private readonly capacities: Uint32Array;
  private readonly addresses: Uint32Array;

  constructor(memory: KernelMemory, cellCount: number, layout: ColumnLayout) {
    this.memory = memory;
    this.layout = layout;
    this.bytesPerEntry = layout.entryBytes.reduce((sum, bytes) => sum + bytes, 0);
    this.counts = new Uint32Array(cellCount);
    this.capacities = new Uint32Array(cellCount);
    this.addresses = new Uint32Array(cellCount);
  }

  get cellCount(): number {
    return this.counts.length;
  }

  count(cell: number): number {
    return this.counts[cell]!;
  }

  /** Address of a column's first entry; valid until the cell is resized. */
  column(cell: number, column: number): number {
    let address = this.addresses[cell]!;
    for (let c = 0; c < column; c++) address += this.layout.entryBytes[c]! * this.capacities[cell]!;
    return address;
  }

  /** Entries that stay keep their values; those that come are to be written. Cost O(1) on average. @throws CoreError `memory` */
  resize(cell: number, count: number): void {
    if (count > this.capacities[cell]!) {
      const byHalf = this.capacities[cell] === 0 ? 0 : Math.ceil(this.capacities[cell]! * 1.5);
      this.move(cell, Math.max(count, byHalf));
    }
    this.counts[cell] = count;
  }

  /** Gives all memory back; every cell is empty then. */
  release(): void {
    for (let cell = 0; cell < this.cellCount; cell++) this.releaseCell(cell);
    this.counts.fill(0);
    this.capacities.fill(0);
    this.addresses.fill(0);
  }

  private move(cell: number, least: number): void {
    const { entryBytes, unit } = this.layout;
    const capacity = Math.ceil(least / unit) * unit;
    const address = this.memory.allocate(capacity * this.bytesPerEntry);
    const bytes = bytesAt(this.memory, 0, this.memory.buffer.byteLength);
    const kept = Math.ceil(this.counts[cell]! / unit) * unit;
    let from = this.addresses[cell]!;
    let to = address;
    for (const width of entryBytes) {
      bytes.copyWithin(to, from, from + kept * width);
      from += this.capacities[cell]! * width;
      to += capacity * width;
    }
    this.releaseCell(cell);
    this.addresses[cell] = address;
    this.capacities[cell] = capacity;
  }

  private releaseCell(cell: number): void {
    if (this.capacities[cell] === 0) return;
    this.memory.release(this.addresses[cell]!, this.capacities[cell]! * this.bytesPerEntry);
  }
}
