// Hamming embedding: a vector is its coarse cell and a short signature, whose bits are cut at medians that each cell has
// learned for itself. What IVFADC was compared with.
import type { Abort } from '../abort.ts';
import { expectInteger, expectVector } from '../checks.ts';
import { trainCells, assignToCells } from '../index/coarse-cells.ts';
import { dot } from '../linalg/dot.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { expectMatrix, rowRange } from '../linalg/matrix.ts';
import { randomRotation } from '../linalg/random-rotation.ts';
import { multiplyAll } from '../linalg/transform-all.ts';
import type { Parallel } from '../parallel.ts';
import type { Random } from '../random.ts';
import { packBits } from './hasher.ts';

export interface HammingEmbeddingOptions {
  readonly nlist: number;
  /** b, at most D; 64 in the paper. */
  readonly bits: number;
  readonly random: Random;
  readonly parallel: Parallel;
  readonly abort?: Abort | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Notation: D components, b bits, nlist cells. Memory: 4 (nlist D + b D + nlist b) bytes. */
export class HammingEmbedding {
  /** Shape (nlist, D). */
  readonly centroids: Matrix;
  /** Shape (b, D): orthogonal, of length one. */
  readonly planes: Matrix;
  /** Shape (nlist, b): the median of each projection over the cell's training vectors. */
  readonly medians: Float32Array;

  constructor(centroids: Matrix, planes: Matrix, medians: Float32Array) {
    this.centroids = centroids;
    this.planes = planes;
    this.medians = medians;
  }

  get dimension(): number {
    return this.centroids.columns;
  }

  get nlist(): number {
    return this.centroids.rows;
  }

  get bits(): number {
    return this.planes.rows;
  }

  /** The projections of a vector (b), which are signed for each cell that is looked into. @throws CoreError `shape`, `not-finite` */
  project(vector: Float32Array): Float32Array {
    expectVector('vector', vector, this.dimension);
    const { data, rows, columns } = this.planes;
    return Float32Array.from({ length: rows }, (_, i) => dot(data, i * columns, vector, 0, columns));
  }

  /** Equation 5: bit i is set where projection i is above the cell's median. */
  sign(projections: ArrayLike<number>, cell: number): Uint32Array {
    const medians = this.medians.subarray(cell * this.bits, (cell + 1) * this.bits);
    return packBits(this.bits, (i) => projections[i]! > medians[i]!);
  }
}

/**
 * Source: Jégou, Douze, Schmid, "Hamming embedding and weak geometric consistency for large scale image search", ECCV 2008,
 * section 3.2: the planes are b rows of a random orthogonal matrix, the medians those of the training vectors of each
 * cell. A cell without any takes the medians of all.
 * @param vectors (N, D)
 * @throws CoreError `too-few-points`, `shape`, `parameter`, `not-finite`, `memory`, `aborted`
 * Cost: that of the cells, O(D^3) for the planes and O(N b D).
 */
export async function trainHammingEmbedding(
  vectors: Matrix,
  { nlist, bits, random, parallel, abort, onProgress }: HammingEmbeddingOptions,
): Promise<HammingEmbedding> {
  expectMatrix('vectors', vectors);
  expectInteger('bits', bits, 1, vectors.columns);
  const centroids = await trainCells(vectors, { nlist, random, parallel, abort, onProgress });
  const planes = rowRange(randomRotation(vectors.columns, random).matrix, 0, bits);
  const cells = await assignToCells(vectors, centroids, parallel, abort);
  const projections = await multiplyAll(vectors, planes, parallel, abort);
  return new HammingEmbedding(centroids, planes, mediansOf(projections, cells, nlist));
}

function mediansOf({ data, rows, columns: bits }: Matrix, cells: Int32Array, nlist: number): Float32Array {
  const members = Array.from({ length: nlist }, (): number[] => []);
  cells.forEach((cell, i) => members[cell]!.push(i));
  const everyone = Array.from({ length: rows }, (_, i) => i);
  const medians = new Float32Array(nlist * bits);
  for (let cell = 0; cell < nlist; cell++) {
    const own = members[cell]!.length > 0 ? members[cell]! : everyone;
    for (let bit = 0; bit < bits; bit++) {
      medians[cell * bits + bit] = median(Float32Array.from(own, (i) => data[i * bits + bit]!));
    }
  }
  return medians;
}

function median(values: Float32Array): number {
  values.sort();
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}
