// Recall on real SIFT descriptors beside FAISS's on the same files, row by row, as the mean over several seeds of k-means:
// beside faiss-reference.json, which is one seed of FAISS's, and, where there is a Python with FAISS, beside its mean over
// as many seeds. Takes a minute a seed, FAISS's as long.
//   [LIKENESS_FAISS_PYTHON=python] npm run bench -- recall [--seeds 1,2,3]
//   (LIKENESS_DATA names the folder that holds vectors/sift100k)
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { SettingLists } from '../../main/engine/lab/vectors/index-settings.ts';
import type { RecallRow } from '../../main/engine/lab/vectors/lab-recall.ts';
import { measureRecall } from '../../main/engine/lab/vectors/lab-recall.ts';
import { vectorsFolder } from '../core/vectors.ts';
import { FaissProcess } from './faiss-process.ts';
import type { SystemRow } from './recall-gaps.ts';
import { gapsOf, inWords, meansOf, MEASURES, nameOf, rowNamed, signed } from './recall-gaps.ts';

/** Points of a hundred that a row may be away from FAISS's. */
const ALLOWED = 1.5;

const { values } = parseArgs({ args: process.argv.slice(3), options: { seeds: { type: 'string', default: '1,2,3' } } });
const seeds = values.seeds.split(',').map(Number);
const folder = join(vectorsFolder, 'sift100k');
const { rows: reference } = JSON.parse(readFileSync(join(folder, 'faiss-reference.json'), 'utf8')) as {
  readonly rows: readonly SystemRow[];
};
const all: Omit<SettingLists, 'seed'> = {
  ...{ method: ['pq'], m: [4, 8, 16], ksub: [256], estimator: ['asymmetric', 'symmetric'], nlist: [256, 1024] },
  ...{ nprobe: [1, 8, 64], candidates: [1000], grouping: ['natural'], opq: [false], corrected: [false] },
  ...{ bits: [64], tables: [8], trees: [4], branching: [32] },
};
const sweeps: readonly Omit<SettingLists, 'seed'>[] = [
  all,
  { ...all, method: ['ivfadc'], m: [8, 16] },
  { ...all, method: ['fast-scan'], m: [32], nlist: [256], nprobe: [16] },
  { ...all, method: ['fast-scan'], m: [64], nlist: [256], nprobe: [32] },
];

const runs: SystemRow[][] = [];
for (const seed of seeds) runs.push(await measure(seed));
const ours = meansOf(runs);
const heading = `mean of ${seeds.length} seeds ± deviation, FAISS’s, points between`;
print(`${heading.padEnd(64)}${MEASURES.map((name) => name.padStart(24)).join('')}`);
for (const row of ours) print(`${nameOf(row).padEnd(64)}${MEASURES.map((name) => compared(row, name)).join('')}`);
await judge();

async function measure(seed: number): Promise<SystemRow[]> {
  const rows: SystemRow[] = [];
  for (const lists of sweeps) {
    for await (const row of measureRecall({ ...files(), settings: { ...lists, seed }, k: 100 })) rows.push(named(row));
  }
  process.stderr.write(`seed ${seed} measured\n`);
  return rows;
}

function files() {
  return {
    base: join(folder, 'base.bvecs'),
    learn: join(folder, 'learn.bvecs'),
    query: join(folder, 'query.bvecs'),
    truth: join(folder, 'groundtruth.ivecs'),
    cacheFolder: tmpdir(),
  };
}

/** Under FAISS's name for it. */
function named(row: RecallRow): SystemRow {
  const { method, estimator, m, nlist, nprobe } = row;
  const recall = Object.fromEntries(MEASURES.map((name) => [name, row[name]])) as Pick<
    RecallRow,
    (typeof MEASURES)[number]
  >;
  if (method === 'fast-scan') return { system: `IVF${nlist},PQ${m}x4fs,RFlat`, nprobe, ...recall };
  return {
    system: method === 'ivfadc' ? 'IVFADC' : estimator === 'symmetric' ? 'SDC' : 'ADC',
    m,
    nlist,
    nprobe,
    ...recall,
  };
}

function compared(row: SystemRow, name: (typeof MEASURES)[number]): string {
  const other = rowNamed(reference, nameOf(row))[name];
  const each = runs.map((run) => rowNamed(run, nameOf(row))[name]);
  const squares = each.reduce((sum, value) => sum + (value - row[name]) ** 2, 0);
  const deviation = Math.sqrt(squares / Math.max(1, each.length - 1));
  const points = signed(100 * (row[name] - other));
  return `${row[name].toFixed(3)}±${deviation.toFixed(3)} ${other.toFixed(3)} ${points}`.padStart(24);
}

/** The figures to reach: every row of the paper's three systems near FAISS's, and their order. */
async function judge(): Promise<void> {
  const isPapers = ({ system }: SystemRow): boolean => ['ADC', 'SDC', 'IVFADC'].includes(system);
  const papers = ours.filter(isPapers);
  print(`Figures of ADC, SDC and IVFADC within ${ALLOWED} points, and where all lie:`);
  print(`  our mean beside faiss-reference.json: ${inWords(gapsOf(papers, reference), ALLOWED)}`);
  for (const [i, run] of runs.entries()) {
    print(`  our seed ${seeds[i]} beside it: ${inWords(gapsOf(run.filter(isPapers), reference), ALLOWED)}`);
  }
  const faiss = await runFaiss();
  for (const [i, run] of faiss.entries()) {
    print(`  FAISS’s own seed ${seeds[i]} beside it: ${inWords(gapsOf(run, reference), ALLOWED)}`);
  }
  if (faiss.length > 0) print(`  our mean beside FAISS’s mean: ${inWords(gapsOf(papers, meansOf(faiss)), ALLOWED)}`);
  tellOrder('Ours', papers);
  if (faiss.length > 0) tellOrder('FAISS’s', meansOf(faiss));
}

async function runFaiss(): Promise<SystemRow[][]> {
  const python = process.env['LIKENESS_FAISS_PYTHON'];
  if (!python) return [];
  const faiss = new FaissProcess(python, 'faiss_recall.py');
  const rows: SystemRow[][] = [];
  for (const seed of seeds) rows.push(await faiss.ask<SystemRow[]>({ folder, seed }));
  faiss.stop();
  return rows;
}

function tellOrder(whose: string, rows: readonly SystemRow[]): void {
  for (const m of [8, 16]) {
    const at1 = (name: string): string => rowNamed(rows, name)['recall@1'].toFixed(3);
    const cells = [256, 1024].map((nlist) => `${at1(`IVFADC m=${m} nlist=${nlist} w=64`)} (nlist ${nlist})`);
    print(
      `${whose}, m=${m}, recall@1: SDC ${at1(`SDC m=${m}`)}, ADC ${at1(`ADC m=${m}`)}, IVFADC w=64 ${cells.join(', ')}`,
    );
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
