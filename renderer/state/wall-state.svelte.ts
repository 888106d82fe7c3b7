// One wall of photos on the screen: its layout for the present size, the part of it that is visible, and the focus.
import type { PhotoSummary } from '../../main/engine/api/photo-schemas.ts';
import type { Box } from '../layout/justified-rows.ts';
import { moveFocus, type FocusMove } from '../layout/focus-move.ts';
import { buildWall, type PlacedRow, type PlacedSection, type WallSection } from '../layout/wall.ts';

export type PhotoSection = WallSection<PhotoSummary>;

interface Tile {
  photo: PhotoSummary;
  /** From the left and top corner of the wall. */
  box: Box;
  /** On the wall. */
  index: number;
}

interface VisibleRow {
  row: PlacedRow;
  tiles: Tile[];
  /** In its section, from 1. */
  number: number;
}

const gap = 4;
const sectionGap = 4;
/** Rows within this distance of the screen are drawn too, so that scrolling meets photos and not colours. */
const overscan = 600;
/** A section of which no row is shown is drawn within this distance of rows that are. */
const rowlessReach = 1200;
/** After so many milliseconds without another leap, what is on the screen is looked at. */
const landing = 120;

export class WallState {
  width = $state(0);
  viewHeight = $state(0);
  /** How far the wall is moved up because no page is as tall as it: layout/scroll-shift.ts. */
  shift = $state(0);
  scrollTop = $state(0);
  /** The wall passes faster than a screen a step: nothing of it can be seen, and no picture is loaded. */
  isFlying = $state(false);
  /** The wanted row height; views scale it for their groups. */
  rowHeight = $state(196);
  /** Of a line of a caption: larger where the person wants larger text. */
  lineHeight = $state(16);
  /** Where the view is asked to scroll; null until it was. */
  wantedTop: { top: number } | null = $state.raw(null);
  /** Height of what stands above the wall and scrolls with it. */
  introHeight = $state(0);
  /** The photo that Tab reaches; null until one was focused. */
  focusedId: number | null = $state(null);

  readonly layout = $derived.by(() =>
    buildWall(this.sections(this.rowHeight), {
      width: this.width,
      gap,
      sectionGap,
      headingHeight: this.headingHeight,
      captionHeight: this.captionHeight,
    }),
  );

  /** The top of the screen, measured on the wall itself. */
  readonly contentTop = $derived(Math.max(0, this.scrollTop - this.introHeight));
  readonly canScroll = $derived.by(() => this.introHeight + this.layout.height > this.viewHeight);

  /** Rows near the screen, `firstDrawn` up to, not including, `endDrawn`: what is drawn changes only when they do. */
  private readonly firstDrawn = $derived.by(() => this.layout.firstRowBelow(this.contentTop - this.overscan));
  private readonly endDrawn = $derived.by(() =>
    this.layout.firstRowFrom(this.contentTop + this.viewHeight + this.overscan),
  );

  readonly visibleSections = $derived.by(() => {
    const { layout, firstDrawn, endDrawn } = this;
    const [first, end] = [layout.row(firstDrawn), layout.row(endDrawn - 1)];
    const [from, to] = [first.top, end.top + end.height];
    const isNear = ({ top, height, firstRow, endRow }: PlacedSection<PhotoSummary>) =>
      firstRow === endRow ? top + height >= from - rowlessReach && top <= to + rowlessReach : firstRow < endDrawn && endRow > firstDrawn; // prettier-ignore
    return layout.sections.filter(isNear).map((placed) => ({ placed, rows: this.visibleRows(placed) }));
  });

  /** The photos that are drawn: `first` up to, not including, `end`. */
  readonly drawn = $derived.by(() => ({
    first: this.layout.row(this.firstDrawn).first,
    end: this.layout.row(this.endDrawn - 1).end,
  }));

  readonly focusIndex = $derived.by(() => {
    const index = this.focusedId === null ? -1 : this.layout.placeOf(this.focusedId);
    return index >= 0 ? index : this.firstVisible;
  });

  /** Index of the first photo whose row is not above the screen. */
  readonly firstVisible = $derived.by(() => {
    const { layout } = this;
    return layout.row(Math.min(layout.firstRowBelow(this.contentTop), layout.rowCount - 1)).first;
  });

  /** Index of the last photo whose top is on the screen. */
  readonly lastVisible = $derived.by(() => {
    const { layout } = this;
    const bottom = this.scrollTop + this.viewHeight - this.introHeight;
    return Math.max(this.firstVisible, layout.row(layout.firstRowFrom(bottom) - 1).end - 1);
  });

  private readonly overscan = $derived(this.isFlying ? 0 : overscan);
  private flight: ReturnType<typeof setTimeout> | undefined;
  private readonly sections: (rowHeight: number) => readonly PhotoSection[];
  private readonly hasCaptions: boolean;
  private readonly headingHeight = $derived(32 + this.lineHeight);
  private readonly captionHeight = $derived.by(() => (this.hasCaptions ? 6 + this.lineHeight : 0));

  constructor(sections: (rowHeight: number) => readonly PhotoSection[], { hasCaptions = false } = {}) {
    this.sections = sections;
    this.hasCaptions = hasCaptions;
  }

  /** The view tells where it was scrolled to. */
  scrolled(top: number): void {
    if (Math.abs(top - this.scrollTop) > this.viewHeight) {
      this.isFlying = true;
      clearTimeout(this.flight);
      this.flight = setTimeout(() => (this.isFlying = false), landing);
    }
    this.scrollTop = top;
  }

  /** Other photos altogether: back to the top, with no focus to keep. */
  startOver(): void {
    this.focusedId = null;
    this.scrollTo(0);
  }

  /** Gives a photo the focus and brings it onto the screen. */
  reveal(photoId: number): void {
    this.focusedId = photoId;
    this.scrollTo(this.scrollTopForFocus());
  }

  /** Asks the view to scroll; it tells the place back when it has. */
  scrollTo(top: number): void {
    this.wantedTop = { top: Math.max(0, top) };
  }

  /** Moves the focus and returns the photo that has it now. */
  move(move: FocusMove): PhotoSummary | null {
    return this.focusAt(moveFocus(this.layout, this.focusIndex, move, this.viewHeight * 0.9));
  }

  /** To the first photo of the next or previous section. */
  moveSection(step: 1 | -1): PhotoSummary | null {
    const starts = this.layout.sections.flatMap((placed) => (placed.end > placed.first ? placed.first : []));
    const present = starts.findLastIndex((start) => start <= this.focusIndex);
    return this.focusAt(starts[present + step] ?? this.focusIndex);
  }

  /** Where to scroll so that the focused photo is wholly on the screen; the present place when it is. */
  scrollTopForFocus(): number {
    const box = this.layout.boxAt(this.focusIndex);
    if (box === undefined) return this.scrollTop;
    const top = this.introHeight + box.top - this.headingHeight;
    const bottom = this.introHeight + box.top + box.height + this.captionHeight + gap;
    if (top < this.scrollTop) return Math.max(0, top);
    return Math.max(this.scrollTop, bottom - this.viewHeight);
  }

  private focusAt(index: number): PhotoSummary | null {
    const photo = this.layout.at(index) ?? null;
    if (photo !== null) this.focusedId = photo.id;
    return photo;
  }

  private visibleRows({ firstRow, endRow }: PlacedSection<PhotoSummary>): VisibleRow[] {
    const rows: VisibleRow[] = [];
    const end = Math.min(endRow, this.endDrawn);
    for (let number = Math.max(firstRow, this.firstDrawn); number < end; number++) {
      const row = this.layout.row(number);
      const tiles = this.layout.boxesOf(number).flatMap((box, column): Tile[] => {
        const photo = this.layout.at(row.first + column);
        return photo === undefined ? [] : [{ photo, box, index: row.first + column }];
      });
      rows.push({ row, tiles, number: number - firstRow + 1 });
    }
    return rows;
  }
}
