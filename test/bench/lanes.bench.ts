// What more lanes bring to a scan: one lane, two, and as many as there are cores, in turns in one run, over codes and features
// drawn by chance (what a scan costs does not hang on where they lie).
//   npm run bench -- lanes [--count 1000000] [--lanes 1,2]
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import {
  asMatrix,
  ByteRows,
  ExactSearcher,
  FastScanFile,
  FastScanSearcher,
  Generation,
  InvertedFile,
  IvfadcSearcher,
  ProductQuantiser,
  Random,
  row,
} from '../../core/index.ts';
import type { CellCodes, Parallel, Searcher } from '../../core/index.ts';
import { openKernels } from '../../main/engine/index/kernel-files.ts';
import { KernelWorkers } from '../../main/engine/index/kernel-workers.ts';
import { median } from './index-race.ts';

const D = 128;
const NLIST = 1024;
const QUERIES = 100;

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    count: { type: 'string', default: '1000000' },
    lanes: { type: 'string', default: [...new Set([1, 2, availableParallelism()])].join(',') },
  },
});
const count = Number(values.count);
const kernels = await openKernels();
const lanes = values.lanes.split(',').map((each): [number, KernelWorkers] => {
  return [Number(each), new KernelWorkers(kernels, Number(each))];
});
const random = new Random(1);
const noise = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal());
const features = asMatrix(noise(4096 * D), D);

print(`${count} vectors of ${D} components, ${kernels.name} kernels; ms at the median of ${QUERIES} queries, in turns`);
for (const m of [8, 16, 64]) {
  const file = new InvertedFile(generation(m, 256), kernels);
  fill((codes) => file.append(codes), m, 256);
  await compare(`IVFADC m=${m}`, (parallel) => new IvfadcSearcher(file, { parallel }), [8, 32, 64, 128, NLIST]);
  file.release();
}
await compare('fast scan m=32', fastScan, [64, 256, NLIST]);
await compare('exact on bytes', exact, [1]);
for (const [, workers] of lanes) await workers.stop();

async function compare(
  name: string,
  make: (parallel: Parallel) => Searcher & { release(): void },
  probes: readonly number[],
): Promise<void> {
  const searchers = lanes.map(([, parallel]) => make(parallel));
  for (const nprobe of probes) {
    const times = searchers.map((): number[] => []);
    for (let i = -5; i < QUERIES; i++) {
      const query = row(features, i + 5);
      for (let turn = 0; turn < searchers.length; turn++) {
        // Who comes first finds nothing in the processor's caches, so they take turns at that too.
        const lane = (turn + Math.max(0, i)) % searchers.length;
        const started = performance.now();
        searchers[lane]!.search(query, { k: 10, nprobe, mostProbes: nprobe });
        const time = performance.now() - started;
        if (i >= 0) times[lane]!.push(time);
      }
      await new Promise((resolve) => setTimeout(resolve, i < 0 ? 50 : 1)); // threads start, or go to sleep
    }
    const [alone, ...others] = times.map(median);
    const figures = others.map(
      (time, i) => `${lanes[i + 1]![0]} lanes ${time.toFixed(3)} (${(alone! / time).toFixed(2)})`,
    );
    print(`  ${name.padEnd(15)} w=${String(nprobe).padEnd(5)} 1 lane ${alone!.toFixed(3)}, ${figures.join(', ')}`);
  }
  for (const searcher of searchers) searcher.release();
}

function fastScan(parallel: Parallel): FastScanSearcher {
  const searcher = new FastScanSearcher(new FastScanFile(generation(32, 16), kernels), { parallel });
  for (let id = 0; id < count; id++) {
    const code = Uint8Array.from({ length: 32 }, () => random.integer(16));
    searcher.add(id, row(features, id % features.rows), { cell: id % NLIST, code });
  }
  return searcher;
}

function exact(parallel: Parallel): ExactSearcher {
  const searcher = new ExactSearcher(new ByteRows(D, kernels), { parallel });
  searcher.reserve(count);
  for (let id = 0; id < count; id++) searcher.add(id, row(features, id % features.rows));
  return searcher;
}

function generation(m: number, ksub: number): Generation {
  const training = { seed: 1, trainedOn: count, errorAtTraining: 0.1, unitLength: false };
  return new Generation(asMatrix(noise(NLIST * D), D), new ProductQuantiser(D, m, ksub, noise(ksub * D)), training);
}

function fill(append: (codes: CellCodes) => void, m: number, ksub: number): void {
  const perCell = Math.floor(count / NLIST);
  for (let cell = 0; cell < NLIST; cell++) {
    const ids = Uint32Array.from({ length: perCell }, (_, i) => cell * perCell + i);
    append({ cell, ids, codes: Uint8Array.from({ length: perCell * m }, () => random.integer(ksub)) });
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
