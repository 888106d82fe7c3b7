// Locality-sensitive hashing for angles: nothing is learned, and the share of bits that differ tells the angle.
import { expectInteger } from '../checks.ts';
import { zeroMatrix } from '../linalg/matrix.ts';
import type { Random } from '../random.ts';
import { MOST_BITS } from './hasher.ts';
import { ProjectionHasher } from './projection-hasher.ts';

/**
 * Planes through the origin whose normals have normal components: two vectors at an angle t differ in each bit with
 * probability t / pi. Source: Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002, section 3.
 * @throws CoreError `parameter`. Cost O(b D)
 */
export function randomHyperplanes(dimension: number, bits: number, random: Random): ProjectionHasher {
  expectInteger('dimension', dimension, 1, 2 ** 16);
  expectInteger('bits', bits, 1, MOST_BITS);
  const planes = zeroMatrix(bits, dimension);
  for (let i = 0; i < planes.data.length; i++) planes.data[i] = random.normal();
  return new ProjectionHasher(planes, new Float32Array(bits));
}
