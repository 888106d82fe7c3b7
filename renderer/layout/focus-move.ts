// Where the focus goes on an arrow key: through the photos sideways, up and down to the nearest photo by its centre.
import type { Box } from './justified-rows.ts';

export type FocusMove = 'left' | 'right' | 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last';

/** The rows of a wall (wall.ts). Several rows may stand side by side on one line. */
export interface FocusRows {
  readonly count: number;
  readonly rowCount: number;
  row(number: number): { top: number; first: number };
  rowOf(index: number): number;
  boxesOf(row: number): readonly Box[];
}

/** The index to focus next; the same index where there is nothing further that way. O(log n), and a step a row. */
export function moveFocus(rows: FocusRows, from: number, move: FocusMove, pageHeight: number): number {
  const last = rows.count - 1;
  switch (move) {
    case 'left':
      return Math.max(0, from - 1);
    case 'right':
      return Math.min(last, from + 1);
    case 'first':
      return 0;
    case 'last':
      return last;
    case 'up':
    case 'down':
      return nearestInNextLine(rows, from, move === 'down' ? 1 : -1, 1);
    case 'page-up':
    case 'page-down':
      return nearestInNextLine(rows, from, move === 'page-down' ? 1 : -1, pageHeight);
  }
}

/** The photo nearest by centre in the first line at least `distance` away; in the furthest line when the wall ends before. */
function nearestInNextLine(rows: FocusRows, from: number, direction: 1 | -1, distance: number): number {
  const start = rows.rowOf(from);
  let found = -1;
  for (let number = start; number >= 0 && number < rows.rowCount; number += direction) {
    const away = (rows.row(number).top - rows.row(start).top) * direction;
    if (away < 1) continue;
    found = number;
    if (away >= distance) break;
  }
  return found < 0 ? from : nearestByCentre(rows, from, found);
}

function nearestByCentre(rows: FocusRows, from: number, found: number): number {
  const { top } = rows.row(found);
  const isOnLine = (number: number) =>
    number >= 0 && number < rows.rowCount && Math.abs(rows.row(number).top - top) < 1;
  const start = rows.rowOf(from);
  const centre = centreOf(rows.boxesOf(start)[from - rows.row(start).first]);
  let first = found;
  while (isOnLine(first - 1)) first--;
  let nearest = from;
  let least = Infinity;
  for (let number = first; isOnLine(number); number++) {
    rows.boxesOf(number).forEach((box, offset) => {
      const away = Math.abs(centreOf(box) - centre);
      if (away >= least) return;
      least = away;
      nearest = rows.row(number).first + offset;
    });
  }
  return nearest;
}

const centreOf = (box: Box | undefined) => (box === undefined ? 0 : box.left + box.width / 2);
