// Choosing nlist, m and nprobe by measuring: the shortest codes, and the fewest of them looked at, that find what is
// asked for in a sample of the data. The rule in sizes.ts chooses without looking.
import type { Abort } from '../abort.ts';
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import type { Matrix } from '../linalg/matrix.ts';
import type { Parallel } from '../parallel.ts';
import { createOneLane } from '../parallel.ts';
import { encodeFeatures } from './encode-features.ts';
import { InvertedFile } from './inverted-file.ts';
import { IvfadcSearcher } from './ivfadc-searcher.ts';
import { trainGeneration } from './train-generation.ts';
import type { Question, TuningOptions } from './tuning-question.ts';
import { ask, expectTuning, fewestProbes, measureSearch } from './tuning-question.ts';

const KSUB = 256;

/** By default the code lengths are the divisors of the dimension among the powers of two from 4 on. */
export interface TuneOptions extends TuningOptions {
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
  const { nlists, ms, k } = expectTuning(sample, options, { ksub: KSUB, ms: powersDividing(sample.columns) });
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

function measure(index: IvfadcSearcher, question: Question, nprobe: number, abort: Abort | undefined): Trial {
  const { nlist, m, ksub, dimension } = index.generation;
  const { recall, codesVisited } = measureSearch(index, question, { nprobe, abort });
  return {
    nlist,
    m,
    ksub,
    nprobe,
    recall,
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

function powersDividing(dimension: number): number[] {
  const powers = [4, 8, 16, 32, 64, 128, 256].filter((m) => dimension % m === 0);
  return powers.length > 0 ? powers : [dimension];
}
