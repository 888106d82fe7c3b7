// Choosing nlist, m and nprobe by measuring: the shortest codes, and the fewest of them looked at, that find what is
// asked for in a sample of the data. The rule in sizes.ts chooses without looking.
import type { Abort } from '../abort.ts';
import { throwIfAborted } from '../abort.ts';
import { expectInteger } from '../checks.ts';
import { unexpected } from '../errors.ts';
import { recallAt } from '../evaluate/ranking-measures.ts';
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { expectMatrix, pickRows, row } from '../linalg/matrix.ts';
import type { Parallel } from '../parallel.ts';
import { createOneLane } from '../parallel.ts';
import { Random } from '../random.ts';
import { encodeFeatures } from './encode-features.ts';
import { ExactSearcher } from './exact-searcher.ts';
import { FloatRows } from './feature-rows.ts';
import { InvertedFile } from './inverted-file.ts';
import { IvfadcSearcher } from './ivfadc-searcher.ts';
import { chooseSizes } from './sizes.ts';
import { trainGeneration } from './train-generation.ts';

/** A tenth of the sample asks, but no more: 500 queries know the mean of ten neighbours to about a hundredth. */
const MOST_QUERIES = 500;
const KSUB = 256;

export interface TuneOptions {
  /** Mean share of the true k nearest among the first k found; above 0, at most 1. */
  readonly recall: number;
  /** 10 by default. */
  readonly k?: number | undefined;
  readonly seed: number;
  /** Numbers of cells to try; by default what `chooseSizes` says, its half and its double. */
  readonly nlists?: readonly number[] | undefined;
  /** Code lengths to try, divisors of the dimension; by default its divisors among the powers of two from 4 on. */
  readonly ms?: readonly number[] | undefined;
  /** The kernels and threads to work with; by default plain TypeScript on this thread. */
  readonly parallel?: Parallel | undefined;
  readonly abort?: Abort | undefined;
  /** Called with every setting that was measured. */
  readonly onTrial?: ((trial: Trial) => void) | undefined;
}

/** A setting and what it reached on the held-out queries. */
export interface Trial {
  readonly nlist: number;
  readonly m: number;
  readonly ksub: number;
  readonly nprobe: number;
  readonly recall: number;
  /** Mean number of codes whose distance was computed. */
  readonly codesVisited: number;
  /** Multiplications and table look-ups of a query: (nlist + ksub) D + codesVisited m. */
  readonly operations: number;
  /** In memory: the code, id and term in its cell, and the way from the id to the cell. */
  readonly bytesPerVector: number;
}

export interface Tuned extends Trial {
  /** Whether the recall asked for was reached; otherwise this is the setting that came nearest. */
  readonly reached: boolean;
}

/**
 * Trains one generation for each m and nlist, shortest codes first, until some reach the recall with as many cells
 * probed as it takes; of those of that m, returns the one with the fewest operations. The settings hold for as many
 * vectors as the sample has: a larger library needs more cells (`chooseSizes`), and probes the same share of them.
 * The same sample, options and kernels give the same answer.
 * @param sample shape (N, D), of the data to be indexed; a tenth of it asks, the rest is searched
 * @throws CoreError `parameter`, `shape`, `not-finite`, `too-few-points`, `memory`, `aborted`
 * Cost: that of training for every m and nlist tried, and some searches of the sample.
 */
export async function tune(sample: Matrix, options: TuneOptions): Promise<Tuned> {
  const { recall, abort, parallel = createOneLane(createPlainKernels()) } = options;
  const { nlists, ms, k } = expectTuning(sample, options);
  const question = ask(sample, k, options.seed, parallel, abort);
  let nearest: Trial | undefined;
  for (const m of ms) {
    const reaching: Trial[] = [];
    for (const nlist of nlists) {
      const settings = { nlist, m, ksub: KSUB };
      const index = await buildIndex(question.base, settings, options.seed, parallel, abort);
      const measured = (nprobe: number): Trial => {
        const trial = measure(index, question, nprobe, abort);
        options.onTrial?.(trial);
        return trial;
      };
      try {
        const trial = fewestProbes(nlist, recall, measured);
        if (trial.recall >= recall) reaching.push(trial);
        if (nearest === undefined || trial.recall > nearest.recall) nearest = trial;
      } finally {
        index.release();
        index.invertedFile.release();
      }
    }
    if (reaching.length > 0) return { ...reaching.reduce(cheaper), reached: true };
  }
  return { ...nearest!, reached: false };
}

interface Question {
  readonly base: Matrix;
  readonly queries: Matrix;
  /** For each query the true nearest rows of `base`. */
  readonly truth: readonly ReadonlySet<number>[];
  readonly k: number;
}

/** Holds queries out of the sample, and finds their true neighbours in the rest. */
function ask(sample: Matrix, k: number, seed: number, { kernels }: Parallel, abort: Abort | undefined): Question {
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

async function buildIndex(
  base: Matrix,
  settings: { nlist: number; m: number; ksub: number },
  seed: number,
  parallel: Parallel,
  abort: Abort | undefined,
): Promise<IvfadcSearcher> {
  const generation = await trainGeneration(base, settings, { seed, parallel, abort });
  const { cells, codes } = await encodeFeatures(generation, base, parallel, abort);
  const invertedFile = new InvertedFile(generation, parallel.kernels);
  const { m } = settings;
  cells.forEach((cell, id) => invertedFile.add(id, { cell, code: codes.subarray(id * m, (id + 1) * m) }));
  return new IvfadcSearcher(invertedFile);
}

/** The fewest cells that reach the recall, by bisection; or all of them, when they do not. */
function fewestProbes(nlist: number, recall: number, measured: (nprobe: number) => Trial): Trial {
  let best = measured(nlist);
  if (best.recall < recall) return best;
  for (let least = 1; least < best.nprobe;) {
    const trial = measured(Math.floor((least + best.nprobe) / 2));
    if (trial.recall >= recall) best = trial;
    else least = trial.nprobe + 1;
  }
  return best;
}

function measure(index: IvfadcSearcher, question: Question, nprobe: number, abort: Abort | undefined): Trial {
  const { queries, truth, k } = question;
  const { nlist, m, ksub, dimension } = index.generation;
  let found = 0;
  let visited = 0;
  for (let i = 0; i < queries.rows; i++) {
    throwIfAborted(abort);
    const { ids, visitedCount } = index.search(row(queries, i), { k, nprobe });
    found += recallAt(Array.from(ids), truth[i]!, k);
    visited += visitedCount;
  }
  const codesVisited = visited / queries.rows;
  return {
    nlist,
    m,
    ksub,
    nprobe,
    recall: found / queries.rows,
    codesVisited,
    operations: (nlist + ksub) * dimension + codesVisited * m,
    bytesPerVector: m + BYTES_BESIDE_A_CODE,
  };
}

/** Id and term in the cell, and two bytes from the id to the cell: see `InvertedFile`. */
const BYTES_BESIDE_A_CODE = 10;

function cheaper(a: Trial, b: Trial): Trial {
  return b.operations < a.operations ? b : a;
}

/** @throws CoreError for a sample or candidates that cannot be tried */
function expectTuning(sample: Matrix, options: TuneOptions): { nlists: number[]; ms: number[]; k: number } {
  expectMatrix('sample', sample);
  const { recall, k = 10 } = options;
  if (!(recall > 0 && recall <= 1)) throw unexpected('parameter', 'recall', 'a share above 0, at most 1', recall);
  expectInteger('k', k, 1, 1000);
  const baseCount = sample.rows - Math.min(MOST_QUERIES, Math.floor(sample.rows / 10));
  const chosen = chooseSizes(baseCount, sample.columns).nlist;
  const nlists = [...(options.nlists ?? [chosen / 2, chosen, 2 * chosen])].sort((a, b) => a - b);
  const ms = [...(options.ms ?? powersDividing(sample.columns))].sort((a, b) => a - b);
  if (nlists.length === 0) throw unexpected('parameter', 'nlists', 'at least one', 'none');
  if (ms.length === 0) throw unexpected('parameter', 'ms', 'at least one', 'none');
  for (const nlist of nlists) expectInteger('nlist', nlist, 1, 65_536);
  for (const m of ms) {
    if (!Number.isInteger(m) || m < 1 || sample.columns % m !== 0) {
      throw unexpected('shape', 'm', `a divisor of the dimension ${sample.columns}`, m);
    }
  }
  const fewest = Math.ceil((Math.max(KSUB, k, ...nlists) * 10) / 9) + 1;
  if (sample.rows < fewest) throw unexpected('too-few-points', 'tune', `at least ${fewest} vectors`, sample.rows);
  return { nlists, ms, k };
}

function powersDividing(dimension: number): number[] {
  const powers = [4, 8, 16, 32, 64, 128, 256].filter((m) => dimension % m === 0);
  return powers.length > 0 ? powers : [dimension];
}
