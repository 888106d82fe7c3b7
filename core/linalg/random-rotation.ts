// A rotation drawn evenly from all: spreads what vectors hold over all components, whatever they are.
import { expectInteger } from '../checks.ts';
import type { Random } from '../random.ts';
import { orthonormaliseRows } from './orthonormal-rows.ts';
import { Rotation } from './orthogonal-transform.ts';

/**
 * The orthogonal factor of a matrix of normal numbers. With a positive diagonal in the other factor, as Gram-Schmidt
 * gives it, it is distributed evenly (Mezzadri, "How to generate random matrices from the classical compact groups",
 * Notices of the AMS, 2007). @throws CoreError `parameter`. Cost O(D^3).
 */
export function randomRotation(dimension: number, random: Random): Rotation {
  expectInteger('dimension', dimension, 1, 2 ** 16);
  const rows = Float64Array.from({ length: dimension * dimension }, () => random.normal());
  orthonormaliseRows(rows, dimension);
  return new Rotation({ data: Float32Array.from(rows), rows: dimension, columns: dimension });
}
