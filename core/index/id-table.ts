// A number for every id: the cell a photo is in, or its row. A Map of a million entries would take tens of megabytes.

/** Small, so that ids far apart waste little; large enough that the pages of a million ids in a row are few. */
const PAGE_IDS = 64;

/**
 * Ids 0 .. 2^32 - 1 to numbers 0 .. `largest`. Pages of 64 neighbouring ids in one growing array, and a Map from page to
 * place: for ids in a row 2 bytes each (4 from 65,535 values on) and up to half as much again in reserve; 128 (256)
 * bytes for an id that is alone in its page. A page stays when its ids are removed. Every operation O(1).
 */
export class IdTable {
  private readonly pages = new Map<number, number>();
  /** One more than the value; 0 where there is none. */
  private values: Uint16Array | Uint32Array;
  private count = 0;
  private largest = -1;

  constructor(largest: number) {
    this.values = largest < 0xffff ? new Uint16Array(PAGE_IDS) : new Uint32Array(PAGE_IDS);
  }

  get size(): number {
    return this.count;
  }

  /** No id that is or was here is larger; -1 when there was none. */
  get largestId(): number {
    return this.largest;
  }

  has(id: number): boolean {
    return this.get(id) !== undefined;
  }

  get(id: number): number | undefined {
    const page = this.pages.get(id >>> 6);
    if (page === undefined) return undefined;
    const value = this.values[page + (id & 63)]!;
    return value === 0 ? undefined : value - 1;
  }

  /** Sets or replaces. */
  set(id: number, value: number): void {
    const at = this.pageOf(id >>> 6) + (id & 63);
    if (this.values[at] === 0) this.count++;
    this.values[at] = value + 1;
    if (id > this.largest) this.largest = id;
  }

  /** Returns whether the id was there. */
  delete(id: number): boolean {
    const page = this.pages.get(id >>> 6);
    if (page === undefined || this.values[page + (id & 63)] === 0) return false;
    this.values[page + (id & 63)] = 0;
    this.count--;
    return true;
  }

  private pageOf(number: number): number {
    const found = this.pages.get(number);
    if (found !== undefined) return found;
    const page = this.pages.size * PAGE_IDS;
    if (page === this.values.length) {
      const pageCount = Math.ceil(this.pages.size * 1.5);
      const grown =
        this.values instanceof Uint16Array
          ? new Uint16Array(pageCount * PAGE_IDS)
          : new Uint32Array(pageCount * PAGE_IDS);
      grown.set(this.values);
      this.values = grown;
    }
    this.pages.set(number, page);
    return page;
  }
}
