// What tuning asks a sample of the data: some of its vectors, held out, and their true neighbours among the rest.
import type { Abort } from '../abort.ts';
import { throwIfAborted } from '../abort.ts';
import { expectInteger } from '../checks.ts';
import { unexpected } from '../errors.ts';
import { recallAt } from '../evaluate/ranking-measures.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { expectMatrix, pickRows, row } from '../linalg/matrix.ts';
import type { Parallel } from '../parallel.ts';
import { Random } from '../random.ts';
import { ExactSearcher } from './exact-searcher.ts';
import { FloatRows } from './feature-rows.ts';
import type { SearchOptions, Searcher } from './searcher.ts';
import { chooseSizes } from './sizes.ts';

/** A tenth of the sample asks, but no more: 500 queries know the mean of ten neighbours to about a hundredth. */
const MOST_QUERIES = 500;

export interface TuningOptions {
  /** Mean share of the true k nearest among the first k found; above 0, at most 1. */
  readonly recall: number;
  /** 10 by default. */
  readonly k?: number | undefined;
  readonly seed: number;
  /** Numbers of cells to try; by default what `chooseSizes` says, its half and its double. */
  readonly nlists?: readonly number[] | undefined;
  /** Code lengths to try, divisors of the dimension; by default those of the method. */
  readonly ms?: readonly number[] | undefined;
  /** The kernels and threads to work with; by default plain TypeScript on this thread. */
  readonly parallel?: Parallel | undefined;
  readonly abort?: Abort | undefined;
}

export interface Question {
  readonly base: Matrix;
  readonly queries: Matrix;
  /** For each query the true nearest rows of `base`. */
  readonly truth: readonly ReadonlySet<number>[];
  readonly k: number;
}

/** Holds queries out of the sample, and finds their true neighbours in the rest. */
export function ask(
  sample: Matrix,
  k: number,
  seed: number,
  { kernels }: Parallel,
  abort: Abort | undefined,
): Question {
  const order = Uint32Array.from({ length: sample.rows }, (_, i) => i);
  new Random(seed).shuffle(order);
  const queryCount = Math.min(MOST_QUERIES, Math.floor(sample.rows / 10));
  const queries = pickRows(sample, order.subarray(0, queryCount));
  const base = pickRows(sample, order.subarray(queryCount));
  const exact = new ExactSearcher(new FloatRows(sample.columns, kernels));
  try {
    exact.reserve(base.rows);
    for (let id = 0; id < base.rows; id++) exact.add(id, row(base, id));
    const truth = Array.from({ length: queryCount }, (_, i) => {
      return new Set(exact.search(row(queries, i), { k, abort }).ids);
    });
    return { base, queries, truth, k };
  } finally {
    exact.release();
  }
}

/** Mean share of the true neighbours that a search with these settings finds, and codes that it visits. */
export function measureSearch(
  searcher: Searcher,
  { queries, truth, k }: Question,
  settings: Pick<SearchOptions, 'nprobe' | 'candidates' | 'abort'>,
): { recall: number; codesVisited: number } {
  let found = 0;
  let visited = 0;
  for (let i = 0; i < queries.rows; i++) {
    throwIfAborted(settings.abort);
    const { ids, visitedCount } = searcher.search(row(queries, i), { ...settings, k });
    found += recallAt(Array.from(ids), truth[i]!, k);
    visited += visitedCount;
  }
  return { recall: found / queries.rows, codesVisited: visited / queries.rows };
}

/** The fewest cells that reach the recall, by bisection; or all of them, when they do not. */
export function fewestProbes<Trial extends { readonly nprobe: number; readonly recall: number }>(
  nlist: number,
  recall: number,
  measured: (nprobe: number) => Trial,
): Trial {
  let best = measured(nlist);
  if (best.recall < recall) return best;
  for (let least = 1; least < best.nprobe;) {
    const trial = measured(Math.floor((least + best.nprobe) / 2));
    if (trial.recall >= recall) best = trial;
    else least = trial.nprobe + 1;
  }
  return best;
}

/**
 * What is to be tried, ascending. @param method its codes' ksub, and the code lengths that it tries by default
 * @throws CoreError for a sample or settings that cannot be tried
 */
export function expectTuning(
  sample: Matrix,
  options: TuningOptions,
  method: { readonly ksub: number; readonly ms: readonly number[] },
): { nlists: number[]; ms: number[]; k: number } {
  expectMatrix('sample', sample);
  const { recall, k = 10 } = options;
  if (!(recall > 0 && recall <= 1)) throw unexpected('parameter', 'recall', 'a share above 0, at most 1', recall);
  expectInteger('k', k, 1, 1000);
  const baseCount = sample.rows - Math.min(MOST_QUERIES, Math.floor(sample.rows / 10));
  const chosen = chooseSizes(baseCount, sample.columns).nlist;
  const nlists = [...(options.nlists ?? [chosen / 2, chosen, 2 * chosen])].sort((a, b) => a - b);
  const ms = [...(options.ms ?? method.ms)].sort((a, b) => a - b);
  if (nlists.length === 0) throw unexpected('parameter', 'nlists', 'at least one', 'none');
  if (ms.length === 0) throw unexpected('parameter', 'ms', 'at least one', 'none');
  for (const nlist of nlists) expectInteger('nlist', nlist, 1, 65_536);
  for (const m of ms) {
    if (!Number.isInteger(m) || m < 1 || sample.columns % m !== 0) {
      throw unexpected('shape', 'm', `a divisor of the dimension ${sample.columns}`, m);
    }
  }
  const fewest = Math.ceil((Math.max(method.ksub, k, ...nlists) * 10) / 9) + 1;
  if (sample.rows < fewest) throw unexpected('too-few-points', 'tune', `at least ${fewest} vectors`, sample.rows);
  return { nlists, ms, k };
}
