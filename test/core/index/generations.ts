// Small trained generations and filled indexes, for the tests of the index.
import { InvertedFile, IvfadcSearcher, row, trainGeneration } from '../../../core/index.ts';
import type { Generation, Kernels, Matrix } from '../../../core/index.ts';
import { featureLike, normalVectors } from '../vectors.ts';

export const DIMENSION = 24;
export const SMALL_SIZES = { nlist: 12, m: 6, ksub: 32 };

/** Of features of length one. */
export function smallGeneration(seed = 1): Promise<Generation> {
  return trainGeneration(featureLike(700, DIMENSION, 1), SMALL_SIZES, { seed });
}

/** Of vectors of any length. */
export function anyLengthGeneration(): Promise<Generation> {
  return trainGeneration(normalVectors(700, DIMENSION, 1), SMALL_SIZES, { seed: 1 });
}

/** Of features of length one, for codes of four bits a part. */
export function fastScanGeneration(): Promise<Generation> {
  return trainGeneration(featureLike(700, DIMENSION, 1), { nlist: 12, m: 12, ksub: 16 }, { seed: 1 });
}

/** An index of the rows of `features`, whose ids are their positions. */
export function filledSearcher(generation: Generation, features: Matrix, kernels?: Kernels): IvfadcSearcher {
  const invertedFile = new InvertedFile(generation, kernels);
  for (let id = 0; id < features.rows; id++) invertedFile.add(id, generation.encode(row(features, id)));
  return new IvfadcSearcher(invertedFile);
}
