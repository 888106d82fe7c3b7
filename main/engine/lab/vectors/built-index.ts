// Builds what is to be measured: trains on the learning vectors, adds the base vectors, and notes what both cost.
import type { Generation, Matrix } from '../../../../core/index.ts';
import {
  CoreError,
  encodeAll,
  encodeFeatures,
  ExactSearcher,
  FastScanFile,
  FastScanSearcher,
  FloatRows,
  InvertedFile,
  IvfadcSearcher,
  measureDistortions,
  PqSearcher,
  Random,
  row,
  trainGeneration,
  trainOptimisedQuantiser,
  trainProductQuantiser,
} from '../../../../core/index.ts';
import { LikenessError } from '../../api/errors.ts';
import { round } from '../lab-report.ts';
import { trainEmbedding, trainHashing } from './build-hashing.ts';
import { fillLshTables } from './build-lsh-tables.ts';
import { growTree } from './build-trees.ts';
import type { Building, BuildOutcome, BuiltIndex, Cost, Filling, Settings } from './building.ts';
import { probing, tellShare } from './building.ts';
import { codesByCell } from './codes-by-cell.ts';
import { componentsOf } from './groupings.ts';
import type { BuildSettings } from './index-settings.ts';

/** @throws LikenessError `usage` for settings that the vectors do not allow, with core's sentence; `cancelled` */
export async function buildIndex(settings: BuildSettings, building: Building): Promise<BuildOutcome> {
  try {
    const trainingClock = startClock();
    const fill = await train(settings, building);
    const training = trainingClock();
    building.onProgress?.('adding the vectors');
    const { memory } = building.parallel.kernels;
    const allocatedBefore = memory.allocated;
    const addingClock = startClock();
    const index = await fill();
    const byteLength = memory.allocated - allocatedBefore + index.tableBytes;
    const bytesPerVector = round(byteLength / building.base.rows, 2);
    return { index, training, adding: addingClock(), bytesPerVector };
  } catch (thrown) {
    throw toUsage(thrown);
  }
}

function train(settings: BuildSettings, building: Building): Promise<Filling> {
  switch (settings.method) {
    case 'exact':
      return Promise.resolve(() => Promise.resolve(buildExact(building)));
    case 'pq':
      return trainPq(settings, building);
    case 'ivfadc':
      return trainIvfadc(settings, building);
    case 'fast-scan':
      return trainFastScan(settings, building);
    case 'lsh-tables':
      return Promise.resolve(() => fillLshTables(settings, building));
    case 'hamming-embedding':
      return trainEmbedding(settings, building);
    case 'k-d-forest':
    case 'k-means-tree':
      return Promise.resolve(() => growTree(settings, building));
    case 'lsh':
    case 'pca-hashing':
    case 'itq':
    case 'spectral-hashing':
    case 'deep-hashing':
    case 'supervised-deep-hashing':
      return trainHashing(settings, building);
  }
}

function buildExact({ base, parallel }: Building): BuiltIndex {
  const searcher = new ExactSearcher(new FloatRows(base.columns, parallel.kernels));
  searcher.reserve(base.rows);
  for (let id = 0; id < base.rows; id++) searcher.add(id, row(base, id));
  return {
    tableBytes: searcher.tableBytes,
    asked: () => (query, k) => searcher.search(query, { k }),
    release: () => searcher.release(),
  };
}

async function trainPq({ m, ksub, grouping, opq, seed }: Settings<'pq'>, building: Building): Promise<Filling> {
  const { base, learn, parallel, signal } = building;
  const onProgress = (share: number): void => tellShare(building, share);
  const training = { m, ksub, random: new Random(seed), parallel, abort: signal, onProgress };
  const quantiser = opq
    ? await trainOptimisedQuantiser(learn, training)
    : await trainProductQuantiser(learn, { ...training, grouping: componentsOf(grouping, learn.columns) });
  const distortions = await measureDistortions(quantiser, learn, parallel, signal);
  const searcher = new PqSearcher(quantiser, { kernels: parallel.kernels, distortions });
  return async () => {
    const codes = await encodeAll(quantiser, base, parallel, signal);
    searcher.reserve(base.rows);
    searcher.addCodes(allIds(base), codes);
    return {
      tableBytes: searcher.tableBytes,
      asked({ estimator, corrected }) {
        const estimating = searcher.withEstimate({ estimator, corrected });
        return (query, k) => estimating.search(query, { k });
      },
      release: () => searcher.release(),
    };
  };
}

async function trainIvfadc(settings: Settings<'ivfadc'>, building: Building): Promise<Filling> {
  const { base, parallel, signal } = building;
  const generation = await trainCells(settings, settings, building);
  const file = new InvertedFile(generation, parallel.kernels);
  return async () => {
    const encoded = await encodeFeatures(generation, base, parallel, signal);
    for (const cell of codesByCell(encoded, generation)) file.append(cell);
    const searcher = new IvfadcSearcher(file);
    // The terms of each cell are worked out when it is first scanned: they belong to the time of adding.
    for (let cell = 0; cell < settings.nlist; cell++) file.list(cell);
    return {
      tableBytes: file.tableBytes,
      asked: (asked) => (query, k) => searcher.search(query, { ...probing(asked), k }),
      release() {
        searcher.release();
        file.release();
      },
    };
  };
}

async function trainFastScan(settings: Settings<'fast-scan'>, building: Building): Promise<Filling> {
  const { base, parallel, signal } = building;
  const generation = await trainCells({ ...settings, ksub: 16 }, settings, building);
  const file = new FastScanFile(generation, parallel.kernels);
  const searcher = new FastScanSearcher(file);
  return async () => {
    const encoded = await encodeFeatures(generation, base, parallel, signal);
    for (const cell of codesByCell(encoded, generation)) searcher.append(cell, (i) => row(base, cell.ids[i]!));
    return {
      tableBytes: searcher.tableBytes,
      asked: (asked) => (query, k) => searcher.search(query, { ...probing(asked), k }),
      release() {
        searcher.release();
        file.release();
      },
    };
  };
}

function trainCells(
  sizes: { m: number; ksub: number; nlist: number },
  { seed, opq = false }: { seed: number; opq?: boolean },
  building: Building,
): Promise<Generation> {
  const { learn, parallel, signal } = building;
  const onProgress = (share: number): void => tellShare(building, share);
  return trainGeneration(learn, sizes, { seed, optimised: opq, parallel, abort: signal, onProgress });
}

function allIds({ rows }: Matrix): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, id) => id);
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
