// Features by the row in kernel memory, for exact search: as floats, or as bytes in a quarter of the space.
import { expectLength, expectVector } from '../checks.ts';
import { byteRecordBytes, copyByteRecord, writeByteRecord } from '../kernels/byte-records.ts';
import { bytesAt, floatsAt } from '../kernels/kernel-memory.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import { squaredNorm } from '../linalg/dot.ts';
import { type ByteVector, fromBytes, toBytes } from '../quantise/scalar-quantiser.ts';
import type { Piece, ScanTask } from '../scan-task.ts';
import { ByteQuery } from './byte-query.ts';
import { GrowingBlock } from './growing-block.ts';

export interface FeatureRows {
  readonly dimension: number;
  readonly kernels: Kernels;
  /** Makes room for `capacity` rows; the rows there are stay. @throws CoreError `memory` */
  reserve(capacity: number): void;
  /** Bytes are kept as they are where rows are bytes: rounded once more they would be shorter. @throws CoreError `shape`, `not-finite` */
  write(row: number, feature: Float32Array | ByteVector): void;
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

  write(row: number, feature: Float32Array | ByteVector): void {
    const D = this.dimension;
    const floats = feature instanceof Float32Array ? feature : fromBytes(feature);
    expectVector('feature', floats, D);
    floatsAt(this.kernels.memory, this.features.address + 4 * D * row, D).set(floats);
  }

  copy(from: number, to: number): void {
    const rowBytes = 4 * this.dimension;
    const rows = bytesAt(this.kernels.memory, this.features.address, this.features.capacity);
    rows.copyWithin(to * rowBytes, from * rowBytes, (from + 1) * rowBytes);
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
  private readonly records: GrowingBlock;
  private readonly query: ByteQuery;

  /** @throws CoreError `memory` */
  constructor(dimension: number, kernels: Kernels = createPlainKernels()) {
    this.dimension = dimension;
    this.kernels = kernels;
    this.records = new GrowingBlock(kernels.memory);
    this.query = new ByteQuery(dimension, kernels);
  }

  reserve(capacity: number): void {
    this.records.reserve(byteRecordBytes(this.dimension) * capacity);
  }

  write(row: number, feature: Float32Array | ByteVector): void {
    const bytes = feature instanceof Float32Array ? toBytes(feature) : feature;
    expectLength('feature', bytes.components, this.dimension);
    const address = this.records.address + byteRecordBytes(this.dimension) * row;
    writeByteRecord(this.kernels.memory, address, bytes, squaredNorm(fromBytes(bytes)));
  }

  copy(from: number, to: number): void {
    copyByteRecord(this.kernels.memory, this.records.address, this.dimension, from, to);
  }

  startQuery(query: Float32Array): void {
    this.query.start(query);
  }

  scanTask(allowed: number): ScanTask {
    const { shorts, scale, norm } = this.query;
    return { kind: 'bytes', D: this.dimension, shorts, queryScale: scale, queryNorm: norm, allowed };
  }

  piece(from: number, count: number, ids: number): Piece {
    return { data: this.records.address + byteRecordBytes(this.dimension) * from, ids, terms: 0, count, base: 0 };
  }

  release(): void {
    this.records.release();
    this.query.release();
  }
}
