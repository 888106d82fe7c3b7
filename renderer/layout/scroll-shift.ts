// Browsers draw nothing taller than about 33 million pixels, and a wall of a million photos is. So a wall stands in the page with at
// most this height, and is shifted up by what lies above the part of it that can be scrolled to.

export const tallest = 16_000_000;

/** The shift that shows `top` of a wall: the present one, unless that place is near an end of what can be scrolled to. */
export function shiftFor(top: number, present: number, height: number): number {
  const most = Math.max(0, height - tallest);
  const place = top - present;
  const isNearEnd = (place < 0.1 * tallest && present > 0) || (place > 0.9 * tallest && present < most);
  if (present <= most && !isNearEnd) return present;
  return Math.min(most, Math.max(0, Math.round(top - tallest / 2)));
}
