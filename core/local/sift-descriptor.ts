// The 128 numbers of a place: 4 x 4 histograms of its gradients, of 8 directions each, laid out along its orientation.
// Source: Lowe, IJCV 2004, section 6.
import { floatsAt } from '../kernels/kernel-memory.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { PlacedPicture } from './placed-picture.ts';

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

/** Histograms of the cells and a row of cells around them. */
const SUMS = (CELLS + 2) ** 2 * BINS;

/** Bytes of scratch for a picture that is no larger than that, each way. */
export function descriptorScratchBytes(longerSide: number): number {
  return 4 * (SUMS + 2 * longerSide + 1);
}

/**
 * Component (row CELLS + column) BINS + bin; directions are counted anticlockwise from the orientation, as Lowe's program and
 * OpenCV count them, so that descriptors can be compared with theirs.
 * @param level the picture blurred nearest to the keypoint's scale @param place in its pixels
 * @param scratch address of `descriptorScratchBytes` @param into (128) bytes. Cost O(scale^2): some 450 scale^2 gradients
 */
export function describePlace(
  kernels: Kernels,
  { width, height, address }: PlacedPicture,
  { x, y, scale, angle }: DescribedPlace,
  scratch: number,
  into: Uint8Array,
): void {
  const side = CELL_SIDE * scale;
  const reach = Math.min(Math.round((side * Math.SQRT2 * (CELLS + 1)) / 2), Math.ceil(Math.hypot(width, height)));
  const [column, row] = [Math.round(x), Math.round(y)];
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const weights = scratch + 4 * SUMS;
  kernels.gradientCells(address, width, height, column, row, side, cosine, sine, angle, reach, weights, scratch);
  const vector = innerCells(floatsAt(kernels.memory, scratch, SUMS));
  const longest = LARGEST * lengthOf(vector);
  for (let i = 0; i < SIFT_LENGTH; i++) vector[i] = Math.min(vector[i]!, longest);
  const factor = BYTE_FACTOR / Math.max(lengthOf(vector), 1e-12);
  for (let i = 0; i < SIFT_LENGTH; i++) into[i] = Math.min(255, Math.round(vector[i]! * factor));
}

function innerCells(sums: Float32Array): Float64Array {
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
