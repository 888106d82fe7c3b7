// `lab recall` and `lab sweep`: every index that the settings ask for is built once and asked with every query setting.
import type { Parallel } from '../../../../core/index.ts';
import { LikenessError } from '../../api/errors.ts';
import { openKernels } from '../../index/kernel-files.ts';
import { KernelWorkers } from '../../index/kernel-workers.ts';
import type { Cost } from './building.ts';
import { buildIndex } from './built-index.ts';
import type { DistanceErrors } from './distance-errors.ts';
import { measureDistanceErrors } from './distance-errors.ts';
import type { BuildSettings, Grouping, Method, QuerySettings, SettingLists } from './index-settings.ts';
import { buildsOf, queriesOf } from './index-settings.ts';
import type { SearchMeasures } from './search-measures.ts';
import { measureSearch } from './search-measures.ts';
import type { VectorFiles, VectorSet } from './vector-set.ts';
import { readVectorSet } from './vector-set.ts';

export interface RecallOptions extends VectorFiles {
  readonly settings: SettingLists;
  /** Results asked for. */
  readonly k: number;
  /** Also measure how far the distances of exhaustive searches are from the true ones. */
  readonly withErrors?: boolean | undefined;
}

/** One line of a sweep: what was measured, built and asked, and how it came out. */
export interface RecallRow extends Partial<SettingsOfAll>, QuerySettings, SearchMeasures {
  readonly baseCount: number;
  readonly learnCount: number;
  readonly dimension: number;
  readonly method: Method;
  readonly k: number;
  readonly bytesPerVector: number;
  readonly training: Cost;
  readonly adding: Cost;
  readonly distanceErrors?: DistanceErrors;
}

interface SettingsOfAll {
  readonly m: number;
  readonly ksub: number;
  readonly nlist: number;
  readonly bits: number;
  readonly tables: number;
  readonly trees: number;
  readonly branching: number;
  readonly grouping: Grouping;
  readonly opq: boolean;
  readonly seed: number;
}

/**
 * Rows as they are measured, so that what was measured before a failure is not lost.
 * @throws LikenessError of the files, `usage` for settings that do not fit, `cancelled`
 */
export async function* measureRecall(options: RecallOptions): AsyncGenerator<RecallRow> {
  const { settings } = options;
  // Before the vectors are read: a wrong setting should not cost minutes.
  const plans = buildsOf(settings).map((build) => ({ build, queries: queriesOf(build, settings) }));
  const kernels = await openKernels();
  const parallel = new KernelWorkers(kernels);
  try {
    const vectors = await readVectorSet({ ...options, kernels });
    for (const [i, plan] of plans.entries()) {
      const onProgress = (text: string): void => options.onProgress?.(`Index ${i + 1} of ${plans.length}: ${text}`);
      yield* measureBuild(plan, vectors, parallel, { ...options, onProgress });
    }
  } finally {
    await parallel.stop();
  }
}

interface Plan {
  readonly build: BuildSettings;
  readonly queries: readonly QuerySettings[];
}

async function* measureBuild(
  { build, queries: settings }: Plan,
  { base, learn, queries, truth }: VectorSet,
  parallel: Parallel,
  { k, signal, onProgress, withErrors = false }: RecallOptions,
): AsyncGenerator<RecallRow> {
  if (signal?.aborted) throw new LikenessError('cancelled', 'Stopped.');
  onProgress?.('building');
  const { index, ...costs } = await buildIndex(build, { base, learn, parallel, signal, onProgress });
  try {
    const vectors = { baseCount: base.rows, learnCount: learn.rows, dimension: base.columns };
    for (const query of settings) {
      onProgress?.(`asking with ${JSON.stringify(query)}`);
      const search = index.asked(query);
      const measures = await measureSearch(search, { queries, truth, k, signal });
      const hasErrors = withErrors && build.method === 'pq';
      const errors = hasErrors ? { distanceErrors: measureDistanceErrors(search, base, queries) } : {};
      yield { ...vectors, ...build, ...query, k, ...measures, ...costs, ...errors };
    }
  } finally {
    index.release();
  }
}
