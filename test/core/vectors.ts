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

const dataFolder = process.env['LIKENESS_DATA'] ?? join(import.meta.dirname, '../../../shared/data');

/** Why the tests on real vectors are skipped, or undefined when the vectors are there. */
export const siftMissing = existsSync(join(dataFolder, 'vectors/sift5k/base.fvecs'))
  ? undefined
  : `no SIFT vectors in ${dataFolder}: set LIKENESS_DATA to a folder with vectors/sift5k`;

export interface SiftVectors {
  readonly base: Matrix;
  readonly queries: Matrix;
  /** Row i: the positions in `base` of the exact nearest neighbours of query i, nearest first. */
  readonly truth: Int32Array[];
}

/** 4,500 descriptors of 128 components, and 500 queries (TEXMEX formats: each row led by its length). */
export function readSift5k(): SiftVectors {
  const read = (name: string) => readFileSync(join(dataFolder, 'vectors/sift5k', name));
  return {
    base: readFvecs(read('base.fvecs')),
    queries: readFvecs(read('query.fvecs')),
    truth: readIvecs(read('groundtruth.ivecs')),
  };
}

function readFvecs(bytes: Buffer): Matrix {
  const columns = bytes.readInt32LE(0);
  const rows = bytes.length / (4 + 4 * columns);
  const matrix = zeroMatrix(rows, columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      matrix.data[i * columns + j] = bytes.readFloatLE(4 * (i * (columns + 1) + 1 + j));
    }
  }
  return matrix;
}

function readIvecs(bytes: Buffer): Int32Array[] {
  const columns = bytes.readInt32LE(0);
  const stride = 4 * (columns + 1);
  return Array.from({ length: bytes.length / stride }, (_, i) =>
    Int32Array.from({ length: columns }, (_, j) => bytes.readInt32LE(i * stride + 4 * (j + 1))),
  );
}
