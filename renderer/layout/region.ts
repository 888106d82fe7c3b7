// A box on a picture, in fractions of its width and height: drawn between two points, moved, pulled by a handle.
import type { Region } from '../../main/engine/api/search-schemas.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Which sides a handle pulls: -1 left or top, 1 right or bottom, 0 neither. */
export interface Handle {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

/** The smallest side of a box: less of a picture says too little to search with. */
export const leastSide = 0.05;

export const handles: readonly Handle[] = [-1, 0, 1].flatMap((y) =>
  [-1, 0, 1].filter((x) => x !== 0 || y !== 0).map((x) => ({ x, y }) as Handle),
);

/** The box between two points, grown to the least side where it is smaller, inside the picture. */
export function drawBox(from: Point, to: Point): Region {
  const [x, width] = span(from.x, to.x);
  const [y, height] = span(from.y, to.y);
  return { x, y, width, height };
}

/** Moves the box; it stops at the border of the picture. */
export function moveBox(box: Region, by: Point): Region {
  return { ...box, x: clamp(box.x + by.x, 0, 1 - box.width), y: clamp(box.y + by.y, 0, 1 - box.height) };
}

/** Pulls the sides that belong to a handle; the others stay. */
export function pullBox(box: Region, handle: Handle, by: Point): Region {
  const [x, width] = pull(box.x, box.width, handle.x, by.x);
  const [y, height] = pull(box.y, box.height, handle.y, by.y);
  return { x, y, width, height };
}

const arrows: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * Arrows move the box; with Shift they pull its right and lower sides, with Alt in small steps.
 * @returns null for a key that does nothing here
 */
export function boxAfterKey(
  box: Region,
  { key, shiftKey, altKey }: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey'>,
): Region | null {
  const arrow = arrows[key];
  if (arrow === undefined) return null;
  const step = altKey ? 0.005 : 0.02;
  const by = { x: arrow.x * step, y: arrow.y * step };
  return shiftKey ? pullBox(box, { x: 1, y: 1 }, by) : moveBox(box, by);
}

/** Nearly the whole picture is the whole picture. */
export function isWhole({ width, height }: Region): boolean {
  return width > 0.98 && height > 0.98;
}

function span(from: number, to: number): [start: number, length: number] {
  const start = clamp(Math.min(from, to), 0, 1 - leastSide);
  return [start, clamp(Math.abs(clamp(to, 0, 1) - clamp(from, 0, 1)), leastSide, 1 - start)];
}

function pull(start: number, length: number, side: -1 | 0 | 1, by: number): [start: number, length: number] {
  if (side === 0) return [start, length];
  const end = start + length;
  if (side === 1) return [start, clamp(end + by, start + leastSide, 1) - start];
  const moved = clamp(start + by, 0, end - leastSide);
  return [moved, end - moved];
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
