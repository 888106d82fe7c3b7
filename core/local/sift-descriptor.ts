// The 128 numbers of a place: 4 x 4 histograms of its gradients, of 8 directions each, laid out along its orientation.
// Source: Lowe, IJCV 2004, section 6.
import type { LightPicture } from '../describe/light-picture.ts';

const CELLS = 4;
const BINS = 8;
export const SIFT_LENGTH = CELLS * CELLS * BINS;
/** The side of a cell, in scales of the keypoint. */
const CELL_SIDE = 3;
/** No component is larger before the second normalisation (section 6.1): a bright spot must not decide. */
const LARGEST = 0.2;
/** A vector of length one, times this, in bytes; hardly a component is as large as a half. */
const BYTE_FACTOR = 512;

export interface DescribedPlace {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  /** Radians, clockwise. */
  readonly angle: number;
}

/**
 * Component (row CELLS + column) BINS + bin; directions are counted anticlockwise from the orientation, as Lowe's program and
 * OpenCV count them, so that descriptors can be compared with theirs.
 * @param level the picture blurred nearest to the keypoint's scale @param place in its pixels
 * @param into (128) bytes. Cost O(scale^2): some 450 scale^2 gradients
 */
export function describePlace(level: LightPicture, place: DescribedPlace, into: Uint8Array): void {
  const sums = new Float64Array((CELLS + 2) * (CELLS + 2) * BINS);
  addGradients(level, place, sums);
  const vector = innerCells(sums);
  const longest = LARGEST * lengthOf(vector);
  for (let i = 0; i < SIFT_LENGTH; i++) vector[i] = Math.min(vector[i]!, longest);
  const factor = BYTE_FACTOR / Math.max(lengthOf(vector), 1e-12);
  for (let i = 0; i < SIFT_LENGTH; i++) into[i] = Math.min(255, Math.round(vector[i]! * factor));
}

/** Every gradient in the turned square, weighted by a Gaussian of half its side (section 6.1). */
function addGradients({ width, height, data }: LightPicture, place: DescribedPlace, sums: Float64Array): void {
  const x = Math.round(place.x);
  const y = Math.round(place.y);
  const side = CELL_SIDE * place.scale;
  const reach = Math.min(Math.round((side * Math.SQRT2 * (CELLS + 1)) / 2), Math.ceil(Math.hypot(width, height)));
  const cosine = Math.cos(place.angle) / side;
  const sine = Math.sin(place.angle) / side;
  for (let row = Math.max(1, y - reach); row <= Math.min(height - 2, y + reach); row++) {
    for (let column = Math.max(1, x - reach); column <= Math.min(width - 2, x + reach); column++) {
      const along = (column - x) * cosine + (row - y) * sine;
      const beside = (row - y) * cosine - (column - x) * sine;
      const cellX = along + CELLS / 2 - 0.5;
      const cellY = beside + CELLS / 2 - 0.5;
      if (!(cellX > -1 && cellX < CELLS && cellY > -1 && cellY < CELLS)) continue;
      const p = row * width + column;
      const across = data[p + 1]! - data[p - 1]!;
      const down = data[p + width]! - data[p - width]!;
      const weight = Math.exp(-(along * along + beside * beside) / (CELLS * CELLS * 0.5));
      const bin = ((place.angle - Math.atan2(down, across)) * BINS) / (2 * Math.PI);
      shareOut(sums, cellX, cellY, bin, weight * Math.sqrt(across * across + down * down));
    }
  }
}

/** To the two nearest cells each way and the two nearest directions, by nearness: no step where a gradient crosses over. */
function shareOut(sums: Float64Array, cellX: number, cellY: number, bin: number, amount: number): void {
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

function innerCells(sums: Float64Array): Float64Array {
  const vector = new Float64Array(SIFT_LENGTH);
  for (let row = 0; row < CELLS; row++) {
    const start = ((row + 1) * (CELLS + 2) + 1) * BINS;
    vector.set(sums.subarray(start, start + CELLS * BINS), row * CELLS * BINS);
  }
  return vector;
}

function lengthOf(vector: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += vector[i]! * vector[i]!;
  return Math.sqrt(sum);
}
