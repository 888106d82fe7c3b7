// Justified rows: photos in their exact proportions, each full row as wide as the view and about as high as wanted.
// Pure geometry in CSS pixels, used alike by the library's days and the groups of a search.

export interface Proportions {
  width: number;
  height: number;
}

/** Where one photo lies, from the left and top corner of its wall. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface RowsOptions {
  width: number;
  /** The wanted height of a row. */
  rowHeight: number;
  gap: number;
}

/** Panoramas and slivers are drawn in their own proportions, but take part in a row as no more than this. */
const widest = 5;
const narrowest = 0.3;

export function aspectOf({ width, height }: Proportions): number {
  return width <= 0 || height <= 0 ? 1 : aspectInRow(width / height);
}

export function aspectInRow(aspect: number): number {
  return Math.min(widest, Math.max(narrowest, aspect));
}

/**
 * Breaks photos into rows greedily: a row ends where its height comes closest to the wanted one. Full rows are scaled to the
 * width exactly; the last one keeps the wanted height, so a lone photo is never blown up. O(count), nothing is allocated.
 * @param aspectAt as `aspectOf` gives them
 * @param closeRow called for each row with the photo after its last one, and its height
 */
export function breakRows(
  count: number,
  aspectAt: (index: number) => number,
  { width, rowHeight, gap }: RowsOptions,
  closeRow: (end: number, height: number) => void,
): void {
  let first = 0;
  let aspects = 0;
  for (let i = 0; i < count; i++) {
    const aspect = aspectAt(i);
    // Most photos do not fill their row: told without a division, which would take a third of a million photos' time.
    if (width - gap * (i - first) > rowHeight * (aspects + aspect)) {
      aspects += aspect;
      continue;
    }
    const withIt = heightToFill(width, gap, aspects + aspect, i - first + 1);
    // The row is better off without this photo when that leaves its height nearer to the wanted one.
    const without = heightToFill(width, gap, aspects, i - first);
    if (i > first && rowHeight - withIt > without - rowHeight) {
      closeRow(i, without);
      first = i;
      aspects = aspect;
      const alone = heightToFill(width, gap, aspect, 1);
      if (alone > rowHeight) continue;
      closeRow(i + 1, alone);
    } else {
      closeRow(i + 1, withIt);
    }
    first = i + 1;
    aspects = 0;
  }
  if (first < count) closeRow(count, Math.min(rowHeight, heightToFill(width, gap, aspects, count - first)));
}

/** The height at which `count` photos of these summed aspects fill the width; endless for none. */
function heightToFill(width: number, gap: number, aspects: number, count: number): number {
  return count === 0 ? Infinity : Math.max(1, width - gap * (count - 1)) / aspects;
}
