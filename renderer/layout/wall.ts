// A wall: sections of photos (days of the library, groups of a search) under each other, each with a heading and justified
// rows. All photos of a wall are numbered through, and so are all rows. Only rows are kept, as plain numbers: a wall of a
// million photos is built in some hundredths of a second, and boxes are worked out where they are looked at.
import { firstBetween, firstWhere } from './first-where.ts';
import { aspectInRow, aspectOf, breakRows, type Box, type Proportions } from './justified-rows.ts';
import { placeIn, type PhotoList } from './photo-list.ts';

export interface WallSection<Photo extends Proportions> {
  id: string;
  photos: PhotoList<Photo>;
  rowHeight: number;
  /** Show this many rows at most; the heading then offers the rest. */
  maxRows?: number;
  /** Stand beside the section before, on one line, where both fit. */
  isBeside?: boolean;
}

export interface WallOptions {
  width: number;
  gap: number;
  headingHeight: number;
  captionHeight: number;
  /** Space between sections. */
  sectionGap: number;
}

export interface PlacedSection<Photo extends Proportions> {
  section: WallSection<Photo>;
  left: number;
  top: number;
  width: number;
  height: number;
  /** Rows `firstRow` up to, not including, `endRow` are its own; likewise photos. Both count through the whole wall. */
  firstRow: number;
  endRow: number;
  first: number;
  end: number;
  /** Number of photos that `maxRows` leaves out. */
  hiddenCount: number;
}

/** A row; `first` and `end` count photos through the whole wall. */
export interface PlacedRow {
  top: number;
  height: number;
  first: number;
  end: number;
}

/** Space between two sections that stand side by side. */
const besideGap = 36;
/** A heading with icon, name, count and range needs about this much. */
const narrowestHeading = 300;

export function buildWall<Photo extends Proportions & { id: number }>(
  sections: readonly WallSection<Photo>[],
  options: WallOptions,
): Wall<Photo> {
  return new Wall(sections, options);
}

export class Wall<Photo extends Proportions & { id: number }> {
  readonly sections: PlacedSection<Photo>[] = [];
  height = 0;

  private readonly options: WallOptions;
  private readonly rowTops: number[] = [];
  private readonly rowHeights: number[] = [];
  /** The first photo of each row, and the number of photos at the end. */
  private readonly rowFirsts: number[] = [0];

  constructor(sections: readonly WallSection<Photo>[], options: WallOptions) {
    this.options = options;
    for (const section of sections) {
      const before = this.sections.at(-1);
      const left = section.isBeside && before ? leftBeside(before, section, options) : 0;
      const top = left > 0 && before ? before.top : this.height + (before ? options.sectionGap : 0);
      this.place(section, left, top);
    }
  }

  /** Photos that are shown, without those that `maxRows` leaves out. */
  get count(): number {
    return this.rowFirsts.at(-1) as number;
  }

  get rowCount(): number {
    return this.rowTops.length;
  }

  row(number: number): PlacedRow {
    return {
      top: this.rowTops[number] ?? 0,
      height: this.rowHeights[number] ?? 0,
      first: this.rowFirsts[number] ?? 0,
      end: this.rowFirsts[number + 1] ?? 0,
    };
  }

  /** The row that a photo lies in. O(log n). */
  rowOf(index: number): number {
    return firstWhere(this.rowFirsts, (first) => first > index) - 1;
  }

  /** The first row, of those up to `end`, that reaches below a height. O(log n). */
  firstRowBelow(top: number, first = 0, end = this.rowCount): number {
    return firstBetween(first, end, (row) => (this.rowTops[row] ?? 0) + (this.rowHeights[row] ?? 0) > top);
  }

  /** The first row, of those up to `end`, that begins below a height. O(log n). */
  firstRowFrom(top: number, first = 0, end = this.rowCount): number {
    return firstBetween(first, end, (row) => (this.rowTops[row] ?? 0) > top);
  }

  /** One box for each photo of a row, from the left and top corner of the wall. */
  boxesOf(number: number): Box[] {
    const { top, height: rowHeight, first, end } = this.row(number);
    const placed = this.sectionOf(first);
    if (placed === undefined) return [];
    const height = rowHeight - this.options.captionHeight;
    const aspectAt = aspectsOf(placed.section.photos);
    const boxes: Box[] = [];
    let left = placed.left;
    for (let index = first; index < end; index++) {
      const width = aspectAt(index - placed.first) * height;
      boxes.push({ left, top, width, height });
      left += width + this.options.gap;
    }
    return boxes;
  }

  boxAt(index: number): Box | undefined {
    const row = this.rowOf(index);
    return index < 0 || index >= this.count ? undefined : this.boxesOf(row)[index - this.row(row).first];
  }

  sectionOf(index: number): PlacedSection<Photo> | undefined {
    return this.sections[firstWhere(this.sections, ({ end }) => end > index)];
  }

  at(index: number): Photo | undefined {
    const placed = index < 0 ? undefined : this.sectionOf(index);
    return placed?.section.photos.at(index - placed.first);
  }

  idAt(index: number): number | undefined {
    const placed = index < 0 ? undefined : this.sectionOf(index);
    return placed && idIn(placed.section.photos, index - placed.first);
  }

  /** The ids of photos `first` up to, not including, `end`, without asking for the photos. */
  visitIds(first: number, end: number, visit: (id: number) => void): void {
    for (const placed of this.sections) {
      const until = Math.min(placed.end, end) - placed.first;
      for (let place = Math.max(0, first - placed.first); place < until; place++) {
        const id = idIn(placed.section.photos, place);
        if (id !== undefined) visit(id);
      }
    }
  }

  /** @returns -1 for a photo that is not on the wall */
  placeOf(id: number): number {
    for (const { section, first, end } of this.sections) {
      const place = placeIn(section.photos, id);
      if (place >= 0 && place < end - first) return first + place;
    }
    return -1;
  }

  /** These are about to be shown. */
  want(first: number, end: number): void {
    for (const placed of this.sections) {
      if (placed.end <= first || placed.first >= end) continue;
      placed.section.photos.want?.(Math.max(0, first - placed.first), Math.min(placed.end, end) - placed.first);
    }
  }

  get length(): number {
    return this.count;
  }

  private place(section: WallSection<Photo>, left: number, top: number): void {
    const { gap, captionHeight, headingHeight, width } = this.options;
    const { rowHeight, photos, maxRows = Infinity } = section;
    const first = this.count;
    const firstRow = this.rowCount;
    const rowsTop = top + headingHeight;
    let rowTop = rowsTop;
    breakRows(photos.length, aspectsOf(photos), { width: width - left, rowHeight, gap }, (end, height) => {
      if (this.rowCount - firstRow >= maxRows) return;
      this.rowTops.push(rowTop);
      this.rowHeights.push(height + captionHeight);
      this.rowFirsts.push(first + end);
      rowTop += height + captionHeight + gap;
    });
    const end = this.count;
    const height = headingHeight + Math.max(0, rowTop - gap - rowsTop);
    this.sections.push({
      ...{ section, left, top, width: width - left, height },
      ...{ firstRow, endRow: this.rowCount, first, end, hiddenCount: photos.length - (end - first) },
    });
    this.height = Math.max(this.height, top + height);
  }
}

function idIn(photos: PhotoList<{ id: number }>, index: number): number | undefined {
  return photos.idAt ? photos.idAt(index) : photos.at(index)?.id;
}

function aspectsOf<Photo extends Proportions>(photos: PhotoList<Photo>): (index: number) => number {
  if (photos.aspectAt) return (index) => aspectInRow(photos.aspectAt!(index));
  return (index) => aspectOf(photos.at(index) ?? { width: 1, height: 1 });
}

/** Where a section may begin beside the one before it; 0 when the two do not fit on one line. */
function leftBeside<Photo extends Proportions>(
  before: PlacedSection<Photo>,
  section: WallSection<Photo>,
  { width, gap }: WallOptions,
): number {
  const widthOf = ({ photos, rowHeight }: WallSection<Photo>) => {
    const aspectAt = aspectsOf(photos);
    let sum = gap * (photos.length - 1);
    for (let i = 0; i < photos.length && sum <= width; i++) sum += aspectAt(i) * rowHeight;
    return sum;
  };
  const left = Math.max(widthOf(before.section), narrowestHeading) + besideGap;
  return before.left === 0 && left + Math.max(widthOf(section), narrowestHeading) <= width ? left : 0;
}
