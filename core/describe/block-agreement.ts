// How two pictures that lie over each other agree, block by block: copies agree in nearly every block that shows something,
// two shots of one scene only where nothing moved.
import { type LightPicture } from './light-picture.ts';

export interface BlockAgreement {
  /** Normalised cross-correlation that four fifths of the blocks with a pattern reach; 0 when there is none. */
  readonly agreement: number;
  /** What the worst of them has: writing, and whatever moved, shows in few blocks. */
  readonly leastAgreement: number;
  /** Blocks with a pattern. */
  readonly patternCount: number;
  /** Share of all blocks that both pictures show. */
  readonly covered: number;
}

/** Pixels a side: large enough for a pattern, small enough that writing spoils few. */
const SIDE = 12;
/** A block with less variance (squared levels) in both shows sky, or JPEG's rounding. */
const PATTERN_VARIANCE = 16;
const FLAT_VARIANCE = 1;
/** A block counts as shown when the second picture reaches under so much of it. */
const LEAST_SHOWN = 0.8;
const QUANTILE = 0.2;

/** @param seen the other picture as it lies under `picture`; NaN where it does not reach. Cost O(pixels) */
export function agreeInBlocks(picture: LightPicture, seen: Float32Array): BlockAgreement {
  const values: number[] = [];
  let count = 0;
  let shownCount = 0;
  for (let top = 0; top + SIDE <= picture.height; top += SIDE) {
    for (let left = 0; left + SIDE <= picture.width; left += SIDE) {
      const block = correlate(picture, seen, left, top);
      count++;
      if (block === null) continue;
      shownCount++;
      if (block !== 'plain') values.push(block);
    }
  }
  values.sort((a, b) => a - b);
  return {
    agreement: values[Math.floor(QUANTILE * values.length)] ?? 0,
    leastAgreement: values[0] ?? 0,
    patternCount: values.length,
    covered: count === 0 ? 0 : shownCount / count,
  };
}

/** Null where the other picture does not reach. */
function correlate(
  { width, data }: LightPicture,
  seen: Float32Array,
  left: number,
  top: number,
): number | 'plain' | null {
  let [count, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let y = top; y < top + SIDE; y++) {
    for (let p = y * width + left; p < y * width + left + SIDE; p++) {
      const other = seen[p]!;
      if (Number.isNaN(other)) continue;
      const own = data[p]!;
      count++;
      a += own;
      b += other;
      aa += own * own;
      bb += other * other;
      ab += own * other;
    }
  }
  if (count < LEAST_SHOWN * SIDE * SIDE) return null;
  const ownVariance = aa / count - (a / count) ** 2;
  const otherVariance = bb / count - (b / count) ** 2;
  const isPlain = Math.max(ownVariance, otherVariance) < PATTERN_VARIANCE;
  if (isPlain || Math.min(ownVariance, otherVariance) < FLAT_VARIANCE) return 'plain';
  return (ab / count - (a * b) / count ** 2) / Math.sqrt(ownVariance * otherVariance);
}
