// Vectors for the tests of core: seeded ones with the traits of features, and real SIFT descriptors where they are.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random, asMatrix, normalise, row, zeroMatrix } from '../../core/index.ts';
import type { Matrix } from '../../core/index.ts';

/** Independent standard normal components: no structure at all. */
export function normalVectors(rows: number, columns: number, seed: number): Matrix {
  const random = new Random(seed);
  return asMatrix(
    Float32Array.from({ length: rows * columns }, () => random.normal()),
    columns,
  );
}

/** Like the features of photos: of length one, around `groups` centres. The centres depend on the columns alone. */
export function featureLike(rows: number, columns: number, seed: number, groups = 20): Matrix {
  const random = new Random(seed);
  const centres = normalVectors(groups, columns, 4711);
  const features = zeroMatrix(rows, columns);
  for (let i = 0; i < rows; i++) {
    const centre = row(centres, random.integer(groups));
    const feature = row(features, i);
    for (let j = 0; j < columns; j++) feature[j] = centre[j]! + 0.5 * random.normal();
    normalise(feature);
  }
  return features;
}

export const vectorsFolder =
  process.env['LIKENESS_VECTORS'] ??
  join(process.env['LIKENESS_DATA'] ?? join(import.meta.dirname, '../../../shared/data'), 'vectors');

/** Why the tests on real vectors are skipped, or undefined when the vectors are there. */
export const siftMissing = existsSync(join(vectorsFolder, 'sift5k/base.fvecs'))
  ? undefined
  : `no SIFT vectors in ${vectorsFolder}: set LIKENESS_DATA to a folder with vectors/sift5k`;

export interface SiftVectors {
  readonly base: Matrix;
  readonly queries: Matrix;
  /** Row i: the positions in `base` of the exact nearest neighbours of query i, nearest first. */
  readonly truth: Int32Array[];
}

/** 4,500 descriptors of 128 components, and 500 queries. */
export function readSift5k(): SiftVectors {
  return {
    base: readRows('sift5k/base.fvecs', 4, (bytes, at) => bytes.readFloatLE(at)),
    queries: readRows('sift5k/query.fvecs', 4, (bytes, at) => bytes.readFloatLE(at)),
    truth: readTruth('sift5k/groundtruth.ivecs'),
  };
}

/** 100,000 descriptors of 128 components, 2,000 queries, and as many descriptors again to train on. */
export function readSift100k(): SiftVectors & { readonly learn: Matrix } {
  return {
    base: readRows('sift100k/base.bvecs', 1, (bytes, at) => bytes[at]!),
    learn: readRows('sift100k/learn.bvecs', 1, (bytes, at) => bytes[at]!),
    queries: readRows('sift100k/query.bvecs', 1, (bytes, at) => bytes[at]!),
    truth: readTruth('sift100k/groundtruth.ivecs'),
  };
}

/** The TEXMEX formats: each row is led by its length, a little-endian 32-bit integer. */
function readRows(name: string, componentBytes: number, component: (bytes: Buffer, at: number) => number): Matrix {
  const bytes = readFileSync(join(vectorsFolder, name));
  const columns = bytes.readInt32LE(0);
  const stride = 4 + columns * componentBytes;
  const matrix = zeroMatrix(bytes.length / stride, columns);
  for (let i = 0; i < matrix.rows; i++) {
    for (let j = 0; j < columns; j++) {
      matrix.data[i * columns + j] = component(bytes, i * stride + 4 + j * componentBytes);
    }
  }
  return matrix;
}

function readTruth(name: string): Int32Array[] {
  const { data, rows, columns } = readRows(name, 4, (bytes, at) => bytes.readInt32LE(at));
  return Array.from({ length: rows }, (_, i) => Int32Array.from(data.subarray(i * columns, (i + 1) * columns)));
}
