// IVFADC against the k-d forest and the k-means tree at equal recall: for each setting of IVFADC the fewest points that a tree must
// compare with to have the nearest neighbour among its first R as often. One thread, one run, in turns; the trees' budget is
// chosen on the same queries, so that recalls are equal. With OpenCV also its FLANN's k-d forest beside ours.
//   npm run bench -- trees [--rounds 5]      (LIKENESS_DATA names the folder that holds vectors/sift100k;
//   LIKENESS_OPENCV_PYTHON a Python with opencv-python-headless and numpy)
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createOneLane, recallAt } from '../../core/index.ts';
import { openKernels } from '../../main/engine/index/kernel-files.ts';
import { buildIndex } from '../../main/engine/lab/vectors/built-index.ts';
import type { BuildOutcome } from '../../main/engine/lab/vectors/building.ts';
import type { BuildSettings } from '../../main/engine/lab/vectors/index-settings.ts';
import { readVectorSet } from '../../main/engine/lab/vectors/vector-set.ts';
import { writeVectors } from '../../main/engine/lab/vectors/vector-writing.ts';
import { vectorsFolder } from '../core/vectors.ts';
import { FaissProcess } from './faiss-process.ts';
import type { RunAnswer, Runner } from './index-race.ts';
import { mean, median, runnerOf } from './index-race.ts';

const { values } = parseArgs({ args: process.argv.slice(3), options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(values.rounds);
const K = 100;
const QUERIES = 1000;
const seed = 1;
const rivals: readonly BuildSettings[] = [
  { method: 'k-d-forest', trees: 4, seed },
  { method: 'k-means-tree', branching: 32, seed },
];
/** What IVFADC is asked with, and the R at which it is to be met. */
const races = [
  { m: 16, nprobe: 8, R: 1 },
  { m: 32, nprobe: 16, R: 1 },
  { m: 8, nprobe: 16, R: 10 },
  { m: 16, nprobe: 16, R: 10 },
  { m: 16, nprobe: 16, R: 100 },
] as const;

const folder = join(vectorsFolder, 'sift100k');
const kernels = await openKernels();
const { base, learn, queries, truth } = await readVectorSet({
  ...{ base: join(folder, 'base.bvecs'), learn: join(folder, 'learn.bvecs'), query: join(folder, 'query.bvecs') },
  ...{ truth: join(folder, 'groundtruth.ivecs'), queryCount: QUERIES, cacheFolder: tmpdir(), kernels },
});
print(`${base.rows} vectors of ${base.columns} components; ${kernels.name} kernels, one thread`);

const trees: { name: string; built: BuildOutcome }[] = [];
for (const settings of rivals) trees.push({ name: settings.method, built: await build(settings) });
for (const m of new Set(races.map((race) => race.m))) {
  const built = await build({ method: 'ivfadc', m, ksub: 256, nlist: 256, seed });
  for (const { nprobe, R } of races.filter((race) => race.m === m)) await raceAll(built, m, nprobe, R);
  built.index.release();
}
await raceFlann();

async function raceAll({ index, bytesPerVector }: BuildOutcome, m: number, nprobe: number, R: number): Promise<void> {
  const ours = runnerOf(index.asked({ nprobe }), queries, K);
  const wanted = recallOf(await ours(0, QUERIES), 0, R);
  for (const { name, built } of trees) {
    const checks = await fewestChecks(built, R, wanted);
    const label = `IVFADC m=${m} w=${nprobe}, recall@${R}`;
    if (checks === null) {
      print(`${label}: ${name} does not reach ${wanted.toFixed(3)}`);
      continue;
    }
    const theirs = runnerOf(built.index.asked({ candidates: checks }), queries, R);
    const result = await race(ours, theirs, R);
    const memory = built.bytesPerVector / bytesPerVector;
    print(
      `${label} ${result.ours.recall.toFixed(3)}: ${result.ours.ms.toFixed(4)} ms, ${bytesPerVector} bytes; ` +
        `${name} with ${checks} points ${result.theirs.recall.toFixed(3)}: ${result.theirs.ms.toFixed(4)} ms, ${built.bytesPerVector} bytes; ` +
        `their time over ours ${result.ratio.toFixed(2)} (${result.spread}), their memory ${memory.toFixed(1)}`,
    );
  }
}

/** By halving between what is too few and what is enough, to a twentieth. */
async function fewestChecks({ index }: BuildOutcome, R: number, wanted: number): Promise<number | null> {
  const reaches = async (candidates: number): Promise<boolean> =>
    recallOf(await runnerOf(index.asked({ candidates }), queries, R)(0, QUERIES), 0, R) >= wanted;
  let [few, enough] = [R, 2 * R + 8];
  while (!(await reaches(enough))) {
    if (enough >= base.rows) return null;
    [few, enough] = [enough, Math.min(base.rows, 2 * enough)];
  }
  while (enough - few > Math.max(1, enough / 20)) {
    const middle = (few + enough) >> 1;
    if (await reaches(middle)) enough = middle;
    else few = middle;
  }
  return enough;
}

/** The first turn warms up and is not counted. */
async function race(ours: Runner, theirs: Runner, R: number) {
  const count = Math.floor(QUERIES / rounds);
  const sides = [ours, theirs].map((run) => ({ run, times: [] as number[], recalls: [] as number[] }));
  const ratios: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const first = Math.max(0, round) * count;
    const means: number[] = [];
    for (const side of sides) {
      const answer = await side.run(first, count);
      means.push(mean(answer.milliseconds));
      if (round < 0) continue;
      side.times.push(...answer.milliseconds);
      side.recalls.push(recallOf(answer, first, R));
    }
    if (round >= 0) ratios.push(means[1]! / means[0]!);
  }
  const [one, other] = sides.map(({ times, recalls }) => ({ ms: median(times), recall: mean(recalls) }));
  const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  return { ours: one!, theirs: other!, ratio: median(ratios), spread };
}

/** OpenCV's FLANN takes the same number of trees and of points compared. */
async function raceFlann(): Promise<void> {
  const python = process.env['LIKENESS_OPENCV_PYTHON'];
  if (!python) return print('FLANN is left out: LIKENESS_OPENCV_PYTHON names no Python that has OpenCV.');
  const files = await mkdtemp(join(tmpdir(), 'likeness-bench-'));
  const flann = new FaissProcess(python, 'opencv_flann.py');
  try {
    await writeVectors(join(files, 'base.fvecs'), base);
    await writeVectors(join(files, 'query.fvecs'), queries);
    const request = { do: 'build', base: join(files, 'base.fvecs'), queries: join(files, 'query.fvecs'), trees: 4 };
    const { version, callMs } = await flann.ask<{ version: string; callMs: number }>(request);
    print(`OpenCV ${version}, of whose times ${callMs.toFixed(3)} ms are the call from Python`);
    for (const checks of [32, 128, 512, 2048]) {
      const ours = runnerOf(trees[0]!.built.index.asked({ candidates: checks }), queries, 10);
      const theirs: Runner = (first, count) => flann.ask({ do: 'search', checks, k: 10, first, count });
      const { ours: one, theirs: other, ratio, spread } = await race(ours, theirs, 1);
      print(
        `k-d forest, ${checks} points: recall@1 ${one.recall.toFixed(3)} in ${one.ms.toFixed(4)} ms, FLANN ${other.recall.toFixed(3)} in ` +
          `${other.ms.toFixed(4)} ms; its time over ours ${ratio.toFixed(2)} (${spread})`,
      );
    }
  } finally {
    flann.stop();
    await rm(files, { recursive: true, force: true });
  }
}

function recallOf({ ids }: RunAnswer, first: number, R: number): number {
  return mean(ids.map((list, i) => recallAt(Array.from(list), new Set([truth.data[(first + i) * truth.columns]!]), R)));
}

function build(settings: BuildSettings): Promise<BuildOutcome> {
  return buildIndex(settings, { base, learn, parallel: createOneLane(kernels) });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
