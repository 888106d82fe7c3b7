// `lab recall` and `lab sweep`: every index that the settings ask for is built once and asked with every query setting.
import { loadKernels } from '../../../../core/index.ts';
import { LikenessError } from '../../api/errors.ts';
import type { Cost } from './built-index.ts';
import { buildIndex } from './built-index.ts';
import type { Grouping, Method, QuerySettings, SettingLists } from './index-settings.ts';
import { buildsOf, queriesOf } from './index-settings.ts';
import type { SearchMeasures } from './search-measures.ts';
import { measureSearch } from './search-measures.ts';
import type { VectorFiles } from './vector-set.ts';
import { readVectorSet } from './vector-set.ts';

export interface RecallOptions extends VectorFiles {
  readonly settings: SettingLists;
  /** Results asked for. */
  readonly k: number;
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
}

interface SettingsOfAll {
  readonly m: number;
  readonly ksub: number;
  readonly nlist: number;
  readonly grouping: Grouping;
  readonly opq: boolean;
  readonly seed: number;
}

/**
 * Rows as they are measured, so that what was measured before a failure is not lost.
 * @throws LikenessError of the files, `usage` for settings that do not fit, `cancelled`
 */
export async function* measureRecall(options: RecallOptions): AsyncGenerator<RecallRow> {
  const { settings, k, signal, onProgress } = options;
  const kernels = await loadKernels(null);
  // Before the vectors are read: a wrong setting should not cost minutes.
  const builds = buildsOf(settings).map((build) => ({ build, asked: queriesOf(build, settings) }));
  const { base, learn, queries, truth } = await readVectorSet({ ...options, kernels });
  for (const [i, { build, asked }] of builds.entries()) {
    if (signal?.aborted) throw new LikenessError('cancelled', 'Stopped.');
    const tell = (text: string): void => onProgress?.(`Index ${i + 1} of ${builds.length}: ${text}`);
    tell('building');
    const { index, training, adding } = await buildIndex(build, { base, learn, kernels, signal, onProgress: tell });
    for (const query of asked) {
      tell(`asking ${queries.rows} queries with ${JSON.stringify(query)}`);
      const measures = await measureSearch(index.asked(query), { queries, truth, k, signal });
      const vectors = { baseCount: base.rows, learnCount: learn.rows, dimension: base.columns };
      yield { ...vectors, ...build, ...query, k, ...measures, bytesPerVector: index.bytesPerVector, training, adding };
    }
  }
}
