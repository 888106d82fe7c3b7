// What more cells bring at a million vectors: training, adding, and searching with so many cells probed, by IVFADC with
// codes of 16 bytes. Trained on as many vectors as `chooseSizes` would ask for; all cores train and add, one searches.
//   npm run bench -- nlist [--count 1000000] [--lists 1024,4096,65536]
import { parseArgs } from 'node:util';
import type { Generation } from '../../core/index.ts';
import {
  encodeFeatures,
  FlatRanking,
  InvertedFile,
  IvfadcSearcher,
  quantisationError,
  rowRange,
  trainGeneration,
  TwoLevelRanking,
} from '../../core/index.ts';
import { openKernels } from '../../main/engine/index/kernel-files.ts';
import { KernelWorkers } from '../../main/engine/index/kernel-workers.ts';
import { codesByCell } from '../../main/engine/lab/vectors/codes-by-cell.ts';
import { measureSearch } from '../../main/engine/lab/vectors/search-measures.ts';
import { findNeighbours } from '../../main/engine/lab/vectors/true-neighbours.ts';
import { makeVectors } from './made-vectors.ts';

const QUERIES = 300;
const K = 10;
const M = 16;
const KSUB = 256;
/** Fewer points a centroid than this, and it fits the sample instead of the data (core/index/sizes.ts). */
const POINTS_PER_CENTROID = 39;
/** Shares of the cells that are probed. */
const PROBED = [1 / 1024, 1 / 256, 1 / 64, 1 / 16];
/** From here on the centroids are chosen among on two levels as well. */
const MANY_CELLS = 4096;

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    count: { type: 'string', default: '1000000' },
    lists: { type: 'string', default: '1024,4096,65536' },
  },
});
const kernels = await openKernels();
const parallel = new KernelWorkers(kernels);
const { base, queries: made, description } = makeVectors(Number(values.count));
const queries = rowRange(made, 0, QUERIES);
const truth = await findNeighbours({ base, queries, depth: K, kernels });
print(`${base.rows} vectors: ${description}; ${kernels.name} kernels, ${parallel.lanes} lanes, m = ${M}`);
for (const nlist of values.lists.split(',').map(Number)) await measureCells(nlist);
await parallel.stop();

async function measureCells(nlist: number): Promise<void> {
  const most = Math.min(base.rows, POINTS_PER_CENTROID * Math.max(nlist, KSUB));
  const [generation, training] = await timed(() =>
    trainGeneration(rowRange(base, 0, most), { nlist, m: M, ksub: KSUB }, { seed: 1, parallel }),
  );
  const file = new InvertedFile(generation, kernels);
  const [imbalance, adding] = await timed(() => add(file, generation));
  const error = await quantisationError(generation, rowRange(base, 0, 10_000), parallel);
  print(
    `nlist ${nlist}: trained on ${most} vectors in ${training}, added in ${adding}; ` +
      `error ${error.toFixed(0)}, imbalance ${imbalance.toFixed(2)}`,
  );
  await measureProbes(
    file,
    'all centroids measured',
    new IvfadcSearcher(file, { ranking: new FlatRanking(file.placed) }),
  );
  if (nlist > MANY_CELLS) {
    const ranking = await TwoLevelRanking.create(file.placed, { parallel });
    await measureProbes(file, 'an eighth of the centroids measured', new IvfadcSearcher(file, { ranking }));
  }
  file.release();
}

/** Returns how many times the mean length of a list a query that probes one cell scans. */
async function add(file: InvertedFile, generation: Generation): Promise<number> {
  const encoded = await encodeFeatures(generation, base, parallel);
  for (const cell of codesByCell(encoded, generation)) file.append(cell);
  let squares = 0;
  // The terms of each cell are worked out when it is first scanned: they belong to the time of adding.
  for (let cell = 0; cell < generation.nlist; cell++) squares += file.list(cell).count ** 2;
  return (generation.nlist * squares) / base.rows ** 2;
}

async function measureProbes(file: InvertedFile, how: string, searcher: IvfadcSearcher): Promise<void> {
  print(`  ${how}`);
  for (const share of PROBED) {
    const nprobe = Math.max(1, Math.round(share * file.generation.nlist));
    const search = (query: Float32Array, k: number) => searcher.search(query, { k, nprobe, mostProbes: nprobe });
    const measures = await measureSearch(search, { queries, truth, k: K });
    const { milliseconds, codesVisited, overlap10 } = measures;
    print(
      `  w=${String(nprobe).padEnd(5)} ${milliseconds.p50.toFixed(3)} ms, ${codesVisited.toFixed(0)} codes visited, ` +
        `recall@1 ${measures['recall@1'].toFixed(3)}, recall@10 ${measures['recall@10'].toFixed(3)}, overlap10 ${overlap10.toFixed(3)}`,
    );
  }
  searcher.release();
}

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, string]> {
  const started = performance.now();
  const cpu = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - started) / 1000;
  return [result, `${seconds.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} CPU s)`];
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
