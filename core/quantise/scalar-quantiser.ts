// A byte a component: a feature kept for re-ranking and exact search in a quarter of its floats' space.
import { expectFinite } from '../checks.ts';

/** A vector is about `scale * components`, each component within -127 .. 127. D bytes and one float. */
export interface ByteVector {
  readonly scale: number;
  readonly components: Int8Array;
}

/**
 * Uniform quantisation with a scale per vector: no component is off by more than scale / 2, so the vector by no more than
 * sqrt(D) * scale / 2.
 * @param most what the largest component goes to: 127, or less where the bytes are packed by their entropy, which falls by a bit a
 * component with each halving
 * @throws CoreError `not-finite`. Cost O(D).
 */
export function toBytes(vector: Float32Array, most = 127): ByteVector {
  expectFinite('vector', vector);
  let largest = 0;
  for (let i = 0; i < vector.length; i++) largest = Math.max(largest, Math.abs(vector[i]!));
  // As a float32, because that is how it is stored.
  const scale = Math.fround(largest / most);
  const components = new Int8Array(vector.length);
  if (scale > 0) for (let i = 0; i < vector.length; i++) components[i] = Math.round(vector[i]! / scale);
  return { scale, components };
}

/** The vector (D) that the bytes stand for. Cost O(D). */
export function fromBytes({ scale, components }: ByteVector): Float32Array {
  // Not by Float32Array.from with a function, which takes tens of times as long.
  const vector = new Float32Array(components);
  for (let i = 0; i < vector.length; i++) vector[i]! *= scale;
  return vector;
}
