// Keeps what is looked at in its place when photos come in above it.
import type { Box } from './justified-rows.ts';

interface Placed {
  photos: readonly { id: number }[];
  boxes: readonly Box[];
}

/** How far the first photo on the screen moved between two layouts; 0 at the very top, where new photos may push in. */
export function anchorShift(before: Placed, after: Placed, scrollTop: number): number {
  if (scrollTop <= 0) return 0;
  const index = before.boxes.findIndex((box) => box.top + box.height > scrollTop);
  const anchor = before.photos[index];
  if (anchor === undefined) return 0;
  const movedTo = after.photos.findIndex((photo) => photo.id === anchor.id);
  const [from, to] = [before.boxes[index], after.boxes[movedTo]];
  return from && to ? to.top - from.top : 0;
}
