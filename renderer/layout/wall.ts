// A wall: sections of photos (days of the library, groups of a search) under each other, each with a heading and justified
// rows. All photos of a wall are numbered through, so focus and virtualisation need one index only.
import { aspectOf, justifyRows, type Box, type Proportions } from './justified-rows.ts';

export interface WallSection<Photo extends Proportions> {
  id: string;
  photos: readonly Photo[];
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
  rows: PlacedRow[];
  /** Number of photos that `maxRows` leaves out. */
  hiddenCount: number;
}

/** A row of a section; `first` and `end` count through the whole wall. */
export interface PlacedRow {
  top: number;
  height: number;
  first: number;
  end: number;
}

export interface Wall<Photo extends Proportions> {
  sections: PlacedSection<Photo>[];
  photos: Photo[];
  /** One box for each photo, from the left and top corner of the wall. */
  boxes: Box[];
  height: number;
}

/** Space between two sections that stand side by side. */
const besideGap = 36;

export function buildWall<Photo extends Proportions>(
  sections: readonly WallSection<Photo>[],
  options: WallOptions,
): Wall<Photo> {
  const wall: Wall<Photo> = { sections: [], photos: [], boxes: [], height: 0 };
  for (const section of sections) {
    const before = wall.sections.at(-1);
    const left = section.isBeside && before ? leftBeside(before, section, options) : 0;
    const top = left > 0 && before ? before.top : wall.height + (before ? options.sectionGap : 0);
    placeSection(wall, section, left, top, options);
  }
  return wall;
}

function placeSection<Photo extends Proportions>(
  wall: Wall<Photo>,
  section: WallSection<Photo>,
  left: number,
  top: number,
  options: WallOptions,
): void {
  const justified = justifyRows(section.photos, {
    width: options.width - left,
    rowHeight: section.rowHeight,
    gap: options.gap,
    captionHeight: options.captionHeight,
  });
  const rows = justified.rows.slice(0, section.maxRows);
  const shownCount = rows.at(-1)?.end ?? 0;
  const rowsTop = top + options.headingHeight;
  const offset = wall.photos.length;
  wall.photos.push(...section.photos.slice(0, shownCount));
  for (const box of justified.boxes.slice(0, shownCount)) {
    wall.boxes.push({ ...box, left: box.left + left, top: box.top + rowsTop });
  }
  const last = rows.at(-1);
  const height = options.headingHeight + (last ? last.top + last.height : 0);
  wall.sections.push({
    section,
    left,
    top,
    width: options.width - left,
    height,
    rows: rows.map((row) => ({
      top: row.top + rowsTop,
      height: row.height,
      first: row.first + offset,
      end: row.end + offset,
    })),
    hiddenCount: section.photos.length - shownCount,
  });
  wall.height = Math.max(wall.height, top + height);
}

/** Where a section may begin beside the one before it; 0 when the two do not fit on one line. */
function leftBeside<Photo extends Proportions>(
  before: PlacedSection<Photo>,
  section: WallSection<Photo>,
  { width, gap }: WallOptions,
): number {
  const widthOf = ({ photos, rowHeight }: WallSection<Photo>) =>
    photos.reduce((sum, photo) => sum + aspectOf(photo) * rowHeight, 0) + gap * (photos.length - 1);
  const left = Math.max(widthOf(before.section), narrowestHeading) + besideGap;
  return before.left === 0 && left + Math.max(widthOf(section), narrowestHeading) <= width ? left : 0;
}

/** A heading with icon, name, count and range needs about this much. */
const narrowestHeading = 300;
