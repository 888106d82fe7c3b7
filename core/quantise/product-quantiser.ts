// The product quantiser: a vector cut into m parts, each replaced by the nearest of ksub centroids of its own codebook.
// Source: Jégou, Douze, Schmid, "Product quantization for nearest neighbor search", TPAMI 2011, section II-B.
import { expectInteger, expectLength, expectVector } from '../checks.ts';
import { unexpected } from '../errors.ts';
import { nearestCentroid } from '../kernels/nearest-centroid.ts';
import type { OrthogonalTransform } from '../linalg/orthogonal-transform.ts';

/**
 * Notation: D dimension, m parts, ksub centroids a part, dsub = D / m components a part.
 * A code is m bytes; byte j is the index of the centroid of part j.
 */
export class ProductQuantiser {
  readonly dimension: number;
  readonly m: number;
  readonly ksub: number;
  readonly dsub: number;
  /** Shape (m, ksub, dsub), row-major; in the coordinates of the transform. */
  readonly codebooks: Float32Array;
  /** Applied to a vector before it is cut: a grouping of its components, or the rotation of OPQ. Null for none. */
  readonly transform: OrthogonalTransform | null;

  /** @throws CoreError `shape` when m does not divide the dimension or an array has another size */
  constructor(
    dimension: number,
    m: number,
    ksub: number,
    codebooks: Float32Array,
    transform: OrthogonalTransform | null = null,
  ) {
    expectDivisor(dimension, m);
    expectInteger('ksub', ksub, 1, 256);
    expectLength('codebooks', codebooks, dimension * ksub);
    if (transform && transform.dimension !== dimension) {
      throw unexpected('shape', 'transform', `${dimension} components`, transform.dimension);
    }
    this.dimension = dimension;
    this.m = m;
    this.ksub = ksub;
    this.dsub = dimension / m;
    this.codebooks = codebooks;
    this.transform = transform;
  }

  /**
   * The code of a vector (D): m bytes. @throws CoreError `shape`, `not-finite`.
   * Cost O(ksub D), and O(D^2) for a rotation; many vectors: `encodeAll`.
   */
  encode(vector: Float32Array): Uint8Array {
    const { m, ksub, dsub, codebooks } = this;
    const arranged = this.arrange(vector);
    const code = new Uint8Array(m);
    for (let j = 0; j < m; j++) {
      code[j] = nearestCentroid(arranged, j * dsub, codebooks, j * ksub * dsub, ksub, dsub);
    }
    return code;
  }

  /** The vector (D) that a code (m) stands for. @throws CoreError `shape`, `damaged` for an index beyond ksub. Cost O(D). */
  decode(code: Uint8Array): Float32Array {
    this.expectCode(code);
    const { m, ksub, dsub, codebooks } = this;
    const vector = new Float32Array(this.dimension);
    for (let j = 0; j < m; j++) {
      const start = (j * ksub + code[j]!) * dsub;
      for (let i = 0; i < dsub; i++) vector[j * dsub + i] = codebooks[start + i]!;
    }
    return this.transform ? this.transform.revert(vector) : vector;
  }

  /**
   * Squared distance from each part of the query to each centroid of that part; shape (m, ksub). The sum of one entry
   * a row, chosen by a code, is the squared distance from the query to the decoded code (ADC, equation 13).
   * @throws CoreError `shape`, `not-finite`. Cost O(ksub D).
   */
  distanceTable(query: Float32Array): Float32Array {
    const arranged = this.arrange(query);
    const { m, ksub, dsub, codebooks } = this;
    const table = new Float32Array(m * ksub);
    for (let entry = 0, c = 0; entry < table.length; entry++) {
      const part = Math.floor(entry / ksub) * dsub;
      let distance = 0;
      for (let i = part; i < part + dsub; i++, c++) distance += (arranged[i]! - codebooks[c]!) ** 2;
      table[entry] = distance;
    }
    return table;
  }

  /** Inner products in place of squared distances; same shape (m, ksub), same cost, same errors. */
  innerProductTable(query: Float32Array): Float32Array {
    const arranged = this.arrange(query);
    const { m, ksub, dsub, codebooks } = this;
    const table = new Float32Array(m * ksub);
    for (let entry = 0, c = 0; entry < table.length; entry++) {
      const part = Math.floor(entry / ksub) * dsub;
      let product = 0;
      for (let i = part; i < part + dsub; i++, c++) product += arranged[i]! * codebooks[c]!;
      table[entry] = product;
    }
    return table;
  }

  /** @throws CoreError `shape` for another length, `damaged` for an index beyond ksub */
  expectCode(code: Uint8Array): void {
    expectLength('code', code, this.m);
    for (let j = 0; j < code.length; j++) {
      if (code[j]! >= this.ksub) throw unexpected('damaged', `code, byte ${j}`, `an index below ${this.ksub}`, code[j]);
    }
  }

  /** The vector in the coordinates of the codebooks. @throws CoreError `shape`, `not-finite` */
  arrange(vector: Float32Array): Float32Array {
    expectVector('vector', vector, this.dimension);
    return this.transform ? this.transform.apply(vector) : vector;
  }
}

/** @throws CoreError `shape` unless m parts of equal length make up the dimension */
export function expectDivisor(dimension: number, m: number): void {
  if (!Number.isInteger(m) || m < 1 || dimension % m !== 0) {
    throw unexpected('shape', 'm', `a divisor of the dimension ${dimension}`, m);
  }
}
