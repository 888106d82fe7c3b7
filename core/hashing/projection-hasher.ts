// Hashing by hyperplanes: each bit says on which side of one the vector lies. Random planes, principal components and
// learned rotations differ only in where the planes come from.
import { expectLength, expectVector } from '../checks.ts';
import { unexpected } from '../errors.ts';
import { dot } from '../linalg/dot.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { expectMatrix } from '../linalg/matrix.ts';
import type { Hasher } from './hasher.ts';
import { MOST_BITS, packBits } from './hasher.ts';

export class ProjectionHasher implements Hasher {
  /** Shape (b, D): normals of the planes. */
  readonly planes: Matrix;
  /** (b): bit i is set where planes[i] . x > thresholds[i]. */
  readonly thresholds: Float32Array;

  /** @throws CoreError `shape`, `not-finite`, `parameter` for no plane or more than `MOST_BITS` */
  constructor(planes: Matrix, thresholds: Float32Array) {
    expectMatrix('planes', planes);
    if (planes.rows < 1 || planes.rows > MOST_BITS) {
      throw unexpected('parameter', 'bits', `1 to ${MOST_BITS} planes`, planes.rows);
    }
    expectLength('thresholds', thresholds, planes.rows);
    this.planes = planes;
    this.thresholds = thresholds;
  }

  get dimension(): number {
    return this.planes.columns;
  }

  get bits(): number {
    return this.planes.rows;
  }

  /** Cost O(b D). */
  hash(vector: Float32Array): Uint32Array {
    expectVector('vector', vector, this.dimension);
    const { data, columns } = this.planes;
    return packBits(this.bits, (i) => dot(data, i * columns, vector, 0, columns) > this.thresholds[i]!);
  }
}
