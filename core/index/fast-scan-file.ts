// The inverted file of fast scan with ranking again: beside each code its feature in bytes, by which candidates are measured.
// They lie by the cell, as the codes do: candidates come from few cells, and what lies together comes from memory together.
import { expectVector } from '../checks.ts';
import { byteRecordBytes, copyByteRecord, writeByteRecord } from '../kernels/byte-records.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import { row } from '../linalg/matrix.ts';
import { toBytes } from '../quantise/scalar-quantiser.ts';
import type { BlockList } from './block-file.ts';
import { BlockFile } from './block-file.ts';
import type { CellCodes } from './cell-lists.ts';
import type { Generation } from './generation.ts';

export interface FastScanList extends BlockList {
  /** Records of bytes (kernels/byte-records.ts), in the order of the ids. */
  readonly records: number;
}

const RECORDS = 2;

/**
 * A feature's bytes hold what it differs by from the centroid of its cell: half as large as the feature, it is kept twice as
 * finely. Memory: that of `BlockFile`, and D + 8 bytes a photo.
 */
export class FastScanFile extends BlockFile {
  private readonly difference: Float32Array;

  /** @throws CoreError `parameter` for a generation whose ksub is not 16; `memory`. Cost O(nlist D). */
  constructor(generation: Generation, kernels: Kernels = createPlainKernels()) {
    super(generation, kernels, [byteRecordBytes(generation.dimension)]);
    this.difference = new Float32Array(generation.dimension);
  }

  override list(cell: number): FastScanList {
    return { ...super.list(cell), records: this.columns.column(cell, RECORDS) };
  }

  /** Without features, what a code decodes to stands for the feature. */
  override append(codes: CellCodes): void {
    super.append(codes);
    const { m, quantiser } = this.generation;
    this.write(codes, (i) => quantiser.decode(codes.codes.subarray(i * m, (i + 1) * m)));
  }

  /**
   * Adds photos of one cell with their features; all of them or none.
   * @param featureAt of the place 0 .. count - 1 among those given
   * @throws CoreError `id` for an id that is taken or comes twice; `parameter`, `shape`, `not-finite`, `damaged`, `memory`
   * Cost O(count (m + D)).
   */
  appendWithFeatures(codes: CellCodes, featureAt: (place: number) => Float32Array): void {
    const { generation, difference } = this;
    for (let i = 0; i < codes.ids.length; i++) expectVector('feature', featureAt(i), generation.dimension);
    super.append(codes);
    const centre = row(generation.coarse, codes.cell);
    this.write(codes, (i) => {
      const feature = featureAt(i);
      for (let j = 0; j < difference.length; j++) difference[j] = feature[j]! - centre[j]!;
      return difference;
    });
  }

  protected override moveEntry(cell: number, from: number, to: number): void {
    super.moveEntry(cell, from, to);
    const { kernels, generation } = this;
    copyByteRecord(kernels.memory, this.columns.column(cell, RECORDS), generation.dimension, from, to);
  }

  /** The bytes of the last photos of the cell, of which `residualAt` tells what they differ by from its centroid. */
  private write({ cell, ids }: CellCodes, residualAt: (place: number) => Float32Array): void {
    const { kernels, generation } = this;
    const centre = row(generation.coarse, cell);
    const recordBytes = byteRecordBytes(generation.dimension);
    let address = this.columns.column(cell, RECORDS) + recordBytes * (this.columns.count(cell) - ids.length);
    for (let i = 0; i < ids.length; i++, address += recordBytes) {
      const bytes = toBytes(residualAt(i));
      let norm = 0;
      for (let j = 0; j < centre.length; j++) norm += (centre[j]! + bytes.scale * bytes.components[j]!) ** 2;
      writeByteRecord(kernels.memory, address, bytes, norm);
    }
  }
}
