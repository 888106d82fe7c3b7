// Lays one small grey picture over another to a fraction of a pixel: from a rough place to the affine map under which the two
// differ least, up to brightness and contrast. What then still differs is what was changed, or another moment.
import { solveLinear } from '../linalg/solve-linear.ts';
import { type AffineMap, doubled, seenThrough } from './affine-map.ts';
import { halved, type LightPicture } from './light-picture.ts';
import type { Window } from './summed-area.ts';

/** The search begins where the longer side has no more pixels than this: there a rough place is a pixel or two off. */
const COARSEST_SIDE = 50;
const SMALLEST_SIDE = 12;
const COARSEST_ROUNDS = 20;
const FINER_ROUNDS = 6;
/** A round that moves no pixel farther than this is the last one. */
const SETTLED = 0.02;
/** Residuals beyond so many mean ones count by their size, no longer by its square (Huber): writing must not pull. */
const HUBER = 1.5;
/** The share of the first picture that must see the second. */
const LEAST_SEEN = 0.3;
/** Map (6), gain and offset. */
const UNKNOWNS = 8;

/**
 * Gauss-Newton over map, gain and offset, coarse to fine (Baker and Matthews, 'Lucas-Kanade 20 years on', IJCV 2004, forward
 * additive), with Huber weights. @param window of `whole` where `part` lies roughly, as fractions of its sides
 * Cost: about 150,000 pixel visits at 160 pixels a side, some 15 ms.
 */
export function registerPictures(part: LightPicture, whole: LightPicture, window: Window): AffineMap {
  const levels = pyramid(part, whole);
  let map: AffineMap | null = null;
  for (const [i, level] of levels.entries()) {
    map = map === null ? toMap(window, level.part, level.whole) : doubled(map);
    map = settle(map, level.part, level.whole, i === 0 ? COARSEST_ROUNDS : FINER_ROUNDS);
  }
  return map!;
}

interface Level {
  readonly part: LightPicture;
  readonly whole: LightPicture;
}

/** Coarsest first. */
function pyramid(part: LightPicture, whole: LightPicture): Level[] {
  const levels: Level[] = [{ part, whole }];
  for (;;) {
    const { part: p, whole: w } = levels[0]!;
    const isCoarse = Math.max(p.width, p.height) <= COARSEST_SIDE;
    if (isCoarse || Math.min(p.width, p.height, w.width, w.height) < 2 * SMALLEST_SIDE) return levels;
    levels.unshift({ part: halved(p), whole: halved(w) });
  }
}

function toMap(window: Window, part: LightPicture, whole: LightPicture): AffineMap {
  const xx = (window.width * whole.width) / part.width;
  const yy = (window.height * whole.height) / part.height;
  return {
    ...{ xx, xy: 0, x0: window.x * whole.width + (xx - 1) / 2 },
    ...{ yx: 0, yy, y0: window.y * whole.height + (yy - 1) / 2 },
  };
}

interface Fit {
  readonly map: AffineMap;
  readonly gain: number;
  readonly offset: number;
}

function settle(start: AffineMap, part: LightPicture, whole: LightPicture, rounds: number): AffineMap {
  let fit: Fit | null = firstFit(start, part, seenThrough(start, whole, part));
  let map = start;
  for (let round = 0; round < rounds && fit !== null; round++) {
    const step = stepFrom(fit, part, seenThrough(map, whole, part));
    if (step === null) return map;
    fit = step.fit;
    map = fit.map;
    if (step.farthest < SETTLED) return map;
  }
  return map;
}

/** Gain and offset by least squares; null when too little is seen, or there is no pattern. */
function firstFit(map: AffineMap, part: LightPicture, seen: Float32Array): Fit | null {
  const sums = { count: 0, parts: 0, others: 0, squares: 0, products: 0 };
  for (let p = 0; p < seen.length; p++) {
    const value = seen[p]!;
    if (Number.isNaN(value)) continue;
    sums.count++;
    sums.parts += part.data[p]!;
    sums.others += value;
    sums.squares += value * value;
    sums.products += value * part.data[p]!;
  }
  if (sums.count < LEAST_SEEN * seen.length) return null;
  const mean = sums.others / sums.count;
  const variance = sums.squares / sums.count - mean * mean;
  if (variance < 1) return null;
  const gain = Math.max(0.1, (sums.products / sums.count - (mean * sums.parts) / sums.count) / variance);
  return { map, gain, offset: sums.parts / sums.count - gain * mean };
}

function stepFrom(fit: Fit, part: LightPicture, seen: Float32Array): { fit: Fit; farthest: number } | null {
  const equations = normalEquations(fit, part, seen);
  if (equations === null || !solveLinear(equations.matrix, equations.right)) return null;
  const [xx, xy, x0, yx, yy, y0, gain, offset] = [...equations.right] as [number, number, number, number, number, number, number, number]; // prettier-ignore
  const { map } = fit;
  return {
    fit: {
      map: {
        ...{ xx: map.xx + xx, xy: map.xy + xy, x0: map.x0 + x0 },
        ...{ yx: map.yx + yx, yy: map.yy + yy, y0: map.y0 + y0 },
      },
      gain: fit.gain + gain,
      offset: fit.offset + offset,
    },
    farthest:
      Math.abs(x0) + Math.abs(y0) + ((Math.abs(xx) + Math.abs(xy) + Math.abs(yx) + Math.abs(yy)) * part.width) / 2,
  };
}

/** Of the weighted squares of `part - gain seen - offset`; null when too little is seen. */
function normalEquations(
  { map, gain, offset }: Fit,
  { width, height, data }: LightPicture,
  seen: Float32Array,
): { matrix: Float64Array; right: Float64Array } | null {
  const matrix = new Float64Array(UNKNOWNS * UNKNOWNS);
  const right = new Float64Array(UNKNOWNS);
  const slopes = new Float64Array(UNKNOWNS);
  const tolerance = HUBER * meanResidual(data, seen, gain, offset) + 1e-3;
  const area = map.xx * map.yy - map.xy * map.yx;
  let count = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const p = y * width + x;
      const value = seen[p]!;
      // Gradients are taken where the first picture's pixels lie, and turned into the second's directions.
      const across = (seen[p + 1]! - seen[p - 1]!) / 2;
      const down = (seen[p + width]! - seen[p - width]!) / 2;
      if (Number.isNaN(value + across + down)) continue;
      const u = (gain * (across * map.yy - down * map.yx)) / area;
      const v = (gain * (down * map.xx - across * map.xy)) / area;
      const residual = data[p]! - gain * value - offset;
      const weight = Math.min(1, tolerance / Math.abs(residual));
      slopes.set([u * x, u * y, u, v * x, v * y, v, value, 1]);
      addTo(matrix, right, slopes, weight, residual);
      count++;
    }
  }
  if (count < LEAST_SEEN * width * height) return null;
  completeSymmetric(matrix);
  return { matrix, right };
}

function meanResidual(data: Float32Array, seen: Float32Array, gain: number, offset: number): number {
  let sum = 0;
  let count = 0;
  for (let p = 0; p < seen.length; p++) {
    const residual = data[p]! - gain * seen[p]! - offset;
    if (Number.isNaN(residual)) continue;
    sum += Math.abs(residual);
    count++;
  }
  return sum / Math.max(1, count);
}

function addTo(
  matrix: Float64Array,
  right: Float64Array,
  slopes: Float64Array,
  weight: number,
  residual: number,
): void {
  for (let i = 0; i < UNKNOWNS; i++) {
    const slope = weight * slopes[i]!;
    right[i]! += slope * residual;
    for (let j = i; j < UNKNOWNS; j++) matrix[i * UNKNOWNS + j]! += slope * slopes[j]!;
  }
}

/** Copies the upper triangle to the lower one; a hair more on the diagonal keeps a picture without detail solvable. */
function completeSymmetric(matrix: Float64Array): void {
  for (let i = 0; i < UNKNOWNS; i++) {
    for (let j = 0; j < i; j++) matrix[i * UNKNOWNS + j] = matrix[j * UNKNOWNS + i]!;
    matrix[i * UNKNOWNS + i]! *= 1.0001;
  }
}
