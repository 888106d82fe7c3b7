// Builds what is to be measured: trains on the learning vectors, adds the base vectors, and notes what both cost.
import type { Kernels, Matrix } from '../../../../core/index.ts';
import {
  CoreError,
  ExactSearcher,
  FloatRows,
  InvertedFile,
  IvfadcSearcher,
  row,
  trainGeneration,
} from '../../../../core/index.ts';
import { LikenessError } from '../../api/errors.ts';
import { round } from '../lab-report.ts';
import type { BuildSettings, QuerySettings } from './index-settings.ts';
import type { Answer } from './search-measures.ts';

export interface BuiltIndex {
  /** @returns the search under these settings. @throws LikenessError `usage` for settings that the method does not know */
  asked(settings: QuerySettings): (query: Float32Array, k: number) => Answer;
  /** Codes or vectors with their ids; without what does not grow with them. */
  readonly bytesPerVector: number;
}

export interface Cost {
  readonly seconds: number;
  /** Of all threads. */
  readonly cpuSeconds: number;
}

export interface Building {
  readonly base: Matrix;
  readonly learn: Matrix;
  readonly kernels: Kernels;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
}

export interface BuildOutcome {
  readonly index: BuiltIndex;
  readonly training: Cost;
  readonly adding: Cost;
}

/** @throws LikenessError `usage` for settings that the vectors do not allow, with core's sentence; `cancelled` */
export async function buildIndex(settings: BuildSettings, building: Building): Promise<BuildOutcome> {
  try {
    switch (settings.method) {
      case 'exact':
        return buildExact(building);
      case 'ivfadc':
        return await buildIvfadc(settings, building);
      case 'pq':
      case 'fast-scan':
        throw new LikenessError('usage', `The method ${settings.method} is not there yet.`);
    }
  } catch (thrown) {
    throw toUsage(thrown);
  }
}

function buildExact({ base }: Building): BuildOutcome {
  const clock = startClock();
  const searcher = new ExactSearcher(new FloatRows(base.columns));
  for (let id = 0; id < base.rows; id++) searcher.add(id, row(base, id));
  const index = {
    asked: () => (query: Float32Array, k: number) => searcher.search(query, { k }),
    bytesPerVector: 4 * base.columns + 4,
  };
  return { index, training: { seconds: 0, cpuSeconds: 0 }, adding: clock() };
}

async function buildIvfadc(
  { m, ksub, nlist, seed }: Extract<BuildSettings, { method: 'ivfadc' }>,
  { base, learn, onProgress }: Building,
): Promise<BuildOutcome> {
  const trainingClock = startClock();
  const generation = await trainGeneration(
    learn,
    { m, ksub, nlist },
    { seed, onProgress: (share) => onProgress?.(`Training, ${Math.round(100 * share)} %`) },
  );
  const training = trainingClock();
  const addingClock = startClock();
  const invertedFile = new InvertedFile(generation);
  for (let id = 0; id < base.rows; id++) invertedFile.add(id, generation.encode(row(base, id)));
  const searcher = new IvfadcSearcher(invertedFile);
  const index = {
    asked: (settings: QuerySettings) => (query: Float32Array, k: number) => {
      return searcher.search(query, { k, nprobe: settings.nprobe });
    },
    bytesPerVector: m + 12,
  };
  return { index, training, adding: addingClock() };
}

function startClock(): () => Cost {
  const started = performance.now();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return {
      seconds: round((performance.now() - started) / 1000, 3),
      cpuSeconds: round((user + system) / 1e6, 3),
    };
  };
}

/** Core's sentences name what was expected and what came; here it is always settings that do not fit the vectors. */
function toUsage(thrown: unknown): unknown {
  if (!(thrown instanceof CoreError)) return thrown;
  if (thrown.code === 'aborted') return new LikenessError('cancelled', 'Stopped.', { cause: thrown });
  return new LikenessError('usage', `These settings do not fit these vectors: ${thrown.message}.`, { cause: thrown });
}
