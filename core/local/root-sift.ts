// RootSIFT: descriptors compared by the Hellinger kernel instead of Euclid, by taking roots once.
// Source: Arandjelovic, Zisserman, 'Three things everyone should know to improve object retrieval', CVPR 2012, section 3.
import { asMatrix, type Matrix } from '../linalg/matrix.ts';
import { unexpected } from '../errors.ts';
import { SIFT_LENGTH } from './sift-descriptor.ts';

/**
 * Each descriptor divided by its sum, then the root of every component: vectors of length one, whose inner product is the
 * Hellinger kernel of the histograms. @param descriptors (N, 128) @returns (N, 128). @throws CoreError `shape`. Cost O(128 N)
 */
export function rootSift(descriptors: Uint8Array): Matrix {
  if (descriptors.length % SIFT_LENGTH !== 0) {
    throw unexpected('shape', 'SIFT descriptors', `rows of ${SIFT_LENGTH} bytes`, descriptors.length);
  }
  const data = new Float32Array(descriptors.length);
  for (let start = 0; start < data.length; start += SIFT_LENGTH) {
    const descriptor = descriptors.subarray(start, start + SIFT_LENGTH);
    const sum = descriptor.reduce((total, value) => total + value, 0);
    // A plain patch has no gradient: it stays zero.
    for (let i = 0; i < SIFT_LENGTH && sum > 0; i++) data[start + i] = Math.sqrt(descriptor[i]! / sum);
  }
  return asMatrix(data, SIFT_LENGTH);
}
