// Features by the row in kernel memory, for exact search and for measuring candidates again: as floats, or as bytes in a
// quarter of the space.
import { expectVector } from '../checks.ts';
import type { KernelMemory } from '../kernels/kernel-memory.ts';
import { bytesAt, floatsAt, signedBytesAt } from '../kernels/kernel-memory.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import { squaredNorm } from '../linalg/dot.ts';
import type { ByteVector } from '../quantise/scalar-quantiser.ts';
import { fromBytes, toBytes } from '../quantise/scalar-quantiser.ts';
import type { Piece, ScanTask } from '../scan-task.ts';
import { GrowingBlock } from './growing-block.ts';

export interface FeatureRows {
  readonly dimension: number;
  readonly kernels: Kernels;
  /** Makes room for `capacity` rows; the rows there are stay. @throws CoreError `memory` */
  reserve(capacity: number): void;
  /** @throws CoreError `shape`, `not-finite` */
  write(row: number, feature: Float32Array): void;
  copy(from: number, to: number): void;
  /** The query that distances are measured to from now on. Cost O(D). */
  startQuery(query: Float32Array): void;
  /** The scan of all rows for the query that was started with. */
  scanTask(allowed: number): ScanTask;
  /** Rows `from` to `from + count - 1` as a piece of that scan, at most `MOST_PIECE_ROWS`. @param ids their address */
  piece(from: number, count: number, ids: number): Piece;
  /** Gives the kernel memory back. */
  release(): void;
}

/** 4 D bytes a feature. */
export class FloatRows implements FeatureRows {
  readonly dimension: number;
  readonly kernels: Kernels;
  private readonly features: GrowingBlock;
  private readonly room: KernelRoom;
  private readonly query: number;

  /** @throws CoreError `memory` */
  constructor(dimension: number, kernels: Kernels = createPlainKernels()) {
    this.dimension = dimension;
    this.kernels = kernels;
    this.features = new GrowingBlock(kernels.memory);
    this.room = new KernelRoom(kernels.memory);
    this.query = this.room.floats(dimension);
  }

  reserve(capacity: number): void {
    this.features.reserve(4 * this.dimension * capacity);
  }

  write(row: number, feature: Float32Array): void {
    const D = this.dimension;
    expectVector('feature', feature, D);
    floatsAt(this.kernels.memory, this.features.address + 4 * D * row, D).set(feature);
  }

  copy(from: number, to: number): void {
    copyRow(this.kernels.memory, this.features, 4 * this.dimension, from, to);
  }

  startQuery(query: Float32Array): void {
    floatsAt(this.kernels.memory, this.query, this.dimension).set(query);
  }

  scanTask(allowed: number): ScanTask {
    return { kind: 'floats', D: this.dimension, query: this.query, allowed };
  }

  piece(from: number, count: number, ids: number): Piece {
    return { data: this.features.address + 4 * this.dimension * from, ids, terms: 0, count, base: 0 };
  }

  release(): void {
    this.features.release();
    this.room.release();
  }
}

/**
 * D + 8 bytes a feature: bytes b, a scale s and the squared norm of s b. Distances are to s b, exactly:
 * ||q||^2 - 2 s q.b + ||s b||^2. The true feature's norm in place of that of s b would add an error it does not cancel.
 */
export class ByteRows implements FeatureRows {
  readonly dimension: number;
  readonly kernels: Kernels;
  private readonly components: GrowingBlock;
  private readonly scales: GrowingBlock;
  private readonly norms: GrowingBlock;
  private readonly room: KernelRoom;
  private readonly query: number;
  private readonly shorts: number;
  private readonly difference: Float32Array;
  private queryScale = 0;
  private queryNorm = 0;

  /** @throws CoreError `memory` */
  constructor(dimension: number, kernels: Kernels = createPlainKernels()) {
    this.dimension = dimension;
    this.kernels = kernels;
    this.components = new GrowingBlock(kernels.memory);
    this.scales = new GrowingBlock(kernels.memory);
    this.norms = new GrowingBlock(kernels.memory);
    this.room = new KernelRoom(kernels.memory);
    this.query = this.room.floats(dimension);
    this.shorts = this.room.bytes(2 * dimension);
    this.difference = new Float32Array(dimension);
  }

  reserve(capacity: number): void {
    this.components.reserve(this.dimension * capacity);
    this.scales.reserve(4 * capacity);
    this.norms.reserve(4 * capacity);
  }

  write(row: number, feature: Float32Array): void {
    expectVector('feature', feature, this.dimension);
    const bytes = toBytes(feature);
    this.set(row, bytes, squaredNorm(fromBytes(bytes)));
  }

  /**
   * What the feature differs by from a centre (D) near to it: smaller numbers, which bytes hold more finely. Distances to
   * such rows want the base of the centre.
   */
  writeAround(row: number, feature: Float32Array, centre: Float32Array): void {
    expectVector('feature', feature, this.dimension);
    const { difference } = this;
    for (let j = 0; j < difference.length; j++) difference[j] = feature[j]! - centre[j]!;
    const { scale, components } = toBytes(difference);
    let norm = 0;
    for (let j = 0; j < components.length; j++) norm += (centre[j]! + scale * components[j]!) ** 2;
    this.set(row, { scale, components }, norm);
  }

  copy(from: number, to: number): void {
    const { memory } = this.kernels;
    copyRow(memory, this.components, this.dimension, from, to);
    copyRow(memory, this.scales, 4, from, to);
    copyRow(memory, this.norms, 4, from, to);
  }

  startQuery(query: Float32Array): void {
    floatsAt(this.kernels.memory, this.query, this.dimension).set(query);
    this.queryScale = this.kernels.toShorts(this.query, this.dimension, this.shorts);
    this.queryNorm = squaredNorm(query);
  }

  scanTask(allowed: number): ScanTask {
    const { dimension: D, shorts, queryScale, queryNorm } = this;
    return { kind: 'bytes', D, shorts, queryScale, queryNorm, allowed };
  }

  piece(from: number, count: number, ids: number): Piece {
    const data = this.components.address + this.dimension * from;
    return { data, ids, terms: this.scales.address + 4 * from, count, base: this.norms.address + 4 * from };
  }

  /**
   * Squared distances to the rows whose numbers, u32 (count), are at address `numbers`. Cost O(count D).
   * @param bases address of -2 q.c for each, f32 (count), where rows lie around centres c
   */
  squaredDistancesTo(numbers: number, bases: number, count: number, out: number): void {
    const { kernels, shorts, queryScale, queryNorm, dimension: D } = this;
    const [rows, scales, norms] = [this.components.address, this.scales.address, this.norms.address];
    kernels.byteDistances(shorts, queryScale, queryNorm, rows, scales, norms, numbers, bases, count, D, out);
  }

  release(): void {
    for (const block of [this.components, this.scales, this.norms]) block.release();
    this.room.release();
  }

  private set(row: number, { scale, components }: ByteVector, norm: number): void {
    const D = this.dimension;
    const { memory } = this.kernels;
    signedBytesAt(memory, this.components.address + D * row, D).set(components);
    floatsAt(memory, this.scales.address + 4 * row, 1)[0] = scale;
    floatsAt(memory, this.norms.address + 4 * row, 1)[0] = norm;
  }
}

function copyRow(memory: KernelMemory, rows: GrowingBlock, rowBytes: number, from: number, to: number): void {
  bytesAt(memory, rows.address, rows.capacity).copyWithin(to * rowBytes, from * rowBytes, (from + 1) * rowBytes);
}
