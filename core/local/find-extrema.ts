// Extrema of the differences of Gaussians, put to their place between pixels and levels, and kept where they are stable.
// Source: Lowe, IJCV 2004, sections 3.1 and 4.
import type { LightPicture } from '../describe/light-picture.ts';
import { wordsAt } from '../kernels/kernel-memory.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { solveLinear } from '../linalg/solve-linear.ts';
import { pixelsOf, type PlacedPicture } from './placed-picture.ts';
import { LEVELS } from './scale-space.ts';

/** Pixels along the border in which nothing is looked for: there the picture is mirrored. */
const BORDER = 5;
/** The place moves to another pixel no more often than that, or it is none. */
const MOST_MOVES = 5;

export interface Extremum {
  /** In pixels of the octave. */
  readonly x: number;
  readonly y: number;
  /** Between levels: the blur is FIRST_SIGMA 2^(level / LEVELS). */
  readonly level: number;
  /** The level that lies nearest, whose picture is described. */
  readonly nearestLevel: number;
  /** |D| at that place, of a picture from 0 to 1. */
  readonly strength: number;
}

export interface ExtremumLimits {
  /** Least |D| times LEVELS, of a picture from 0 to 1 (section 4). */
  readonly contrast: number;
  /** The largest ratio of the principal curvatures, r of section 4.1. */
  readonly edgeRatio: number;
}

/**
 * Every stable extremum of an octave, level by level, row by row.
 * @param differences of its levels (`differencesOf`) @param scratch address of 4 bytes for each pixel. Cost O(pixels LEVELS)
 */
export function findExtrema(
  kernels: Kernels,
  differences: readonly PlacedPicture[],
  scratch: number,
  limits: ExtremumLimits,
): Extremum[] {
  const found: Extremum[] = [];
  const floor = (0.5 * 255 * limits.contrast) / LEVELS;
  const { width, height } = differences[0]!;
  const addresses = differences.map(({ address }) => address);
  const pictures = differences.map((picture) => pixelsOf(picture, kernels.memory));
  for (let level = 1; level <= LEVELS; level++) {
    const [below, here, above] = addresses.slice(level - 1, level + 2) as [number, number, number];
    const count = kernels.findPeaks(below, here, above, width, height, BORDER, floor, scratch);
    for (const p of wordsAt(kernels.memory, scratch, count)) {
      const extremum = refine(pictures, p % width, Math.floor(p / width), level, limits);
      if (extremum !== null) found.push(extremum);
    }
  }
  return found;
}

/** Follows the parabola's top from pixel to pixel (section 4, equations 2 and 3); null where it is unstable. */
function refine(
  differences: readonly LightPicture[],
  startX: number,
  startY: number,
  startLevel: number,
  limits: ExtremumLimits,
): Extremum | null {
  const { width, height } = differences[0]!;
  let [x, y, level] = [startX, startY, startLevel];
  for (let move = 0; move < MOST_MOVES; move++) {
    const shape = shapeAt(differences, x, y, level);
    const step = topOf(shape);
    if (step === null) return null;
    if (Math.max(Math.abs(step[0]), Math.abs(step[1]), Math.abs(step[2])) < 0.5) {
      return isStable(shape, step, limits) ? placed(shape, step, x, y, level) : null;
    }
    x += Math.round(step[0]);
    y += Math.round(step[1]);
    level += Math.round(step[2]);
    const isOutside = x < BORDER || x >= width - BORDER || y < BORDER || y >= height - BORDER;
    // Written so that a step of no size (not a number) ends here too.
    if (isOutside || !(level >= 1 && level <= LEVELS)) return null;
  }
  return null;
}

type Triple = readonly [number, number, number];

/** Value, gradient and second derivatives of D by differences of neighbouring pixels, along x, y and level. */
interface Shape {
  readonly value: number;
  readonly gradient: Triple;
  readonly dxx: number;
  readonly dyy: number;
  readonly dll: number;
  readonly dxy: number;
  readonly dxl: number;
  readonly dyl: number;
}

function shapeAt(differences: readonly LightPicture[], x: number, y: number, level: number): Shape {
  const width = differences[0]!.width;
  const p = y * width + x;
  const here = differences[level]!.data;
  const below = differences[level - 1]!.data;
  const above = differences[level + 1]!.data;
  const value = here[p]!;
  return {
    value,
    gradient: [
      (here[p + 1]! - here[p - 1]!) / 2,
      (here[p + width]! - here[p - width]!) / 2,
      (above[p]! - below[p]!) / 2,
    ],
    dxx: here[p + 1]! + here[p - 1]! - 2 * value,
    dyy: here[p + width]! + here[p - width]! - 2 * value,
    dll: above[p]! + below[p]! - 2 * value,
    dxy: (here[p + width + 1]! - here[p + width - 1]! - here[p - width + 1]! + here[p - width - 1]!) / 4,
    dxl: (above[p + 1]! - above[p - 1]! - below[p + 1]! + below[p - 1]!) / 4,
    dyl: (above[p + width]! - above[p - width]! - below[p + width]! + below[p - width]!) / 4,
  };
}

/** Equation 3: the step from the pixel to the extremum; null where there is no single one. */
function topOf({ gradient, dxx, dyy, dll, dxy, dxl, dyl }: Shape): Triple | null {
  const step = Float64Array.from(gradient, (value) => -value);
  const hessian = Float64Array.of(dxx, dxy, dxl, dxy, dyy, dyl, dxl, dyl, dll);
  return solveLinear(hessian, step) ? [step[0]!, step[1]!, step[2]!] : null;
}

/** D at the extremum (section 4): the value and half the gradient along the step. */
function valueAtTop({ value, gradient }: Shape, step: Triple): number {
  return value + (gradient[0] * step[0] + gradient[1] * step[1] + gradient[2] * step[2]) / 2;
}

/** Enough contrast, and no edge: equation 4 of section 4.1, trace^2 / determinant < (r + 1)^2 / r. */
function isStable(shape: Shape, step: Triple, { contrast, edgeRatio }: ExtremumLimits): boolean {
  if (Math.abs(valueAtTop(shape, step)) * LEVELS < 255 * contrast) return false;
  const trace = shape.dxx + shape.dyy;
  const determinant = shape.dxx * shape.dyy - shape.dxy ** 2;
  return determinant > 0 && trace ** 2 * edgeRatio < (edgeRatio + 1) ** 2 * determinant;
}

function placed(shape: Shape, step: Triple, x: number, y: number, level: number): Extremum {
  return {
    ...{ x: x + step[0], y: y + step[1], level: level + step[2], nearestLevel: level },
    strength: Math.abs(valueAtTop(shape, step)) / 255,
  };
}
