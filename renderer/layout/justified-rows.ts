// Justified rows: photos in their exact proportions, each full row as wide as the view and about as high as wanted.
// Pure geometry in CSS pixels, used alike by the library's days and the groups of a search.

export interface Proportions {
  width: number;
  height: number;
}

/** Where one photo lies, from the left and top corner of its rows. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Row {
  top: number;
  height: number;
  /** Photos `first` up to, not including, `end` lie in this row. */
  first: number;
  end: number;
}

export interface RowsOptions {
  width: number;
  /** The wanted height of a row. */
  rowHeight: number;
  gap: number;
  /** Space kept under each row, for captions. */
  captionHeight?: number;
}

export interface JustifiedRows {
  boxes: Box[];
  rows: Row[];
  height: number;
}

/** Panoramas and slivers are drawn in their own proportions, but take part in a row as no more than this. */
const widest = 5;
const narrowest = 0.3;

export function aspectOf({ width, height }: Proportions): number {
  if (width <= 0 || height <= 0) return 1;
  return Math.min(widest, Math.max(narrowest, width / height));
}

/**
 * Breaks photos into rows greedily: a row ends where its height comes closest to the wanted one. Full rows are scaled to the
 * width exactly; the last one keeps the wanted height, so a lone photo is never blown up. O(n).
 */
export function justifyRows(photos: readonly Proportions[], options: RowsOptions): JustifiedRows {
  const { width, rowHeight, gap, captionHeight = 0 } = options;
  const boxes: Box[] = [];
  const rows: Row[] = [];
  let top = 0;
  let first = 0;

  const closeRow = (end: number, height: number) => {
    let left = 0;
    for (let i = first; i < end; i++) {
      const boxWidth = aspectOf(photos[i] as Proportions) * height;
      boxes.push({ left, top, width: boxWidth, height });
      left += boxWidth + gap;
    }
    rows.push({ top, height: height + captionHeight, first, end });
    top += height + captionHeight + gap;
    first = end;
  };

  let aspects = 0;
  for (let i = 0; i < photos.length; i++) {
    const aspect = aspectOf(photos[i] as Proportions);
    const without = heightToFill(width, gap, aspects, i - first);
    const withIt = heightToFill(width, gap, aspects + aspect, i - first + 1);
    // The row is better off without this photo when that leaves its height nearer to the wanted one.
    if (i > first && withIt < rowHeight && rowHeight - withIt > without - rowHeight) {
      closeRow(i, without);
      aspects = 0;
    }
    aspects += aspect;
    if (heightToFill(width, gap, aspects, i - first + 1) <= rowHeight) {
      closeRow(i + 1, heightToFill(width, gap, aspects, i - first + 1));
      aspects = 0;
    }
  }
  if (first < photos.length) {
    closeRow(photos.length, Math.min(rowHeight, heightToFill(width, gap, aspects, photos.length - first)));
  }
  return { boxes, rows, height: Math.max(0, top - gap) };
}

/** The height at which `count` photos of these summed aspects fill the width; endless for none. */
function heightToFill(width: number, gap: number, aspects: number, count: number): number {
  return count === 0 ? Infinity : Math.max(1, width - gap * (count - 1)) / aspects;
}
