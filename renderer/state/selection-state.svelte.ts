// Which photos are selected, by their ids: one bit each, so that all of a million can be. The place where a range begins is the
// last photo that was selected by itself.
import type { PhotoSummary } from '../../main/engine/api/photo-schemas.ts';
import type { Wall } from '../layout/wall.ts';

/** What a selection needs of the wall that it is made on. */
export interface SelectableWall {
  readonly layout: Wall<PhotoSummary>;
}

/** Photos of a wall: `first` up to, not including, `end`. */
interface Range {
  first: number;
  end: number;
}

export class SelectionState {
  count = $state(0);
  /** Tells the page to look again. */
  private changes = $state(0);
  private bits = new Uint8Array(1024);
  private wall: SelectableWall | null = null;
  private anchorId: number | null = null;
  /** What the last range covered: a range that is drawn shorter lets go of the rest. */
  private range: Range | null = null;

  readonly isActive = $derived(this.count > 0);

  has(id: number): boolean {
    void this.changes;
    return ((this.bits[id >> 3] ?? 0) & (1 << (id & 7))) !== 0;
  }

  toggle(wall: SelectableWall, id: number): void {
    this.use(wall);
    this.anchorId = id;
    this.range = null;
    this.set(id, !this.has(id));
    this.changes++;
  }

  /** From the photo that was selected last to this one; the first of them when there is none. */
  extendTo(wall: SelectableWall, index: number): void {
    this.use(wall);
    const { layout } = wall;
    const anchor = this.anchorId === null ? -1 : layout.placeOf(this.anchorId);
    const from = anchor < 0 ? index : anchor;
    const range = { first: Math.min(from, index), end: Math.max(from, index) + 1 };
    if (anchor < 0) this.anchorId = layout.idAt(index) ?? null;
    if (this.range) this.setRange(layout, this.range, false);
    this.setRange(layout, range, true);
    this.range = range;
    this.changes++;
  }

  selectAll(wall: SelectableWall): void {
    this.use(wall);
    this.setRange(wall.layout, { first: 0, end: wall.layout.count }, true);
    this.range = null;
    this.changes++;
  }

  clear(): void {
    if (this.count === 0) return;
    this.bits.fill(0);
    this.count = 0;
    this.anchorId = null;
    this.range = null;
    this.changes++;
  }

  /** In the order of the wall, `limit` at most. What is no longer on the wall is left out. */
  ids(limit = Infinity): number[] {
    const ids: number[] = [];
    this.wall?.layout.visitIds(0, this.wall.layout.count, (id) => {
      if (ids.length < limit && this.has(id)) ids.push(id);
    });
    return ids;
  }

  /** Photos of two walls are not selected together. */
  private use(wall: SelectableWall): void {
    if (this.wall !== wall) this.clear();
    this.wall = wall;
  }

  private setRange(layout: Wall<PhotoSummary>, { first, end }: Range, isSelected: boolean): void {
    layout.visitIds(first, end, (id) => this.set(id, isSelected));
  }

  private set(id: number, isSelected: boolean): void {
    if (id >> 3 >= this.bits.length) this.makeRoom(id);
    const [place, bit] = [id >> 3, 1 << (id & 7)];
    const byte = this.bits[place] ?? 0;
    if (((byte & bit) !== 0) === isSelected) return;
    this.bits[place] = byte ^ bit;
    this.count += isSelected ? 1 : -1;
  }

  private makeRoom(id: number): void {
    const bits = new Uint8Array(Math.max((id >> 3) + 1, 2 * this.bits.length));
    bits.set(this.bits);
    this.bits = bits;
  }
}
