// A number for every id: the cell a photo is in, or its row. A Map of a million entries would take tens of megabytes, and
// ten times as long to look into.

/** Small, so that ids far apart waste little; large enough that the pages of a million ids in a row are few. */
const PAGE_IDS = 64;
/** Pages of ids below 2^26 are found by an array, others by a Map, which takes ten times as long. */
const LISTED_PAGES = 2 ** 20;

/**
 * Ids 0 .. 2^32 - 1 to numbers 0 .. `largest`. Pages of 64 neighbouring ids in one growing array: for ids in a row 2 bytes
 * each (4 from 65,535 values on) and up to half as much again in reserve; 128 (256) bytes for an id that is alone in
 * its page. A page stays when its ids are removed. Every operation O(1).
 */
export class IdTable {
  /** One more than where the page is in `values`; 0 where there is none. */
  private listedPages = new Uint32Array(16);
  private readonly farPages = new Map<number, number>();
  private pageCount = 0;
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

  /** Memory that the table takes, its reserve included, but not what the Map of far pages does. */
  get byteLength(): number {
    return this.values.byteLength + this.listedPages.byteLength;
  }

  has(id: number): boolean {
    return this.get(id) !== undefined;
  }

  get(id: number): number | undefined {
    const page = this.findPage(id >>> 6);
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
    const page = this.findPage(id >>> 6);
    if (page === undefined || this.values[page + (id & 63)] === 0) return false;
    this.values[page + (id & 63)] = 0;
    this.count--;
    return true;
  }

  private findPage(number: number): number | undefined {
    if (number >= LISTED_PAGES) return this.farPages.get(number);
    const listed = this.listedPages[number];
    return listed === undefined || listed === 0 ? undefined : listed - 1;
  }

  /** Where the page is, made if need be. */
  private pageOf(number: number): number {
    const found = this.findPage(number);
    if (found !== undefined) return found;
    const page = this.pageCount * PAGE_IDS;
    if (page === this.values.length) this.values = grown(this.values, Math.ceil(this.pageCount * 1.5) * PAGE_IDS);
    this.pageCount++;
    if (number >= LISTED_PAGES) {
      this.farPages.set(number, page);
    } else {
      const { length } = this.listedPages;
      if (number >= length) this.listedPages = grown(this.listedPages, Math.max(number + 1, Math.ceil(length * 1.5)));
      this.listedPages[number] = page + 1;
    }
    return page;
  }
}

function grown<Values extends Uint16Array | Uint32Array>(values: Values, length: number): Values {
  const larger = values instanceof Uint16Array ? new Uint16Array(length) : new Uint32Array(length);
  larger.set(values);
  return larger as Values;
}
