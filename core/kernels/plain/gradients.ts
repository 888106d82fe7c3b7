// Histograms of a blurred picture's gradients around a place: of their directions alone, and of cells along an orientation.
import type { Views } from './views.ts';

export function orientationHistogram(
  { floats }: Views,
  picture: number,
  width: number,
  height: number,
  x: number,
  y: number,
  sigma: number,
  reach: number,
  _scratch: number,
  bins: number,
  out: number,
): void {
  const histogram = floats.subarray(out >>> 2, (out >>> 2) + bins).fill(0);
  for (let row = Math.max(1, y - reach); row <= Math.min(height - 2, y + reach); row++) {
    for (let column = Math.max(1, x - reach); column <= Math.min(width - 2, x + reach); column++) {
      const { across, down } = gradientAt(floats, (picture >>> 2) + row * width + column, width);
      const weight = Math.exp(-((column - x) ** 2 + (row - y) ** 2) / (2 * sigma * sigma));
      const bin = Math.round((Math.atan2(down, across) * bins) / (2 * Math.PI));
      histogram[(bin + bins) % bins]! += weight * Math.sqrt(across * across + down * down);
    }
  }
}

const CELLS = 4;
const BINS = 8;

export function gradientCells(
  { floats }: Views,
  picture: number,
  width: number,
  height: number,
  x: number,
  y: number,
  side: number,
  cosine: number,
  sine: number,
  angle: number,
  reach: number,
  _scratch: number,
  out: number,
): void {
  const sums = floats.subarray(out >>> 2, (out >>> 2) + (CELLS + 2) ** 2 * BINS).fill(0);
  for (let row = Math.max(1, y - reach); row <= Math.min(height - 2, y + reach); row++) {
    for (let column = Math.max(1, x - reach); column <= Math.min(width - 2, x + reach); column++) {
      const along = ((column - x) * cosine + (row - y) * sine) / side;
      const beside = ((row - y) * cosine - (column - x) * sine) / side;
      const cellX = along + CELLS / 2 - 0.5;
      const cellY = beside + CELLS / 2 - 0.5;
      if (!(cellX > -1 && cellX < CELLS && cellY > -1 && cellY < CELLS)) continue;
      const { across, down } = gradientAt(floats, (picture >>> 2) + row * width + column, width);
      // A Gaussian of half the square's side.
      const weight = Math.exp(-(along * along + beside * beside) / (CELLS * CELLS * 0.5));
      const bin = ((angle - Math.atan2(down, across)) * BINS) / (2 * Math.PI);
      shareOut(sums, cellX, cellY, bin, weight * Math.sqrt(across * across + down * down));
    }
  }
}

function gradientAt(floats: Float32Array, p: number, width: number): { across: number; down: number } {
  return { across: floats[p + 1]! - floats[p - 1]!, down: floats[p + width]! - floats[p - width]! };
}

/** To the two nearest cells each way and the two nearest directions, by nearness: no step where a gradient crosses over. */
function shareOut(sums: Float32Array, cellX: number, cellY: number, bin: number, amount: number): void {
  const left = Math.floor(cellX);
  const top = Math.floor(cellY);
  const first = Math.floor(bin);
  const right = cellX - left;
  const lower = cellY - top;
  const later = bin - first;
  const here = (first + 2 * BINS) % BINS;
  const next = (here + 1) % BINS;
  for (let step = 0; step < 4; step++) {
    const share = amount * (step & 1 ? right : 1 - right) * (step & 2 ? lower : 1 - lower);
    // One cell more on each side takes what falls off the square.
    const cell = ((top + 1 + (step >> 1)) * (CELLS + 2) + left + 1 + (step & 1)) * BINS;
    sums[cell + here]! += share * (1 - later);
    sums[cell + next]! += share * later;
  }
}
