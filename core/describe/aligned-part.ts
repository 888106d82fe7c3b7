// The second signal for cropped copies: lays one small grey picture into another at every place and size, and tells where it
// agrees best. The CNN finds the candidates; this verifies the nearest few (main/engine/search).
import type { GreyPicture, SummedAreas } from './summed-area.ts';
import { areaMeans, areaOf, summedAreas } from './summed-area.ts';

/** Where a part agrees best with a whole; fractions of the whole's sides. */
export interface AlignedPart {
  /** Normalised cross-correlation there: 1 the same up to brightness and contrast. */
  readonly similarity: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels of the longer side of the pictures to align. */
export const ALIGNED_SIDE = 80;
/** Every place and size is tried at this side: the cost grows with its fourth power. */
const COARSE_SIDE = 32;
/** A part is looked for down to this share of the whole's width and height: a fifth of its area. */
const SMALLEST_SHARE = 0.44;
/** From one size to the next: a part of half the side is then at most half a pixel off at its borders. */
const SIZE_STEP = 0.95;
/** Pixels on the shorter side of a part, below which agreement is chance. */
const FEWEST_PIXELS = 8;
/** A picture or window that varies by less than two levels (of 255) has no pattern. */
const FLAT_VARIANCE = 4;
/** What agrees less at the coarse side does not become a copy at the fine one. */
const LEAST_COARSE = 0.6;
/** Fine sizes and places around the coarse ones: as far as the coarse steps leave open. */
const FINE_SIZES = [0.955, 0.97, 0.985, 1, 1.015, 1.03, 1.045];
const FINE_REACH = 2;

/**
 * Normalised cross-correlation of `part`, scaled from as large as fits down to 0.44 of that, with every window of `whole`,
 * coarsely; then finely around the best. (Lewis, 'Fast template matching', 1995: window sums from a summed-area table, the
 * product directly.)
 * @throws CoreError `shape`, `parameter`. Cost: about 16 sizes x places x pixels, 1.5 million products at 80 x 60 pixels.
 */
export function alignPart(part: GreyPicture, whole: GreyPicture): AlignedPart {
  const fine = { picture: whole, areas: summedAreas(whole) };
  const template = { picture: part, areas: summedAreas(part) };
  const coarse = shrunk(fine);
  let best = noPlace;
  for (const size of sizesWithin(part, coarse.picture)) {
    const reach = { x: 0, y: 0, toX: coarse.picture.width - size.width, toY: coarse.picture.height - size.height };
    const place = bestPlace(template, size, coarse, reach);
    if (place.similarity > best.similarity) best = place;
  }
  return toFractions(best.similarity < LEAST_COARSE ? best : refine(template, best, coarse, fine), coarse, fine);
}

interface Measured {
  readonly picture: GreyPicture;
  readonly areas: SummedAreas;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A window of a picture, in its pixels, and how well the part agrees with it. */
interface Place extends Size {
  readonly similarity: number;
  readonly x: number;
  readonly y: number;
  readonly isFine: boolean;
}

const noPlace: Place = { similarity: 0, x: 0, y: 0, width: 0, height: 0, isFine: false };

function shrunk({ picture, areas }: Measured): Measured {
  const scale = Math.min(1, COARSE_SIDE / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const small = { width, height, data: Uint8Array.from(areaMeans(picture, areas, width, height), Math.round) };
  return { picture: small, areas: summedAreas(small) };
}

/** Largest first; the part keeps its proportions. */
function sizesWithin(part: Size, whole: Size): Size[] {
  const scale = Math.min(whole.width / part.width, whole.height / part.height);
  const sizes: Size[] = [];
  for (let share = 1; share >= SMALLEST_SHARE; share *= SIZE_STEP) {
    const width = Math.min(whole.width, Math.round(part.width * scale * share));
    const height = Math.min(whole.height, Math.round(part.height * scale * share));
    if (Math.min(width, height) >= FEWEST_PIXELS) sizes.push({ width, height });
  }
  return sizes;
}

function refine(template: Measured, coarsePlace: Place, coarse: Measured, fine: Measured): Place {
  const { width: W, height: H } = fine.picture;
  const across = W / coarse.picture.width;
  const down = H / coarse.picture.height;
  let best: Place = noPlace;
  for (const step of FINE_SIZES) {
    const width = Math.min(W, Math.round(coarsePlace.width * across * step));
    const height = Math.min(H, Math.round(coarsePlace.height * down * step));
    const x = Math.round((coarsePlace.x + coarsePlace.width / 2) * across - width / 2);
    const y = Math.round((coarsePlace.y + coarsePlace.height / 2) * down - height / 2);
    const reach = {
      ...{ x: Math.max(0, x - FINE_REACH), toX: Math.min(W - width, x + FINE_REACH) },
      ...{ y: Math.max(0, y - FINE_REACH), toY: Math.min(H - height, y + FINE_REACH) },
    };
    const place = bestPlace(template, { width, height }, fine, reach);
    if (place.similarity > best.similarity) best = { ...place, isFine: true };
  }
  return best.similarity > 0 ? best : coarsePlace;
}

/** Tries the part at one size at every place whose corner lies within `reach`. */
function bestPlace(
  part: Measured,
  { width, height }: Size,
  { picture, areas }: Measured,
  reach: { readonly x: number; readonly y: number; readonly toX: number; readonly toY: number },
): Place {
  const template = centred(areaMeans(part.picture, part.areas, width, height));
  if (template === null) return noPlace;
  const { sum, squares, stride } = areas;
  const count = width * height;
  let similarity = 0;
  let bestX = 0;
  let bestY = 0;
  for (let y = reach.y; y <= reach.toY; y++) {
    for (let x = reach.x; x <= reach.toX; x++) {
      const mean = areaOf(sum, stride, x, y, width, height) / count;
      const variance = areaOf(squares, stride, x, y, width, height) / count - mean * mean;
      if (variance < FLAT_VARIANCE) continue;
      const value = productAt(template, width, height, picture, x, y) / (count * Math.sqrt(variance));
      if (value > similarity) [similarity, bestX, bestY] = [value, x, y];
    }
  }
  return { similarity, x: bestX, y: bestY, width, height, isFine: false };
}

/** The template has mean 0, so the window's mean drops out of the product. */
function productAt(
  template: Float32Array,
  width: number,
  height: number,
  { data, width: stride }: GreyPicture,
  x: number,
  y: number,
): number {
  let product = 0;
  let t = 0;
  for (let row = 0; row < height; row++) {
    const start = (y + row) * stride + x;
    for (let p = start; p < start + width; p++) product += template[t++]! * data[p]!;
  }
  return product;
}

/** The values less their mean, of deviation 1; null when they are flat. */
function centred(values: Float32Array): Float32Array | null {
  let total = 0;
  let squares = 0;
  for (const value of values) {
    total += value;
    squares += value * value;
  }
  const mean = total / values.length;
  const variance = squares / values.length - mean * mean;
  if (variance < FLAT_VARIANCE) return null;
  const deviation = Math.sqrt(variance);
  for (let i = 0; i < values.length; i++) values[i] = (values[i]! - mean) / deviation;
  return values;
}

function toFractions(
  { similarity, x, y, width, height, isFine }: Place,
  coarse: Measured,
  fine: Measured,
): AlignedPart {
  if (similarity === 0) return { similarity, x: 0, y: 0, width: 1, height: 1 };
  const { width: W, height: H } = (isFine ? fine : coarse).picture;
  return { similarity: Math.min(1, similarity), x: x / W, y: y / H, width: width / W, height: height / H };
}
