// Choosing among very many cells: the flat ranking against the one on two levels, by the nearest cells that it finds and
// by time. The centroids are vectors themselves, as those of so many cells nearly are.
//   npm run bench -- cells [--cells 65536] [--probes 64]
import { parseArgs } from 'node:util';
import type { CellRanking } from '../../core/index.ts';
import { FlatRanking, Generation, ProductQuantiser, TwoLevelRanking, createOneLane, row } from '../../core/index.ts';
import { PlacedGeneration } from '../../core/index/placed-generation.ts';
import { floatsAt } from '../../core/kernels/kernel-memory.ts';
import { squaredNorm } from '../../core/linalg/dot.ts';
import { openKernels } from '../../main/engine/index/kernel-files.ts';
import { makeVectors } from './made-vectors.ts';

const QUERIES = 500;
const SHARES = [1 / 64, 1 / 32, 1 / 16, 1 / 8, 1 / 4];

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { cells: { type: 'string', default: '65536' }, probes: { type: 'string', default: '64' } },
});
const nlist = Number(values.cells);
const probes = Number(values.probes);
const { base: coarse, queries, description } = makeVectors(nlist);
const D = coarse.columns;
const kernels = await openKernels();
const quantiser = new ProductQuantiser(D, 1, 1, new Float32Array(D));
const training = { seed: 1, trainedOn: nlist, errorAtTraining: 0, unitLength: false };
const placed = new PlacedGeneration(new Generation(coarse, quantiser, training), kernels);
const queryAt = kernels.memory.allocate(4 * D);

print(`${nlist} cells, ${probes} probes, ${D} components, kernels: ${kernels.name}; ${description}`);
const flat = measure(new FlatRanking(placed));
print(`flat: ${flat.microseconds.toFixed(0)} us a query`);
for (const share of SHARES) {
  const start = performance.now();
  const ranking = await TwoLevelRanking.create(placed, { parallel: createOneLane(kernels), share });
  const seconds = (performance.now() - start) / 1000;
  const { cells, microseconds } = measure(ranking);
  ranking.release();
  const found = cells.reduce((sum, list, i) => sum + list.filter((cell) => flat.sets[i]!.has(cell)).length, 0);
  const recall = (found / (QUERIES * probes)).toFixed(3);
  const ratio = (flat.microseconds / microseconds).toFixed(1);
  print(
    `two levels, 1/${1 / share} of the centroids measured: ${recall} of the cells, ${microseconds.toFixed(0)} us, ${ratio} times as fast; ` +
      `made in ${seconds.toFixed(1)} s`,
  );
}

/** The cells of every query, and the mean time to choose them. */
function measure(ranking: CellRanking): { cells: number[][]; sets: Set<number>[]; microseconds: number } {
  for (let i = 0; i < 200; i++) cellsOf(ranking, row(queries, i));
  const start = performance.now();
  const cells = Array.from({ length: QUERIES }, (_, i) => cellsOf(ranking, row(queries, i)));
  const microseconds = ((performance.now() - start) * 1000) / QUERIES;
  return { cells, sets: cells.map((list) => new Set(list)), microseconds };
}

function cellsOf(ranking: CellRanking, query: Float32Array): number[] {
  floatsAt(kernels.memory, queryAt, D).set(query.map((component) => -2 * component));
  ranking.start(queryAt, squaredNorm(query), probes);
  return Array.from({ length: probes }, () => {
    ranking.next();
    return ranking.cell;
  });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
