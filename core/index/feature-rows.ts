// Features by the row, for exact search: as floats, or as bytes in a quarter of the space.
import { expectVector } from '../checks.ts';
import { dot, dotWithBytes, squaredNorm } from '../linalg/dot.ts';
import { squaredDistance } from '../linalg/squared-distance.ts';
import { toBytes } from '../quantise/scalar-quantiser.ts';

export interface FeatureRows {
  readonly dimension: number;
  /** Makes room for `capacity` rows; the rows there are stay. */
  reserve(capacity: number): void;
  /** @throws CoreError `shape`, `not-finite` */
  write(row: number, feature: Float32Array): void;
  copy(from: number, to: number): void;
  /** Squared distances from the query to rows `from` to `from + out.length - 1`. Cost O(out.length D). */
  squaredDistances(query: Float32Array, from: number, out: Float32Array): void;
}

/** 4 D bytes a feature. */
export class FloatRows implements FeatureRows {
  readonly dimension: number;
  private data = new Float32Array(0);

  constructor(dimension: number) {
    this.dimension = dimension;
  }

  reserve(capacity: number): void {
    const data = new Float32Array(capacity * this.dimension);
    data.set(this.data);
    this.data = data;
  }

  write(row: number, feature: Float32Array): void {
    expectVector('feature', feature, this.dimension);
    this.data.set(feature, row * this.dimension);
  }

  copy(from: number, to: number): void {
    const D = this.dimension;
    this.data.copyWithin(to * D, from * D, (from + 1) * D);
  }

  squaredDistances(query: Float32Array, from: number, out: Float32Array): void {
    const D = this.dimension;
    for (let i = 0; i < out.length; i++) out[i] = squaredDistance(query, 0, this.data, (from + i) * D, D);
  }
}

/**
 * D + 8 bytes a feature: bytes b, a scale s and the squared norm of s b. Distances are to s b, exactly:
 * ||q||^2 - 2 s q.b + ||s b||^2. The true feature's norm in place of that of s b would add an error it does not cancel.
 */
export class ByteRows implements FeatureRows {
  readonly dimension: number;
  private components = new Int8Array(0);
  private scales = new Float32Array(0);
  private squaredNorms = new Float32Array(0);

  constructor(dimension: number) {
    this.dimension = dimension;
  }

  reserve(capacity: number): void {
    const components = new Int8Array(capacity * this.dimension);
    const scales = new Float32Array(capacity);
    const squaredNorms = new Float32Array(capacity);
    components.set(this.components);
    scales.set(this.scales);
    squaredNorms.set(this.squaredNorms);
    Object.assign(this, { components, scales, squaredNorms });
  }

  write(row: number, feature: Float32Array): void {
    expectVector('feature', feature, this.dimension);
    const { scale, components } = toBytes(feature);
    const asFloats = Float32Array.from(components);
    this.components.set(components, row * this.dimension);
    this.scales[row] = scale;
    this.squaredNorms[row] = scale * scale * squaredNorm(asFloats);
  }

  copy(from: number, to: number): void {
    const D = this.dimension;
    this.components.copyWithin(to * D, from * D, (from + 1) * D);
    this.scales[to] = this.scales[from]!;
    this.squaredNorms[to] = this.squaredNorms[from]!;
  }

  squaredDistances(query: Float32Array, from: number, out: Float32Array): void {
    const D = this.dimension;
    const queryNorm = dot(query, 0, query, 0, D);
    for (let i = 0; i < out.length; i++) {
      const row = from + i;
      const product = this.scales[row]! * dotWithBytes(query, this.components, row * D, D);
      out[i] = Math.max(0, queryNorm - 2 * product + this.squaredNorms[row]!);
    }
  }
}
