// What happens as N grows: time, memory and recall of each method at 10,000, 100,000 and a million vectors, with nlist
// scaled by the square root, and of ten million codes drawn by chance. One thread.
//   npm run bench -- growth [--counts 10000,100000,1000000] [--codes 10000000]
import { parseArgs } from 'node:util';
import {
  createOneLane,
  Generation,
  InvertedFile,
  IvfadcSearcher,
  Random,
  row as rowOf,
  trainProductQuantiser,
} from '../../core/index.ts';
import type { Matrix } from '../../core/index.ts';
import { openKernels } from '../../main/engine/index/kernel-files.ts';
import { buildIndex } from '../../main/engine/lab/vectors/built-index.ts';
import { codesByCell } from '../../main/engine/lab/vectors/codes-by-cell.ts';
import type { BuildSettings } from '../../main/engine/lab/vectors/index-settings.ts';
import type { SearchMeasures } from '../../main/engine/lab/vectors/search-measures.ts';
import { measureSearch } from '../../main/engine/lab/vectors/search-measures.ts';
import { findNeighbours } from '../../main/engine/lab/vectors/true-neighbours.ts';
import type { Neighbours } from '../../main/engine/lab/vectors/vector-files.ts';
import { makeVectors } from './made-vectors.ts';

const QUERIES = 300;
const K = 10;
const NPROBE = 32;
const CODE_BYTES = 8;

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    counts: { type: 'string', default: '10000,100000,1000000' },
    codes: { type: 'string', default: '10000000' },
  },
});
const counts = values.counts.split(',').map(Number);
const parallel = createOneLane(await openKernels());
const { kernels } = parallel;
const made = makeVectors(Math.max(...counts, cellsFor(Number(values.codes))));
const queries = firstRows(made.queries, QUERIES);
print(
  `${made.description}; ${kernels.name} kernels, ${K} results, w=${NPROBE}, nlist the power of two next to 2 sqrt N`,
);
print(row('', ['N', 'nlist', 'ms p50', 'p95', 'codes', 'overlap10', 'bytes/vector', 'train CPU s', 'add CPU s']));
for (const count of counts) await measureAt(firstRows(made.base, count));
await measureCodes(Number(values.codes));

async function measureAt(base: Matrix): Promise<void> {
  const truth = await findNeighbours({ base, queries, depth: K, kernels });
  const nlist = cellsFor(base.rows);
  const builds: readonly BuildSettings[] = [
    { method: 'exact' },
    { method: 'pq', m: 16, ksub: 256, seed: 1 },
    { method: 'ivfadc', m: 16, ksub: 256, nlist, seed: 1 },
    { method: 'fast-scan', m: 32, nlist, seed: 1 },
  ];
  for (const settings of builds) await measureBuild(settings, base, truth);
}

async function measureBuild(settings: BuildSettings, base: Matrix, truth: Neighbours): Promise<void> {
  const { index, training, adding, bytesPerVector } = await buildIndex(settings, { base, learn: base, parallel });
  const measures = await measureSearch(index.asked({ nprobe: NPROBE }), { queries, truth, k: K });
  index.release();
  const costs = [bytesPerVector.toFixed(1), training.cpuSeconds.toFixed(1), adding.cpuSeconds.toFixed(1)];
  const nlist = 'nlist' in settings ? settings.nlist : '-';
  print(row(settings.method, [base.rows, nlist, ...figures(measures), ...costs]));
}

function figures({ milliseconds, codesVisited, overlap10 }: SearchMeasures): string[] {
  return [milliseconds.p50.toFixed(3), milliseconds.p95.toFixed(3), codesVisited.toFixed(0), overlap10.toFixed(3)];
}

/** Centroids, cells and codes are drawn: what a scan costs does not hang on where they lie. */
async function measureCodes(count: number): Promise<void> {
  const nlist = cellsFor(count);
  const coarse = firstRows(made.base, nlist);
  const training = { m: CODE_BYTES, ksub: 256, random: new Random(1), iterations: 1, parallel };
  const quantiser = await trainProductQuantiser(coarse, training);
  const generation = new Generation(coarse, quantiser, {
    ...{ seed: 1, trainedOn: nlist, errorAtTraining: 0, unitLength: false },
  });
  const random = new Random(1);
  const cells = Uint32Array.from({ length: count }, () => random.integer(nlist));
  const codes = Uint8Array.from({ length: count * CODE_BYTES }, () => random.integer(256));
  const allocatedBefore = kernels.memory.allocated;
  const started = process.cpuUsage();
  const file = new InvertedFile(generation, kernels);
  for (const cell of codesByCell({ cells, codes }, generation)) file.append(cell);
  for (let cell = 0; cell < nlist; cell++) file.list(cell);
  const { user, system } = process.cpuUsage(started);
  const bytesPerVector = (kernels.memory.allocated - allocatedBefore + file.tableBytes) / count;
  const searcher = new IvfadcSearcher(file);
  // A code stands for no vector but the one that it decodes to: the truth is what looking at all of them finds.
  const truth: Neighbours = { data: new Int32Array(QUERIES * K), rows: QUERIES, columns: K };
  for (let i = 0; i < QUERIES; i++) {
    truth.data.set(searcher.search(rowOf(queries, i), { k: K, nprobe: nlist }).ids, i * K);
  }
  const search = (query: Float32Array, k: number) => searcher.search(query, { k, nprobe: NPROBE });
  const measured = figures(await measureSearch(search, { queries, truth, k: K }));
  const costs = [bytesPerVector.toFixed(1), '-', ((user + system) / 1e6).toFixed(1)];
  print(row(`ivfadc, m=${CODE_BYTES}, codes by chance`, [count, nlist, ...measured, ...costs]));
}

function cellsFor(count: number): number {
  return 2 ** Math.round(Math.log2(2 * Math.sqrt(count)));
}

function firstRows({ data, columns }: Matrix, rows: number): Matrix {
  return { data: data.subarray(0, rows * columns), rows, columns };
}

function row(name: string, cells: readonly (string | number)[]): string {
  return name.padEnd(30) + cells.map((cell) => String(cell).padStart(13)).join('');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
