// The product quantiser: a vector cut into m parts, each replaced by the nearest of ksub centroids of its own codebook.
// Source: Jégou, Douze, Schmid, "Product quantization for nearest neighbor search", TPAMI 2011, section II.
import type { Abort } from '../abort.ts';
import { expectInteger, expectLength, expectVector } from '../checks.ts';
import { kMeans } from '../cluster/k-means.ts';
import { unexpected } from '../errors.ts';
import { nearestCentroid } from '../kernels/nearest-centroid.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { expectMatrix, zeroMatrix } from '../linalg/matrix.ts';
import type { Random } from '../random.ts';

export interface ProductQuantiserTraining {
  /** Parts of a vector, and bytes of a code; divides the dimension. */
  readonly m: number;
  /** Centroids a part, up to 256: an index fits a byte. */
  readonly ksub: number;
  readonly random: Random;
  readonly iterations?: number;
  readonly abort?: Abort | undefined;
  /** Called after each part with the share done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/**
 * Notation: D dimension, m parts, ksub centroids a part, dsub = D / m components a part.
 * A code is m bytes; byte j is the index of the centroid of part j.
 */
export class ProductQuantiser {
  readonly dimension: number;
  readonly m: number;
  readonly ksub: number;
  readonly dsub: number;
  /** Shape (m, ksub, dsub), row-major. */
  readonly codebooks: Float32Array;

  /** @throws CoreError `shape` when m does not divide the dimension or `codebooks` has another size */
  constructor(dimension: number, m: number, ksub: number, codebooks: Float32Array) {
    expectDivisor(dimension, m);
    expectInteger('ksub', ksub, 1, 256);
    expectLength('codebooks', codebooks, dimension * ksub);
    this.dimension = dimension;
    this.m = m;
    this.ksub = ksub;
    this.dsub = dimension / m;
    this.codebooks = codebooks;
  }

  /**
   * One k-means a part.
   * @param points shape (N, D), N at least ksub. @throws CoreError `shape`, `too-few-points`, `not-finite`, `aborted`
   * Cost O(min(N, 256 ksub) ksub D) an iteration.
   */
  static train(points: Matrix, training: ProductQuantiserTraining): ProductQuantiser {
    const { m, ksub, random, iterations = 12, abort, onProgress } = training;
    expectDivisor(points.columns, m);
    expectInteger('ksub', ksub, 1, 256);
    expectMatrix('training vectors', points);
    const dsub = points.columns / m;
    const codebooks = new Float32Array(m * ksub * dsub);
    for (let j = 0; j < m; j++) {
      const part = takeColumns(points, j * dsub, dsub);
      const { centroids } = kMeans(part, { clusterCount: ksub, random, iterations, abort });
      codebooks.set(centroids.data, j * ksub * dsub);
      onProgress?.((j + 1) / m);
    }
    return new ProductQuantiser(points.columns, m, ksub, codebooks);
  }

  /** The code of a vector (D): m bytes. @throws CoreError `shape`, `not-finite`. Cost O(ksub D). */
  encode(vector: Float32Array): Uint8Array {
    expectVector('vector', vector, this.dimension);
    const { m, ksub, dsub, codebooks } = this;
    const code = new Uint8Array(m);
    for (let j = 0; j < m; j++) {
      code[j] = nearestCentroid(vector, j * dsub, codebooks, j * ksub * dsub, ksub, dsub);
    }
    return code;
  }

  /** The vector (D) that a code (m) stands for. @throws CoreError `shape`, `damaged` for an index beyond ksub. Cost O(D). */
  decode(code: Uint8Array): Float32Array {
    expectLength('code', code, this.m);
    const { m, ksub, dsub, codebooks } = this;
    const vector = new Float32Array(this.dimension);
    for (let j = 0; j < m; j++) {
      if (code[j]! >= ksub) throw unexpected('damaged', `code, byte ${j}`, `an index below ${ksub}`, code[j]);
      const start = (j * ksub + code[j]!) * dsub;
      for (let i = 0; i < dsub; i++) vector[j * dsub + i] = codebooks[start + i]!;
    }
    return vector;
  }

  /**
   * Squared distance from each part of the query to each centroid of that part; shape (m, ksub). The sum of one entry
   * a row, chosen by a code, is the squared distance from the query to the decoded code (ADC, equation 13).
   * @throws CoreError `shape`, `not-finite`. Cost O(ksub D).
   */
  distanceTable(query: Float32Array): Float32Array {
    expectVector('query', query, this.dimension);
    const { m, ksub, dsub, codebooks } = this;
    const table = new Float32Array(m * ksub);
    for (let entry = 0, c = 0; entry < table.length; entry++) {
      const part = Math.floor(entry / ksub) * dsub;
      let distance = 0;
      for (let i = part; i < part + dsub; i++, c++) distance += (query[i]! - codebooks[c]!) ** 2;
      table[entry] = distance;
    }
    return table;
  }

  /** Inner products in place of squared distances; same shape (m, ksub), same cost, same errors. */
  innerProductTable(query: Float32Array): Float32Array {
    expectVector('query', query, this.dimension);
    const { m, ksub, dsub, codebooks } = this;
    const table = new Float32Array(m * ksub);
    for (let entry = 0, c = 0; entry < table.length; entry++) {
      const part = Math.floor(entry / ksub) * dsub;
      let product = 0;
      for (let i = part; i < part + dsub; i++, c++) product += query[i]! * codebooks[c]!;
      table[entry] = product;
    }
    return table;
  }
}

function expectDivisor(dimension: number, m: number): void {
  if (!Number.isInteger(m) || m < 1 || dimension % m !== 0) {
    throw unexpected('shape', 'm', `a divisor of the dimension ${dimension}`, m);
  }
}

function takeColumns(points: Matrix, first: number, count: number): Matrix {
  const part = zeroMatrix(points.rows, count);
  for (let i = 0; i < points.rows; i++) {
    const start = i * points.columns + first;
    part.data.set(points.data.subarray(start, start + count), i * count);
  }
  return part;
}
