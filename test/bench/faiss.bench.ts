// Indexes of a million vectors against FAISS's and LanceDB's: one thread each side, one run, in turns, single queries.
//   LIKENESS_FAISS_PYTHON=PYTHON npm run bench -- faiss [--count 1000000] [--rounds 3] [--only ivfadc|fast-scan|lance]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createOneLane } from '../../core/index.ts';
import { openKernels } from '../../main/engine/index/kernel-files.ts';
import type { BuildOutcome } from '../../main/engine/lab/vectors/building.ts';
import { buildIndex } from '../../main/engine/lab/vectors/built-index.ts';
import type { BuildSettings, QuerySettings } from '../../main/engine/lab/vectors/index-settings.ts';
import { cachedNeighbours } from '../../main/engine/lab/vectors/true-neighbours.ts';
import { writeVectors } from '../../main/engine/lab/vectors/vector-writing.ts';
import { FaissProcess } from './faiss-process.ts';
import type { RaceResult, RunAnswer, Runner } from './index-race.ts';
import { median, overlapOf, race, runnerOf } from './index-race.ts';
import { makeVectors } from './made-vectors.ts';

const NLIST = 1024;
const K = 10;
const OVERLAP = 0.97;
/** So much more is asked for when choosing, as the overlap on other queries may be less: a standard error of a thousand. */
const MARGIN = 0.002;
/** LanceDB, which takes ten times as long, is tried with fewer. */
const LANCE_QUERIES = 100;
/** Cells probed and candidates measured again: each side takes its fastest setting that finds enough. */
const triedProbes = [40, 48, 56, 64, 80, 96];
const triedCandidates = [200, 250, 300, 350, 400, 450, 500, 550, 600, 700, 800, 1000];

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    count: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
  },
});
const python = process.env['LIKENESS_FAISS_PYTHON'];
if (!python) {
  print('LIKENESS_FAISS_PYTHON names no Python: make one with `pip install faiss-cpu lancedb numpy pyarrow`.');
  process.exit(2);
}
const rounds = Number(values.rounds);
const kernels = await openKernels();
const { base, queries, description } = makeVectors(Number(values.count));
/** Settings are chosen by the first half of the queries and measured on the other. */
const tuningCount = queries.rows >> 1;
print(`${base.rows} vectors of ${base.columns} components: ${description}; the first ${K} of each search`);
const cacheFolder = join(tmpdir(), 'likeness-bench-truth');
const truth = await cachedNeighbours({ base, queries, depth: K, kernels }, cacheFolder);
const measured = { rounds, first: tuningCount };
const folder = await mkdtemp(join(tmpdir(), 'likeness-bench-'));
const faiss = new FaissProcess(python, 'faiss_indexes.py');
try {
  const files = { base: join(folder, 'base.fvecs'), queries: join(folder, 'query.fvecs') };
  await writeVectors(files.base, base);
  await writeVectors(files.queries, queries);
  const { version } = await faiss.ask<{ version: string }>({ do: 'load', ...files });
  await rm(files.base);
  const { milliseconds } = await faiss.ask<{ milliseconds: number }>({ do: 'callOverhead' });
  const call = `${(1000 * milliseconds).toFixed(0)} µs`;
  print(`${kernels.name} kernels; FAISS ${version}, of whose times ${call} are the call from Python`);
  if ('ivfadc'.includes(values.only)) for (const m of [8, 16]) await raceIvfadc(m);
  if ('fast-scan lance'.includes(values.only)) await raceFastScan();
} finally {
  faiss.stop();
  await rm(folder, { recursive: true, force: true });
}

async function raceIvfadc(m: number): Promise<void> {
  const { index, ...built } = await build({ method: 'ivfadc', m, ksub: 256, nlist: NLIST, seed: 1 });
  await buildFaiss(`IVF${NLIST},PQ${m}`, built);
  for (const nprobe of [8, 64]) {
    const theirs: Runner = (first, count) => faiss.ask({ do: 'search', nprobe, k: K, first, count });
    report(
      `IVFADC m=${m} w=${nprobe}`,
      await race(runnerOf(index.asked({ nprobe }), queries, K), theirs, truth, { rounds }),
    );
  }
  index.release();
}

async function raceFastScan(): Promise<void> {
  const { index, ...built } = await build({ method: 'fast-scan', m: 32, nlist: NLIST, seed: 1 });
  const ourRunner = (settings: QuerySettings): Runner => runnerOf(index.asked(settings), queries, K);
  const ours = await cheapest('fast scan', ourRunner);
  if (values.only !== 'lance') {
    await buildFaiss(`IVF${NLIST},PQ32x4fs,RFlat`, built);
    const runner = ({ nprobe, candidates }: Trial): Runner => {
      return (first, count) => faiss.ask({ do: 'search', nprobe, k: K, first, count, refine: candidates / K });
    };
    const theirs = await cheapest('FAISS', runner);
    report('fast scan and FAISS', await race(ourRunner(ours), runner(theirs), truth, measured));
  }
  if (values.only !== 'fast-scan') await raceLance(ourRunner(ours));
}

async function raceLance(ours: Runner): Promise<void> {
  const { version, seconds } = await faiss.ask<{ version: string; seconds: number }>({
    do: 'buildLance',
    parts: 32,
    nlist: NLIST,
  });
  print(`LanceDB ${version}: IVF_PQ of ${NLIST} cells and 32 parts, ${seconds.toFixed(1)} CPU s`);
  const runner = ({ nprobe, candidates }: Trial): Runner => {
    return (first, count) => faiss.ask({ do: 'searchLance', nprobe, k: K, first, count, refine: candidates / K });
  };
  const theirs = await cheapest('LanceDB', runner, LANCE_QUERIES);
  report('fast scan and LanceDB', await race(ours, runner(theirs), truth, measured));
}

interface Trial {
  readonly nprobe: number;
  readonly candidates: number;
}

/** The fastest setting that reaches the overlap on the first half of the queries: of each nprobe the fewest candidates. */
async function cheapest(name: string, runner: (trial: Trial) => Runner, queryCount = tuningCount): Promise<Trial> {
  const reaching: { trial: Trial; time: number; overlap: number }[] = [];
  const trialOf = async (nprobe: number, candidates: number) => {
    const trial = { nprobe, candidates };
    const answer: RunAnswer = await runner(trial)(0, queryCount);
    return { trial, time: median(answer.milliseconds), overlap: overlapOf(answer, truth, 0) };
  };
  for (const nprobe of triedProbes) {
    // Down from the most candidates: where these do not find enough, fewer do not either.
    let found = false;
    for (const candidates of triedCandidates.toReversed()) {
      const tried = await trialOf(nprobe, candidates);
      if (tried.overlap < OVERLAP + MARGIN) break;
      if (found) reaching.pop();
      reaching.push(tried);
      found = true;
    }
  }
  const best = reaching.toSorted((a, b) => a.time - b.time)[0];
  if (!best) throw new Error(`${name}: no setting that is tried reaches an overlap of ${OVERLAP + MARGIN}`);
  const { nprobe, candidates } = best.trial;
  print(
    `${name}: w=${nprobe} and ${candidates} candidates reach ${best.overlap.toFixed(4)} on the queries to choose by`,
  );
  return best.trial;
}

function build(settings: BuildSettings): Promise<BuildOutcome> {
  return buildIndex(settings, { base, learn: base, parallel: createOneLane(kernels) });
}

async function buildFaiss(factory: string, ours: Omit<BuildOutcome, 'index'>): Promise<void> {
  const request = { do: 'build', factory };
  const theirs = await faiss.ask<{ trainSeconds: number; addSeconds: number; megabytes: number }>(request);
  const [training, adding] = [ours.training.cpuSeconds, ours.adding.cpuSeconds];
  const ratio = (training + adding) / (theirs.trainSeconds + theirs.addSeconds);
  const seconds = (train: number, add: number): string => `${train.toFixed(1)} + ${add.toFixed(1)}`;
  print(
    `${factory}: training + adding, CPU s: ours ${seconds(training, adding)}, FAISS ${seconds(theirs.trainSeconds, theirs.addSeconds)}, ratio ${ratio.toFixed(2)}`,
  );
  const megabytes = (ours.bytesPerVector * base.rows) / 1e6;
  print(`  MB: ours ${megabytes.toFixed(1)} beside the codebooks, FAISS ${theirs.megabytes.toFixed(1)}`);
}

function report(name: string, { ours, theirs, ratio, overlap }: RaceResult): void {
  const spread = `eight of ten turns ${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)}`;
  print(
    `  ${name.padEnd(22)} ms ${ours.toFixed(3)} against ${theirs.toFixed(3)}, theirs over ours ${ratio.median.toFixed(2)} (${spread}); ` +
      `overlap ${overlap.ours.toFixed(3)} against ${overlap.theirs.toFixed(3)}`,
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
