// Gathers codes as they are made, photo after photo, and hands them out cell by cell, so that each block is written once.
import type { CellCode, CellCodes } from '../../../core/index.ts';

export class CodesByCell {
  private readonly m: number;
  private readonly cells: Uint32Array;
  private readonly ids: Uint32Array;
  private readonly codes: Uint8Array;
  private count = 0;

  /** @param m bytes of a code. @param capacity photos that may be added */
  constructor(m: number, capacity: number) {
    this.m = m;
    this.cells = new Uint32Array(capacity);
    this.ids = new Uint32Array(capacity);
    this.codes = new Uint8Array(capacity * m);
  }

  get isFull(): boolean {
    return this.count === this.ids.length;
  }

  add(photoId: number, { cell, code }: CellCode): void {
    const place = this.count++;
    this.cells[place] = cell;
    this.ids[place] = photoId;
    this.codes.set(code, place * this.m);
  }

  /** What was added since the last time, cell by cell; within a cell in the order of adding. */
  take(): CellCodes[] {
    const order = Uint32Array.from({ length: this.count }, (_, place) => place);
    order.sort((a, b) => this.cells[a]! - this.cells[b]! || a - b);
    const batches: CellCodes[] = [];
    for (let from = 0; from < this.count;) {
      const cell = this.cells[order[from]!]!;
      let to = from + 1;
      while (to < this.count && this.cells[order[to]!] === cell) to++;
      batches.push(this.gather(cell, order.subarray(from, to)));
      from = to;
    }
    this.count = 0;
    return batches;
  }

  private gather(cell: number, places: Uint32Array): CellCodes {
    const { m } = this;
    const codes = new Uint8Array(places.length * m);
    places.forEach((place, i) => codes.set(this.codes.subarray(place * m, (place + 1) * m), i * m));
    return { cell, codes, ids: places.map((place) => this.ids[place]!) };
  }
}
