// As many vectors as a bench wants: real SIFT descriptors with noise added, where they are at hand, else made ones in
// clusters. Noise as far as the nearest neighbours of SIFT are apart, so that a copy is one neighbour among others.
import type { Matrix } from '../../core/index.ts';
import { Random, row } from '../../core/index.ts';
import { normalVectors, readSift100k, siftMissing } from '../core/vectors.ts';

/** A component of SIFT is 0 .. 255, its nearest neighbour about 200 away: as this much makes in 128 components. */
const NOISE = 16;
const DIMENSION = 128;
const CLUSTERS = 20_000;
const CLUSTER_NOISE = 0.6;
const MADE_QUERIES = 2000;

export interface MadeVectors {
  readonly base: Matrix;
  readonly queries: Matrix;
  readonly description: string;
}

/** The first vectors of a larger set are the smaller set; in shared memory, for threads. */
export function makeVectors(count: number): MadeVectors {
  const random = new Random(1);
  if (siftMissing !== undefined) {
    const centres = normalVectors(CLUSTERS, DIMENSION, 1);
    const queries = around(centres, MADE_QUERIES, CLUSTER_NOISE, random);
    const description = `vectors around ${CLUSTERS} centres (no SIFT vectors: LIKENESS_DATA names their folder)`;
    return { base: around(centres, count, CLUSTER_NOISE, random), queries, description };
  }
  const { base, learn, queries } = readSift100k();
  const seeds = { data: new Float32Array(base.data.length + learn.data.length), rows: base.rows + learn.rows };
  seeds.data.set(base.data);
  seeds.data.set(learn.data, base.data.length);
  const description = `${seeds.rows} SIFT descriptors over and over, with noise of ${NOISE} a component`;
  return { base: around({ ...seeds, columns: DIMENSION }, count, NOISE, random), queries, description };
}

/** Row i near to row i of the centres, over and over; each component off by normal noise. */
function around(centres: Matrix, count: number, noise: number, random: Random): Matrix {
  const { columns } = centres;
  const made = { data: new Float32Array(new SharedArrayBuffer(4 * count * columns)), rows: count, columns };
  for (let i = 0; i < count; i++) {
    const centre = row(centres, i % centres.rows);
    const vector = row(made, i);
    for (let j = 0; j < vector.length; j++) vector[j] = centre[j]! + noise * random.normal();
  }
  return made;
}
