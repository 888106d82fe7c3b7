// Keeps what is looked at in its place when photos come in above it.
import type { Wall } from './wall.ts';

/** How far the first photo on the screen moved between two layouts; 0 at the very top, where new photos may push in. */
export function anchorShift<Photo extends { id: number; width: number; height: number }>(
  before: Wall<Photo>,
  after: Wall<Photo>,
  scrollTop: number,
): number {
  if (scrollTop <= 0 || before === after) return 0;
  const { top, first, end } = before.row(before.firstRowBelow(scrollTop));
  for (let index = first; index < end; index++) {
    const photo = before.at(index);
    const place = photo === undefined ? -1 : after.placeOf(photo.id);
    if (place >= 0) return after.row(after.rowOf(place)).top - top;
  }
  return 0;
}
