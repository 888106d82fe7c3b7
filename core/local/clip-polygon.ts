// A convex polygon cut to a rectangle. Source: Sutherland, Hodgman, 'Reentrant polygon clipping', CACM 1974.

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** No corners where nothing is left. Cost O(corners) */
export function clipPolygon(corners: readonly Point[], { left, top, right, bottom }: Bounds): Point[] {
  const afterLeft = cut(corners, ({ x }) => x - left);
  const afterRight = cut(afterLeft, ({ x }) => right - x);
  const afterTop = cut(afterRight, ({ y }) => y - top);
  return cut(afterTop, ({ y }) => bottom - y);
}

/** Keeps what lies where `inside` is not negative. */
function cut(corners: readonly Point[], inside: (point: Point) => number): Point[] {
  return corners.flatMap((corner, i) => {
    const before = corners.at(i - 1)!;
    const [here, there] = [inside(corner), inside(before)];
    const kept = here >= 0 ? [corner] : [];
    if (here >= 0 === there >= 0) return kept;
    const share = there / (there - here);
    const x = before.x + share * (corner.x - before.x);
    const y = before.y + share * (corner.y - before.y);
    return [{ x, y }, ...kept];
  });
}

/** Of the polygon, by the shoelace formula. */
export function areaOf(corners: readonly Point[]): number {
  const twice = corners.reduce((sum, { x, y }, i) => {
    const before = corners.at(i - 1)!;
    return sum + before.x * y - x * before.y;
  }, 0);
  return Math.abs(twice) / 2;
}
