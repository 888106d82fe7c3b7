// Distances between codes: from centroid to centroid, known before any query comes.
// Source: Jégou, Douze, Schmid, TPAMI 2011, section III-A, equation 12.
import { squaredDistance } from '../linalg/squared-distance.ts';
import type { ProductQuantiser } from './product-quantiser.ts';

/** Notation: m parts, ksub centroids a part, dsub components a part. Memory: 4 m ksub^2 bytes, 256 KiB a part at most. */
export class SymmetricDistances {
  readonly quantiser: ProductQuantiser;
  /** Shape (m, ksub, ksub): squared distances between the centroids of each part. */
  private readonly tables: Float32Array;

  /** Cost O(ksub^2 D). */
  constructor(quantiser: ProductQuantiser) {
    const { m, ksub, dsub, codebooks } = quantiser;
    this.quantiser = quantiser;
    this.tables = new Float32Array(m * ksub * ksub);
    for (let j = 0; j < m; j++) {
      for (let a = 0; a < ksub; a++) {
        for (let b = 0; b < a; b++) {
          const first = (j * ksub + a) * dsub;
          const distance = squaredDistance(codebooks, first, codebooks, first + (b - a) * dsub, dsub);
          this.tables[(j * ksub + a) * ksub + b] = distance;
          this.tables[(j * ksub + b) * ksub + a] = distance;
        }
      }
    }
  }

  /**
   * Writes the table of a code (m): squared distances from each of its centroids to all of that part; shape (m, ksub).
   * Used as an ADC table is, its entries give the distances between decoded codes.
   * @throws CoreError `shape`, `damaged`. Cost O(m ksub).
   */
  tableOf(code: Uint8Array, table: Float32Array): void {
    this.quantiser.expectCode(code);
    const { m, ksub } = this.quantiser;
    for (let j = 0; j < m; j++) {
      const start = (j * ksub + code[j]!) * ksub;
      table.set(this.tables.subarray(start, start + ksub), j * ksub);
    }
  }
}
