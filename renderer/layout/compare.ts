// Two pictures over each other or side by side, in the photo's pixels: where the picture lies, what a pane shows of both, and how
// zooming and panning move all panes together.
import type { OverlapMap } from '../../main/engine/api/compare-schemas.ts';
import type { Point } from './region.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** As CSS writes it, `matrix(a, b, c, d, e, f)`: (x, y) comes to lie at (a x + c y + e, b x + d y + f). */
export interface Matrix {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** How far the person has gone in: 1 shows all; `by` is how far from the middle, in pixels of the photo. */
export interface View {
  readonly zoom: number;
  readonly by: Point;
}

/** One pane: its size on the screen, and what lies in its middle while all is shown. */
export interface Pane {
  readonly size: Size;
  readonly middle: Point;
}

/** What several panes have in common. */
export interface Scene {
  /** Screen pixels a pixel of the photo, while all is shown. */
  readonly fit: number;
  /** Of everything there is, in pixels of the photo. */
  readonly bounds: Bounds;
}

export interface Bounds extends Size {
  readonly left: number;
  readonly top: number;
}

export const wholeView: View = { zoom: 1, by: { x: 0, y: 0 } };
export const mostZoom = 32;
/** Free space around what is shown, in screen pixels. */
const margin = 16;

/** From the picture's pixels to the photo's, where the one lies over the other. */
export function placeOver(map: OverlapMap, picture: Size, photo: Size): Matrix {
  return {
    ...{ a: (map.xx * photo.width) / picture.width, b: (map.yx * photo.height) / picture.width },
    ...{ c: (map.xy * photo.width) / picture.height, d: (map.yy * photo.height) / picture.height },
    ...{ e: map.x0 * photo.width, f: map.y0 * photo.height },
  };
}

/** The same where nothing lies over each other: middle on middle, the longer sides the same. */
export function placeBeside(picture: Size, photo: Size): Matrix {
  const scale = Math.max(photo.width, photo.height) / Math.max(picture.width, picture.height);
  const e = (photo.width - picture.width * scale) / 2;
  const f = (photo.height - picture.height * scale) / 2;
  return { a: scale, b: 0, c: 0, d: scale, e, f };
}

/** First `inner`, then `outer`. */
export function compose(outer: Matrix, inner: Matrix): Matrix {
  return {
    a: outer.a * inner.a + outer.c * inner.b,
    b: outer.b * inner.a + outer.d * inner.b,
    c: outer.a * inner.c + outer.c * inner.d,
    d: outer.b * inner.c + outer.d * inner.d,
    e: outer.a * inner.e + outer.c * inner.f + outer.e,
    f: outer.b * inner.e + outer.d * inner.f + outer.f,
  };
}

export function invert({ a, b, c, d, e, f }: Matrix): Matrix {
  const area = a * d - b * c;
  return {
    ...{ a: d / area, b: -b / area, c: -c / area, d: a / area },
    ...{ e: (c * f - d * e) / area, f: (b * e - a * f) / area },
  };
}

export function moved({ a, b, c, d, e, f }: Matrix, { x, y }: Point): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

/** From the upper left one on, clockwise as the picture sees it. */
export function cornersOf({ width, height }: Size, matrix: Matrix): readonly Point[] {
  const corners = [[0, 0], [width, 0], [width, height], [0, height]] as const; // prettier-ignore
  return corners.map(([x, y]) => moved(matrix, { x, y }));
}

/** A little smaller, each corner drawn towards the middle. @param by in the units of the corners */
export function drawnIn(corners: readonly Point[], by: number): readonly Point[] {
  const middle = middleOf(boundsOf(corners));
  const drawn = (value: number, to: number) => value + Math.sign(to - value) * Math.min(by, Math.abs(to - value));
  return corners.map(({ x, y }) => ({ x: drawn(x, middle.x), y: drawn(y, middle.y) }));
}

export function boundsOf(points: readonly Point[]): Bounds {
  const across = points.map(({ x }) => x);
  const down = points.map(({ y }) => y);
  const [left, top] = [Math.min(...across), Math.min(...down)];
  return { left, top, width: Math.max(...across) - left, height: Math.max(...down) - top };
}

export function middleOf({ left, top, width, height }: Bounds): Point {
  return { x: left + width / 2, y: top + height / 2 };
}

/** The scale at which all these fit, each into a pane of this size. */
export function fitScale(contents: readonly Bounds[], pane: Size): number {
  const free = { width: Math.max(1, pane.width - 2 * margin), height: Math.max(1, pane.height - 2 * margin) };
  return Math.min(...contents.map(({ width, height }) => Math.min(free.width / width, free.height / height)));
}

/**
 * From the photo's pixels to the pane's. While all is shown, each pane has its own picture in the middle; from twice the size
 * on, all show the same place.
 */
export function toPane({ zoom, by }: View, scene: Scene, pane: Pane): Matrix {
  const scale = scene.fit * zoom;
  const centre = centreOf(zoom, by, scene, pane);
  const e = pane.size.width / 2 - centre.x * scale;
  const f = pane.size.height / 2 - centre.y * scale;
  return { a: scale, b: 0, c: 0, d: scale, e, f };
}

/** Nearer or further, with the place under the pointer kept there as far as the border allows. */
export function zoomAt(view: View, scene: Scene, pane: Pane, pointer: Point, factor: number): View {
  const place = moved(invert(toPane(view, scene, pane)), pointer);
  const zoom = Math.min(mostZoom, Math.max(1, view.zoom * factor));
  const scale = scene.fit * zoom;
  const resting = centreOf(zoom, { x: 0, y: 0 }, scene, pane);
  const by = {
    x: place.x - (pointer.x - pane.size.width / 2) / scale - resting.x,
    y: place.y - (pointer.y - pane.size.height / 2) / scale - resting.y,
  };
  return within({ zoom, by }, scene);
}

/** @param by in pixels of the screen: what is shown goes with the pointer */
export function pan(view: View, scene: Scene, by: Point): View {
  const scale = scene.fit * view.zoom;
  return within({ ...view, by: { x: view.by.x - by.x / scale, y: view.by.y - by.y / scale } }, scene);
}

function centreOf(zoom: number, by: Point, { bounds }: Scene, pane: Pane): Point {
  const common = middleOf(bounds);
  const own = Math.max(0, 2 - zoom);
  return {
    x: common.x + by.x + (pane.middle.x - common.x) * own,
    y: common.y + by.y + (pane.middle.y - common.y) * own,
  };
}

function within({ zoom, by }: View, { bounds }: Scene): View {
  const x = (bounds.width / 2) * (1 - 1 / zoom);
  const y = (bounds.height / 2) * (1 - 1 / zoom);
  return { zoom, by: { x: Math.min(x, Math.max(-x, by.x)), y: Math.min(y, Math.max(-y, by.y)) } };
}
