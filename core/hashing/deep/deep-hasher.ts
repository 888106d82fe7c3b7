// Hashing by a small network: the signs of its outputs are the bits. What deep hashing, with or without labels, ends as.
import { crc32 } from '../../index/crc-32.ts';
import { expectLength, expectVector } from '../../checks.ts';
import { unexpected } from '../../errors.ts';
import { dot } from '../../linalg/dot.ts';
import type { Hasher } from '../hasher.ts';
import { packBits } from '../hasher.ts';
import type { Layer } from './network.ts';

/** 'DEEP', little-endian. */
const MAGIC = 0x5045_4544;
const VERSION = 1;

export class DeepHasher implements Hasher {
  /** Taken from every vector first (D). */
  readonly mean: Float32Array;
  readonly layers: readonly Layer[];

  /** @throws CoreError `shape` unless each layer takes what the one before gives, `parameter` without any */
  constructor(mean: Float32Array, layers: readonly Layer[]) {
    if (layers.length === 0) throw unexpected('parameter', 'layers', 'at least 1', 0);
    let inputs = mean.length;
    for (const { weights, offsets } of layers) {
      if (weights.columns !== inputs) throw unexpected('shape', 'weights', `${inputs} columns`, weights.columns);
      expectLength('offsets', offsets, weights.rows);
      inputs = weights.rows;
    }
    this.mean = mean;
    this.layers = layers;
  }

  get dimension(): number {
    return this.mean.length;
  }

  get bits(): number {
    return this.layers.at(-1)!.weights.rows;
  }

  /** Cost O(inputs outputs) a layer. */
  hash(vector: Float32Array): Uint32Array {
    expectVector('vector', vector, this.dimension);
    let values = vector.map((value, i) => value - this.mean[i]!);
    for (const { weights, offsets } of this.layers) {
      const { data, rows, columns } = weights;
      const input = values;
      values = Float32Array.from({ length: rows }, (_, i) =>
        Math.tanh(dot(data, i * columns, input, 0, columns) + offsets[i]!),
      );
    }
    return packBits(this.bits, (i) => values[i]! > 0);
  }

  /** Little-endian: magic, version, layer count, dimension, outputs of each layer; mean, weights and offsets; CRC-32. */
  serialise(): Uint8Array {
    const header = [MAGIC, VERSION, this.layers.length, this.dimension, ...this.layers.map((l) => l.weights.rows)];
    const floats = [this.mean, ...this.layers.flatMap(({ weights, offsets }) => [weights.data, offsets])];
    const count = floats.reduce((sum, { length }) => sum + length, 0);
    const bytes = new Uint8Array(4 * (header.length + count + 1));
    const view = new DataView(bytes.buffer);
    header.forEach((word, i) => view.setUint32(4 * i, word, true));
    let at = 4 * header.length;
    for (const values of floats) for (const value of values) view.setFloat32((at += 4) - 4, value, true);
    view.setUint32(at, crc32(bytes.subarray(0, at)), true);
    return bytes;
  }

  /** @throws CoreError `damaged` for bytes that are cut off, changed or something else */
  static deserialise(bytes: Uint8Array): DeepHasher {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const word = (i: number): number => (4 * i + 4 <= bytes.length ? view.getUint32(4 * i, true) : NaN);
    if (word(0) !== MAGIC || word(1) !== VERSION)
      throw unexpected('damaged', 'deep hasher', 'its magic number', word(0));
    const [layerCount, dimension] = [word(2), word(3)];
    const sizes = [dimension, ...Array.from({ length: Math.min(layerCount, 64) }, (_, m) => word(4 + m))];
    const weightCounts = sizes.slice(1).map((size, m) => size * sizes[m]! + size);
    const length = 4 * (4 + layerCount + dimension + weightCounts.reduce((sum, count) => sum + count, 0) + 1);
    if (bytes.length !== length) throw unexpected('damaged', 'deep hasher', `${length} bytes`, bytes.length);
    const sum = view.getUint32(length - 4, true);
    if (sum !== crc32(bytes.subarray(0, length - 4))) throw unexpected('damaged', 'deep hasher', 'its checksum', sum);
    let at = 4 * (4 + layerCount);
    const read = (count: number): Float32Array =>
      Float32Array.from({ length: count }, () => view.getFloat32((at += 4) - 4, true));
    const mean = read(dimension);
    const layers = sizes.slice(1).map((rows, m): Layer => {
      const columns = sizes[m]!;
      return { weights: { data: read(rows * columns), rows, columns }, offsets: read(rows) };
    });
    return new DeepHasher(mean, layers);
  }
}
