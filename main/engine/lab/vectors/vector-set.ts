// The vectors of one measurement: what is searched, what is trained on, what is asked, and the true answers.
import type { Kernels, Matrix } from '../../../../core/index.ts';
import { LikenessError } from '../../api/errors.ts';
import { cachedNeighbours } from './true-neighbours.ts';
import type { Neighbours } from './vector-files.ts';
import { readNeighbours, readVectors } from './vector-files.ts';

export interface VectorFiles {
  /** fvecs or bvecs, as `learn` and `query`. */
  readonly base: string;
  /** To train on; the base itself when absent. */
  readonly learn?: string | undefined;
  readonly query: string;
  /** ivecs: for each query the ids of its true neighbours; found by comparing all, and kept, when absent. */
  readonly truth?: string | undefined;
  /** The first so many base vectors; all when absent. */
  readonly count?: number | undefined;
  /** The first so many queries; all when absent. */
  readonly queryCount?: number | undefined;
  readonly cacheFolder: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
}

export interface VectorSet {
  readonly base: Matrix;
  readonly learn: Matrix;
  readonly queries: Matrix;
  readonly truth: Neighbours;
}

/** Neighbours that the measures need of each query, and that are found for it. */
const FEWEST_TRUE = 10;
const MOST_TRUE = 100;

/** @throws LikenessError of the files, and `usage` when they do not belong together */
export async function readVectorSet(files: VectorFiles & { readonly kernels: Kernels }): Promise<VectorSet> {
  files.onProgress?.('Reading the vectors');
  const base = await readVectors(files.base, { most: files.count });
  const dimension = base.columns;
  const queries = await readVectors(files.query, { most: files.queryCount, dimension });
  const learn = files.learn === undefined ? base : await readVectors(files.learn, { dimension });
  const { kernels, signal, onProgress } = files;
  const depth = Math.min(MOST_TRUE, base.rows);
  const truth =
    files.truth === undefined
      ? await cachedNeighbours({ base, queries, depth, kernels, signal, onProgress }, files.cacheFolder)
      : await readNeighbours(files.truth);
  expectFit(files, { base, queries, truth });
  return { base, learn, queries, truth };
}

function expectFit(files: VectorFiles, { base, queries, truth }: Omit<VectorSet, 'learn'>): void {
  if (truth.rows < queries.rows || truth.columns < FEWEST_TRUE) {
    const found = `${truth.rows} rows of ${truth.columns} neighbours`;
    const sentence = `The truth has ${found}; ${queries.rows} queries need as many rows of at least ${FEWEST_TRUE}.`;
    throw new LikenessError('usage', sentence);
  }
  const stranger = truth.data.find((id) => id < 0 || id >= base.rows);
  if (stranger === undefined) return;
  const sentence = `The truth names vector ${stranger}, but ${base.rows} were read from ${files.base}.`;
  throw new LikenessError('usage', `${sentence} Leave --truth out to have it computed.`);
}
