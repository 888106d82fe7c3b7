// Choosing the settings of a fast scan by measuring, as `tune` does those of IVFADC: cells looked into and candidates measured
// again make up for one another, so both are tried together.
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { row } from '../linalg/matrix.ts';
import { createOneLane } from '../parallel.ts';
import { encodeFeatures } from './encode-features.ts';
import { FastScanFile } from './fast-scan-file.ts';
import { FastScanSearcher } from './fast-scan-searcher.ts';
import { trainGeneration } from './train-generation.ts';
import type { Question, TuningOptions } from './tuning-question.ts';
import { ask, expectTuning, fewestProbes, measureSearch } from './tuning-question.ts';

const KSUB = 16;
/** Components a part that are tried by default. */
const PART_SIZES = [2, 4, 8];
/** Candidates a result that are tried. */
const CANDIDATES = [1, 2, 5, 10, 20, 40, 80, 160];
/** Cells, as multiples of the fewest that do with the most candidates: more of them may do with fewer. */
const PROBE_FACTORS = [1, 1.25, 1.5, 2];
/** Look-ups in registers that take as long as one multiplication. */
const LOOK_UPS_AT_ONCE = 4;

export interface FastScanTuneOptions extends TuningOptions {
  readonly onTrial?: ((trial: FastScanTrial) => void) | undefined;
}

/** A setting and what it reached on the held-out queries. */
export interface FastScanTrial {
  readonly nlist: number;
  readonly m: number;
  readonly nprobe: number;
  readonly candidates: number;
  readonly recall: number;
  /** Mean number of codes whose distance was computed. */
  readonly codesVisited: number;
  /** Multiplications, and what look-ups cost of them: (nlist + 16 + candidates) D + codesVisited m / 4. */
  readonly operations: number;
  /** In memory: code, feature in bytes, id, and the ways from the id to both. */
  readonly bytesPerVector: number;
}

export interface FastScanTuned extends FastScanTrial {
  /** Whether the recall asked for was reached; otherwise this is the setting that came nearest. */
  readonly reached: boolean;
}

/**
 * Trains one generation for each m and nlist and returns, of all settings that reach the recall, that with the fewest
 * operations: codes are the smaller part of the memory here. Otherwise as `tune`.
 * @param sample shape (N, D), of the data to be indexed; a tenth of it asks, the rest is searched
 * @throws CoreError `parameter`, `shape`, `not-finite`, `too-few-points`, `memory`, `aborted`
 */
export async function tuneFastScan(sample: Matrix, options: FastScanTuneOptions): Promise<FastScanTuned> {
  const { recall, seed, abort, parallel = createOneLane(createPlainKernels()) } = options;
  const D = sample.columns;
  const defaults = PART_SIZES.filter((size) => D % size === 0).map((size) => D / size);
  const { nlists, ms, k } = expectTuning(sample, options, { ksub: KSUB, ms: defaults.length > 0 ? defaults : [D] });
  const question = ask(sample, k, seed, parallel, abort);
  const trials: FastScanTrial[] = [];
  for (const m of ms) {
    for (const nlist of nlists) {
      const generation = await trainGeneration(question.base, { nlist, m, ksub: KSUB }, { seed, parallel, abort });
      const { cells, codes } = await encodeFeatures(generation, question.base, parallel, abort);
      const searcher = new FastScanSearcher(new FastScanFile(generation, parallel.kernels), { parallel });
      try {
        cells.forEach((cell, id) => {
          searcher.add(id, row(question.base, id), { cell, code: codes.subarray(id * m, (id + 1) * m) });
        });
        trials.push(...tryIndex(searcher, question, options));
      } finally {
        searcher.release();
        searcher.file.release();
      }
    }
  }
  const reaching = trials.filter((trial) => trial.recall >= recall);
  if (reaching.length > 0)
    return { ...reaching.reduce((a, b) => (b.operations < a.operations ? b : a)), reached: true };
  return { ...trials.reduce((a, b) => (b.recall > a.recall ? b : a)), reached: false };
}

/** For some numbers of cells the fewest candidates that reach the recall; or the most of both, where these do not. */
function tryIndex(searcher: FastScanSearcher, question: Question, options: FastScanTuneOptions): FastScanTrial[] {
  const { recall } = options;
  const { nlist } = searcher.generation;
  const steps = CANDIDATES.map((factor) => Math.min(factor * question.k, question.base.rows));
  const measured = (nprobe: number, candidates: number): FastScanTrial => {
    const trial = measure(searcher, question, nprobe, candidates, options);
    options.onTrial?.(trial);
    return trial;
  };
  const least = fewestProbes(nlist, recall, (nprobe) => measured(nprobe, steps.at(-1)!));
  if (least.recall < recall) return [least];
  const probes = new Set(PROBE_FACTORS.map((factor) => Math.min(nlist, Math.ceil(factor * least.nprobe))));
  return [...probes].map((nprobe) => {
    let best = nprobe === least.nprobe ? least : measured(nprobe, steps.at(-1)!);
    for (let step = steps.length - 2; step >= 0 && best.recall >= recall; step--) {
      const trial = measured(nprobe, steps[step]!);
      if (trial.recall < recall) break;
      best = trial;
    }
    return best;
  });
}

function measure(
  searcher: FastScanSearcher,
  question: Question,
  nprobe: number,
  candidates: number,
  { abort }: FastScanTuneOptions,
): FastScanTrial {
  const { nlist, m, dimension: D } = searcher.generation;
  const { recall, codesVisited } = measureSearch(searcher, question, { nprobe, candidates, abort });
  const operations = (nlist + KSUB + candidates) * D + (codesVisited * m) / LOOK_UPS_AT_ONCE;
  return { nlist, m, nprobe, candidates, recall, codesVisited, operations, bytesPerVector: bytesPerVector(m, D) };
}

/** See `FastScanFile`. */
function bytesPerVector(m: number, D: number): number {
  return m / 2 + 4 + 2 + D + 8;
}
