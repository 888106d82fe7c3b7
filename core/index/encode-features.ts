// Cells and codes of many features at once, through the kernels and on all lanes: what a library is coded with.
import type { Abort } from '../abort.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { expectMatrix, rowRange, zeroMatrix } from '../linalg/matrix.ts';
import type { Parallel } from '../parallel.ts';
import { encodeAll } from '../quantise/encode-all.ts';
import { assignToCells } from './coarse-cells.ts';
import type { Generation } from './generation.ts';

/** Features worked on at a time, so that their residuals need not all be in memory: 32 MB of 512 components. */
const BATCH_ROWS = 16_384;

export interface FeatureCodes {
  /** The cell of each feature (N). */
  readonly cells: Uint32Array;
  /** Shape (N, m). */
  readonly codes: Uint8Array;
}

/**
 * What `Generation.encode` gives each feature (N, D); where two centroids are equally near to within rounding, either, and
 * above 4096 cells for some features a cell that is not quite the nearest (`assignToCells`).
 * @throws CoreError `shape`, `not-finite`, `memory`, `aborted`
 * Cost O(N (nlist + ksub) D), above 4096 cells O(N (sqrt(nlist) + ksub) D), and O(N D^2) for a rotation.
 */
export async function encodeFeatures(
  { coarse, quantiser, m }: Generation,
  features: Matrix,
  parallel: Parallel,
  abort?: Abort,
): Promise<FeatureCodes> {
  expectMatrix('features', features);
  const cells = new Uint32Array(features.rows);
  const codes = new Uint8Array(features.rows * m);
  for (let from = 0; from < features.rows; from += BATCH_ROWS) {
    const batch = rowRange(features, from, Math.min(from + BATCH_ROWS, features.rows));
    const assignment = await assignToCells(batch, coarse, parallel, abort);
    cells.set(assignment, from);
    codes.set(await encodeAll(quantiser, residuals(batch, coarse, assignment), parallel, abort), from * m);
  }
  return { cells, codes };
}

/** What the coarse centroid (nlist, D) of its cell leaves of each feature (N, D). @throws as `encodeFeatures` */
export async function coarseResiduals(
  features: Matrix,
  coarse: Matrix,
  parallel: Parallel,
  abort?: Abort,
): Promise<Matrix> {
  return residuals(features, coarse, await assignToCells(features, coarse, parallel, abort));
}

function residuals(features: Matrix, coarse: Matrix, cells: ArrayLike<number>): Matrix {
  const D = features.columns;
  const left = zeroMatrix(features.rows, D);
  for (let i = 0, at = 0; i < features.rows; i++) {
    let c = cells[i]! * D;
    for (const end = at + D; at < end; at++, c++) left.data[at] = features.data[at]! - coarse.data[c]!;
  }
  return left;
}
