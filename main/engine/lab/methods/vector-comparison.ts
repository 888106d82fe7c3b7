// A comparison on files of vectors: what is right are the true nearest neighbours.
import type { Kernels, Matrix } from '../../../../core/index.ts';
import { pickRows, Random } from '../../../../core/index.ts';
import type { VectorFiles } from '../vectors/vector-set.ts';
import { readVectorSet } from '../vectors/vector-set.ts';
import type { ComparisonSet } from './compare-methods.ts';
import { neighbourTruth } from './neighbour-truth.ts';

export interface VectorComparison extends VectorFiles {
  /** True nearest neighbours that count as relevant. */
  readonly relevantCount: number;
  /** Vectors to learn from, drawn from those that are there. */
  readonly learnCount: number;
  readonly seed: number;
}

/** @throws LikenessError of the files */
export async function readVectorComparison(
  { relevantCount, learnCount, seed, ...files }: VectorComparison,
  kernels: Kernels,
): Promise<ComparisonSet> {
  const { base, learn, queries, truth } = await readVectorSet({ ...files, kernels });
  return { base, learn: sampleRows(learn, learnCount, seed), queries, ...neighbourTruth(truth, relevantCount) };
}

function sampleRows(matrix: Matrix, count: number, seed: number): Matrix {
  return matrix.rows <= count ? matrix : pickRows(matrix, new Random(seed).sample(matrix.rows, count));
}
