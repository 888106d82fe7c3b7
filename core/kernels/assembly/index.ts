// The kernels in AssemblyScript, compiled twice (main/hosts/build-kernels.ts): with relaxed SIMD and without. What each
// does is written in ../kernels.ts, and how in plain words in its twin (../plain). All arguments named as arrays are addresses.
export { byteDistances, toShorts } from './byte-distances';
export { innerProducts, multiply, squaredDistances } from './distances';
export { gradientCells, orientationHistogram } from './gradients';
export { offer, settleHeap, sortHeap } from './heap';
export { assignToNearest } from './assign-to-nearest';
export { encode } from './encode';
export { blurPicture, findPeaks, subtract } from './pictures';
export { quantiseTable } from './quantise-table';
export { scanBits } from './scan-bits';
export { scanBlocks } from './scan-blocks';
export { scanCodes } from './scan-codes';
export { distanceTable, productTable } from './tables';

/** Which of the two this is. */
export function relaxed(): bool {
  return ASC_FEATURE_RELAXED_SIMD;
}
