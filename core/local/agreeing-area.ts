// Where two pictures that lie over each other show the same: the rectangle of blocks that agree. A copy agrees nearly everywhere
// within it; another shot of the same thing, whose places also lie alike, does not.
import type { LightPicture } from '../describe/light-picture.ts';

export interface AgreeingArea {
  /** The rectangle, in pixels of the picture. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Share of its blocks with a pattern that agree. */
  readonly agreement: number;
  /** How many of its blocks have a pattern. */
  readonly patternCount: number;
}

/** Pixels a side of a block. */
export const BLOCK_SIDE = 8;
/** Normalised cross-correlation from which on a block agrees. */
const AGREES = 0.8;
/** A block of less variance, in squared levels, shows nothing that could agree. */
const PATTERN_VARIANCE = 12;
/** What is plain in both is taken in with what it lies in, but makes no rectangle by itself. */
const PLAIN_VALUE = 0.1;

/**
 * The rectangle with the most agreeing blocks over others; null where none agrees.
 * @param seen the other picture as it lies under `picture`; NaN where it does not reach. Cost O(pixels + rows^2 columns) of blocks
 */
export function findAgreeingArea(picture: LightPicture, seen: Float32Array): AgreeingArea | null {
  const columns = Math.floor(picture.width / BLOCK_SIDE);
  const rows = Math.floor(picture.height / BLOCK_SIDE);
  const blocks = Array.from({ length: rows * columns }, (_, i) =>
    judge(picture, seen, (i % columns) * BLOCK_SIDE, Math.floor(i / columns) * BLOCK_SIDE),
  );
  const best = mostValuable(blocks.map(valueOf), rows, columns);
  if (best === null) return null;
  const inside = blocks.filter((_, i) => isInside(best, i % columns, Math.floor(i / columns)));
  const patterns = inside.filter((block) => block === 'agrees' || block === 'differs');
  const agreeing = patterns.filter((block) => block === 'agrees').length;
  if (agreeing === 0) return null;
  return {
    ...{ left: best.left * BLOCK_SIDE, top: best.top * BLOCK_SIDE },
    ...{ right: best.right * BLOCK_SIDE, bottom: best.bottom * BLOCK_SIDE },
    agreement: agreeing / patterns.length,
    patternCount: patterns.length,
  };
}

type Block = 'agrees' | 'differs' | 'plain' | 'unseen';

function valueOf(block: Block): number {
  switch (block) {
    case 'agrees':
      return 1;
    case 'plain':
      return PLAIN_VALUE;
    case 'differs':
    case 'unseen':
      return -1;
  }
}

function judge({ width, data }: LightPicture, seen: Float32Array, left: number, top: number): Block {
  let [count, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let y = top; y < top + BLOCK_SIDE; y++) {
    for (let p = y * width + left; p < y * width + left + BLOCK_SIDE; p++) {
      const [own, other] = [data[p]!, seen[p]!];
      if (Number.isNaN(other)) continue;
      count++;
      a += own;
      b += other;
      aa += own * own;
      bb += other * other;
      ab += own * other;
    }
  }
  if (count < (BLOCK_SIDE * BLOCK_SIDE) / 2) return 'unseen';
  const ownVariance = aa / count - (a / count) ** 2;
  const otherVariance = bb / count - (b / count) ** 2;
  if (Math.max(ownVariance, otherVariance) < PATTERN_VARIANCE) return 'plain';
  const correlation = (ab / count - (a * b) / count ** 2) / Math.sqrt(Math.max(1e-6, ownVariance * otherVariance));
  return correlation >= AGREES ? 'agrees' : 'differs';
}

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function isInside({ left, top, right, bottom }: Rectangle, x: number, y: number): boolean {
  return x >= left && x < right && y >= top && y < bottom;
}

/** The rectangle of largest sum: Kadane's scan over the columns for every range of rows (Bentley, 'Programming pearls', CACM 1984). */
function mostValuable(values: readonly number[], rows: number, columns: number): Rectangle | null {
  let best: Rectangle | null = null;
  let most = 0;
  for (let top = 0; top < rows; top++) {
    const sums = new Float64Array(columns);
    for (let bottom = top; bottom < rows; bottom++) {
      let [sum, left] = [0, 0];
      for (let x = 0; x < columns; x++) {
        sums[x]! += values[bottom * columns + x]!;
        if (sum <= 0) [sum, left] = [0, x];
        sum += sums[x]!;
        if (sum <= most) continue;
        most = sum;
        best = { left, top, right: x + 1, bottom: bottom + 1 };
      }
    }
  }
  return best;
}
