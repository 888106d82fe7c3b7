// The second signal for cropped copies: lays one small grey picture into another at every place and size, and tells where it
// agrees best. The CNN finds the candidates; this verifies the nearest few (main/engine/search).
import type { GreyPicture, SummedAreas, Window } from './summed-area.ts';
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
/** What agrees less at the coarse side does not become a copy by looking closer. */
const LEAST_COARSE = 0.6;
/** First steps of the closer look, in coarse pixels and shares of the size; each round halves them. */
const FIRST_MOVE = 0.5;
const FIRST_STRETCH = 0.025;
const ROUNDS = 4;

/**
 * Normalised cross-correlation of `part`, scaled from as large as fits down to 0.44 of that, with every window of `whole`,
 * coarsely (Lewis, 'Fast template matching', 1995: window sums from a summed-area table, the product directly); then closer,
 * between the pixels, up the hill from the best.
 * @throws CoreError `shape`, `parameter`. Cost: about 16 sizes x places x pixels, 1.5 million products at 80 x 60 pixels.
 */
export function alignPart(part: GreyPicture, whole: GreyPicture): AlignedPart {
  const template = measured(part);
  const fine = measured(whole);
  const coarse = shrunk(fine);
  let best = noPlace;
  for (const size of sizesWithin(part, coarse.picture)) {
    const place = bestPlace(template, size, coarse);
    if (place.similarity > best.similarity) best = place;
  }
  if (best.similarity === 0) return { similarity: 0, x: 0, y: 0, width: 1, height: 1 };
  const scale = whole.width / coarse.picture.width;
  const start = within(whole, {
    x: best.x * scale,
    y: best.y * scale,
    width: best.width * scale,
    height: best.height * scale,
  });
  const found =
    best.similarity < LEAST_COARSE ? { ...start, similarity: best.similarity } : climb(template, fine, start, scale);
  return {
    similarity: Math.min(1, found.similarity),
    ...{ x: found.x / whole.width, y: found.y / whole.height },
    ...{ width: found.width / whole.width, height: found.height / whole.height },
  };
}

interface Measured {
  readonly picture: GreyPicture;
  readonly areas: SummedAreas;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a part lies in a picture, and how well it agrees with it. */
interface Place extends Window {
  readonly similarity: number;
}

const noPlace: Place = { similarity: 0, x: 0, y: 0, width: 0, height: 0 };

function measured(picture: GreyPicture): Measured {
  return { picture, areas: summedAreas(picture) };
}

function frame({ width, height }: Size): Window {
  return { x: 0, y: 0, width, height };
}

function shrunk({ picture, areas }: Measured): Measured {
  const scale = Math.min(1, COARSE_SIDE / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  return measured({
    width,
    height,
    data: Uint8Array.from(areaMeans(areas, frame(picture), width, height), Math.round),
  });
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

/** Moves and stretches the window as long as it agrees better, in ever smaller steps. Both are compared at the coarse side. */
function climb(part: Measured, whole: Measured, start: Window, scale: number): Place {
  const shrink = Math.min(1, COARSE_SIDE / Math.max(part.picture.width, part.picture.height));
  const size = {
    width: Math.max(1, Math.round(part.picture.width * shrink)),
    height: Math.max(1, Math.round(part.picture.height * shrink)),
  };
  const template = centred(areaMeans(part.areas, frame(part.picture), size.width, size.height));
  const rate = (window: Window): Place => ({ ...window, similarity: agreement(template, whole.areas, window, size) });
  let best = rate(start);
  for (let round = 0; round < ROUNDS; round++) {
    const move = (FIRST_MOVE * scale) / 2 ** round;
    const stretch = FIRST_STRETCH / 2 ** round;
    for (let isBetter = true; isBetter;) {
      const tries = neighbours(best, move, stretch).map((window) => rate(within(whole.picture, window)));
      const next = tries.reduce((a, b) => (b.similarity > a.similarity ? b : a), best);
      isBetter = next.similarity > best.similarity;
      best = next;
    }
  }
  return best;
}

function neighbours({ x, y, width, height }: Window, move: number, stretch: number): Window[] {
  const stretched = (by: number): Window => ({
    ...{ x: x - (by * width) / 2, y: y - (by * height) / 2 },
    ...{ width: width * (1 + by), height: height * (1 + by) },
  });
  const moved = (across: number, down: number): Window => ({ x: x + across, y: y + down, width, height });
  return [moved(move, 0), moved(-move, 0), moved(0, move), moved(0, -move), stretched(stretch), stretched(-stretch)];
}

/** The window, made smaller and moved until no border lies outside the picture. */
function within(picture: Size, window: Window): Window {
  const scale = Math.min(1, picture.width / window.width, picture.height / window.height);
  const width = window.width * scale;
  const height = window.height * scale;
  const x = Math.min(Math.max(0, window.x), picture.width - width);
  const y = Math.min(Math.max(0, window.y), picture.height - height);
  return { x, y, width, height };
}

function agreement(template: Float32Array | null, areas: SummedAreas, window: Window, { width, height }: Size): number {
  const shown = centred(areaMeans(areas, window, width, height));
  if (template === null || shown === null) return 0;
  let product = 0;
  for (let i = 0; i < template.length; i++) product += template[i]! * shown[i]!;
  return product / template.length;
}

/** Tries the part at one size at every place. */
function bestPlace(part: Measured, { width, height }: Size, { picture, areas }: Measured): Place {
  const template = centred(areaMeans(part.areas, frame(part.picture), width, height));
  if (template === null) return noPlace;
  const { sum, squares, stride } = areas;
  const count = width * height;
  let similarity = 0;
  let bestX = 0;
  let bestY = 0;
  for (let y = 0; y <= picture.height - height; y++) {
    for (let x = 0; x <= picture.width - width; x++) {
      const mean = areaOf(sum, stride, x, y, width, height) / count;
      const variance = areaOf(squares, stride, x, y, width, height) / count - mean * mean;
      if (variance < FLAT_VARIANCE) continue;
      const value = productAt(template, width, height, picture, x, y) / (count * Math.sqrt(variance));
      if (value > similarity) [similarity, bestX, bestY] = [value, x, y];
    }
  }
  return { similarity, x: bestX, y: bestY, width, height };
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
