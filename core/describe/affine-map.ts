// Where each pixel of one small picture lies in another: an affine map, and the other picture seen through it.
import type { LightPicture } from './light-picture.ts';

/** (x, y) of the first picture lies at (xx x + xy y + x0, yx x + yy y + y0) of the second, in pixels. */
export interface AffineMap {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/** The same map between the pictures at twice the size; pixel 0 covers 0 to 1, so its centre moves by half a pixel. */
export function doubled({ xx, xy, x0, yx, yy, y0 }: AffineMap): AffineMap {
  return { xx, xy, x0: 2 * x0 + (1 - xx - xy) / 2, yx, yy, y0: 2 * y0 + (1 - yx - yy) / 2 };
}

/** Degrees, clockwise, by which the first picture's rows are turned. */
export function turnOf({ xx, yx }: AffineMap): number {
  return (Math.atan2(yx, xx) * 180) / Math.PI;
}

/** 0 for a map that keeps shapes; how far angles and proportions are off, as a share. */
export function distortionOf({ xx, xy, yx, yy }: AffineMap): number {
  const across = Math.hypot(xx, yx);
  const down = Math.hypot(xy, yy);
  return Math.abs((xx * xy + yx * yy) / (across * down)) + Math.abs(Math.log(across / down));
}

export function areaScaleOf({ xx, xy, yx, yy }: AffineMap): number {
  return Math.abs(xx * yy - xy * yx);
}

/** First `inner`, then `outer`. */
export function composed(outer: AffineMap, inner: AffineMap): AffineMap {
  return {
    xx: outer.xx * inner.xx + outer.xy * inner.yx,
    xy: outer.xx * inner.xy + outer.xy * inner.yy,
    x0: outer.xx * inner.x0 + outer.xy * inner.y0 + outer.x0,
    yx: outer.yx * inner.xx + outer.yy * inner.yx,
    yy: outer.yx * inner.xy + outer.yy * inner.yy,
    y0: outer.yx * inner.x0 + outer.yy * inner.y0 + outer.y0,
  };
}

/** The way back. Only for maps that leave an area. */
export function inverted({ xx, xy, x0, yx, yy, y0 }: AffineMap): AffineMap {
  const area = xx * yy - xy * yx;
  return {
    ...{ xx: yy / area, xy: -xy / area, x0: (xy * y0 - yy * x0) / area },
    ...{ yx: -yx / area, yy: xx / area, y0: (yx * x0 - xx * y0) / area },
  };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The same map between fractions of the pictures' sides: 0 the left or upper border, 1 the right or lower one. */
export function inFractions({ xx, xy, x0, yx, yy, y0 }: AffineMap, first: Size, second: Size): AffineMap {
  return {
    xx: (xx * first.width) / second.width,
    xy: (xy * first.height) / second.width,
    x0: (x0 + (1 - xx - xy) / 2) / second.width,
    yx: (yx * first.width) / second.height,
    yy: (yy * first.height) / second.height,
    y0: (y0 + (1 - yx - yy) / 2) / second.height,
  };
}

/** The second picture as it lies under the first, between the pixels; NaN where the map leaves it. */
export function seenThrough(map: AffineMap, picture: LightPicture, { width, height }: Size): Float32Array {
  const seen = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = map.xx * x + map.xy * y + map.x0;
      const v = map.yx * x + map.yy * y + map.y0;
      seen[y * width + x] = between(picture, u, v);
    }
  }
  return seen;
}

function between({ width, height, data }: LightPicture, u: number, v: number): number {
  if (!(u >= 0 && v >= 0 && u <= width - 1 && v <= height - 1)) return NaN;
  const left = Math.min(width - 2, Math.floor(u));
  const top = Math.min(height - 2, Math.floor(v));
  const across = u - left;
  const down = v - top;
  const p = top * width + left;
  const upper = data[p]! * (1 - across) + data[p + 1]! * across;
  const lower = data[p + width]! * (1 - across) + data[p + width + 1]! * across;
  return upper * (1 - down) + lower * down;
}
