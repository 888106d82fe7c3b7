// Where the focus goes on an arrow key: through the photos sideways, up and down to the nearest photo by its centre.
import type { Box } from './justified-rows.ts';

export type FocusMove = 'left' | 'right' | 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last';

/** The index to focus next; the same index where there is nothing further that way. O(n) for up and down. */
export function moveFocus(boxes: readonly Box[], from: number, move: FocusMove, pageHeight: number): number {
  const last = boxes.length - 1;
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
      return nearestInNextLine(boxes, from, move === 'down' ? 1 : -1, 1);
    case 'page-up':
    case 'page-down':
      return nearestInNextLine(boxes, from, move === 'page-down' ? 1 : -1, pageHeight);
  }
}

/** The photo nearest by centre in the first line at least `distance` away; in the furthest line when the wall ends before. */
function nearestInNextLine(boxes: readonly Box[], from: number, direction: 1 | -1, distance: number): number {
  const start = boxes[from];
  if (start === undefined) return from;
  let line: number | null = null;
  let furthest: number | null = null;
  for (let i = from; i >= 0 && i < boxes.length; i += direction) {
    const away = ((boxes[i] as Box).top - start.top) * direction;
    if (away < 1) continue;
    furthest = (boxes[i] as Box).top;
    if (away >= distance) {
      line = furthest;
      break;
    }
  }
  const top = line ?? furthest;
  return top === null ? from : nearestByCentre(boxes, from, top);
}

function nearestByCentre(boxes: readonly Box[], from: number, top: number): number {
  const centre = centreOf(boxes[from] as Box);
  let nearest = from;
  let least = Infinity;
  boxes.forEach((box, index) => {
    const away = Math.abs(centreOf(box) - centre);
    if (Math.abs(box.top - top) < 1 && away < least) {
      least = away;
      nearest = index;
    }
  });
  return nearest;
}

const centreOf = (box: Box) => box.left + box.width / 2;
