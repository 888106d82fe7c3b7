// Scaling a vector to length one, so that squared distance and cosine say the same: d = 2 - 2 cos.
import { expectFinite } from '../checks.ts';
import { squaredNorm } from './dot.ts';

/**
 * In place; a zero vector stays zero, having no direction.
 * @returns the length it had. @throws CoreError `not-finite`
 */
export function normalise(vector: Float32Array): number {
  expectFinite('vector', vector);
  const length = Math.sqrt(squaredNorm(vector));
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i]! /= length;
  return length;
}
