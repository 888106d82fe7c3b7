// Whether matched places of two pictures lie alike: the map under which most of them do, and which those are.
// Source: Fischler, Bolles, 'Random sample consensus', CACM 1981; refined from its inliers each time as in Chum, Matas, Kittler,
// 'Locally optimized RANSAC', DAGM 2003.
import { areaScaleOf, type AffineMap } from '../describe/affine-map.ts';
import { unexpected } from '../errors.ts';
import type { Random } from '../random.ts';
import { fitMap, type MapModel, PAIRS_NEEDED, type PlacePair } from './fit-map.ts';

export interface GeometryOptions {
  readonly random: Random;
  /** `similarity` by default. Samples are always of two pairs of a similarity or three of an affine map. */
  readonly model?: MapModel;
  /** How far from its place a pair may lie, in pixels of the second picture; 3 by default. */
  readonly tolerance?: number;
  /** How sure it must be that a sample of good pairs was drawn; 0.99 by default. */
  readonly confidence?: number;
  /** No more samples than these; 2,000 by default. */
  readonly mostSamples?: number;
}

export interface VerifiedGeometry {
  /** From the first picture to the second. */
  readonly map: AffineMap;
  /** Which pairs lie within the tolerance, ascending. */
  readonly inliers: Uint32Array;
  /** How many samples were drawn. */
  readonly samples: number;
}

/** A picture is not looked for at less than a twentieth of its size, or more than twenty times. */
const LARGEST_SCALE = 20;
const REFINEMENTS = 4;
/** Lowe, IJCV 2004, section 7.4: how far a place's own change may be from the map's, as a factor and in radians. */
const SCALE_WITHIN = 2;
const TURN_WITHIN = Math.PI / 6;

/**
 * Null when no sample gave a map. With pairs made by chance a few always agree: who calls asks for enough inliers.
 * The same seed gives the same answer. Cost O(samples pairs), 2,000 samples at the most. @throws CoreError `parameter`
 */
export function verifyGeometry(pairs: readonly PlacePair[], options: GeometryOptions): VerifiedGeometry | null {
  const { random, model = 'similarity', tolerance = 3, confidence = 0.99, mostSamples = 2000 } = options;
  if (!(tolerance > 0)) throw unexpected('parameter', 'tolerance', 'a number above 0', tolerance);
  if (!(confidence > 0 && confidence < 1)) throw unexpected('parameter', 'confidence', 'between 0 and 1', confidence);
  const needed = PAIRS_NEEDED[model];
  if (pairs.length < needed) return null;
  let best: Consensus | null = null;
  let samples = 0;
  for (let enough = mostSamples; samples < enough; samples++) {
    const sample = drawSample(pairs, needed, random);
    const map = fitMap(sample, model);
    if (map === null || !isPlausible(map) || inliersOf(map, sample, tolerance).length < needed) continue;
    const inliers = inliersOf(map, pairs, tolerance);
    if (inliers.length < needed || inliers.length <= (best?.inliers.length ?? 0)) continue;
    best = refined({ map, inliers }, pairs, model, tolerance);
    enough = Math.min(mostSamples, samplesNeeded(best.inliers.length / pairs.length, needed, confidence));
  }
  return best && { ...best, inliers: Uint32Array.from(best.inliers), samples };
}

interface Consensus {
  readonly map: AffineMap;
  readonly inliers: readonly number[];
}

function drawSample(pairs: readonly PlacePair[], count: number, random: Random): PlacePair[] {
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(random.integer(pairs.length));
  return [...chosen].map((i) => pairs[i]!);
}

/** How many samples until one is all good with that confidence: Fischler and Bolles, section II.B. */
function samplesNeeded(share: number, needed: number, confidence: number): number {
  const good = share ** needed;
  return good >= 1 ? 1 : Math.ceil(Math.log(1 - confidence) / Math.log1p(-good));
}

/** Not mirrored, as no descriptor here is found in a mirror, and of a size that a picture may have. */
function isPlausible(map: AffineMap): boolean {
  const scale = Math.sqrt(areaScaleOf(map));
  const isMirrored = map.xx * map.yy - map.xy * map.yx <= 0;
  return !isMirrored && scale < LARGEST_SCALE && scale > 1 / LARGEST_SCALE;
}

function inliersOf(map: AffineMap, pairs: readonly PlacePair[], tolerance: number): number[] {
  const scale = Math.sqrt(areaScaleOf(map));
  const turn = Math.atan2(map.yx - map.xy, map.xx + map.yy);
  const inliers: number[] = [];
  for (let i = 0; i < pairs.length; i++) {
    const { x, y, toX, toY, change } = pairs[i]!;
    const u = map.xx * x + map.xy * y + map.x0 - toX;
    const v = map.yx * x + map.yy * y + map.y0 - toY;
    if (u * u + v * v > tolerance * tolerance) continue;
    if (change === undefined || changesAlike(change, scale, turn)) inliers.push(i);
  }
  return inliers;
}

function changesAlike(change: { readonly scale: number; readonly turn: number }, scale: number, turn: number): boolean {
  const ratio = change.scale / scale;
  const isScaled = ratio < SCALE_WITHIN && ratio > 1 / SCALE_WITHIN;
  return isScaled && Math.cos(change.turn - turn) > Math.cos(TURN_WITHIN);
}

/** Fitted to all inliers, which may find more, until no more come. */
function refined(start: Consensus, pairs: readonly PlacePair[], model: MapModel, tolerance: number): Consensus {
  let best = start;
  for (let round = 0; round < REFINEMENTS; round++) {
    const map = fitMap(best.inliers.map((i) => pairs[i]!), model); // prettier-ignore
    if (map === null || !isPlausible(map)) return best;
    const inliers = inliersOf(map, pairs, tolerance);
    if (inliers.length < best.inliers.length) return best;
    const isSettled = inliers.length === best.inliers.length;
    best = { map, inliers };
    if (isSettled) return best;
  }
  return best;
}
