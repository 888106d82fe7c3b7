// Recall on real SIFT descriptors beside FAISS's on the same files (faiss-reference.json), row by row. Takes two minutes.
//   npm run bench -- recall            (LIKENESS_DATA names the folder that holds vectors/sift100k)
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SettingLists } from '../../main/engine/lab/vectors/index-settings.ts';
import type { RecallRow } from '../../main/engine/lab/vectors/lab-recall.ts';
import { measureRecall } from '../../main/engine/lab/vectors/lab-recall.ts';
import { vectorsFolder } from '../core/vectors.ts';

const MEASURES = ['recall@1', 'recall@10', 'recall@100', 'overlap10'] as const;
/** Points of a hundred that a row may be away from FAISS's. */
const ALLOWED = 1.5;

interface ReferenceRow extends Record<(typeof MEASURES)[number], number> {
  readonly system: string;
  readonly m?: number;
  readonly nlist?: number;
  readonly nprobe?: number;
}

const folder = join(vectorsFolder, 'sift100k');
const { rows: reference } = JSON.parse(readFileSync(join(folder, 'faiss-reference.json'), 'utf8')) as {
  readonly rows: readonly ReferenceRow[];
};
const all: SettingLists = {
  ...{
    method: ['pq'],
    m: [4, 8, 16],
    ksub: [256],
    estimator: ['asymmetric', 'symmetric'],
    nlist: [256, 1024],
    seed: 1,
  },
  ...{ nprobe: [1, 8, 64], candidates: [1000], grouping: ['natural'], opq: [false], corrected: [false] },
};
const sweeps: readonly SettingLists[] = [
  all,
  { ...all, method: ['ivfadc'], m: [8, 16] },
  { ...all, method: ['fast-scan'], m: [32], nlist: [256], nprobe: [16] },
  { ...all, method: ['fast-scan'], m: [64], nlist: [256], nprobe: [32] },
];

const measured: { readonly ours: RecallRow; readonly faiss: ReferenceRow }[] = [];
print(`${'ours, FAISS’s, difference in points'.padEnd(40)}${MEASURES.map((name) => name.padStart(22)).join('')}`);
for (const settings of sweeps) {
  for await (const ours of measureRecall({ ...files(), settings, k: 100 })) {
    const faiss = reference.find((row) => isSame(row, ours));
    if (faiss === undefined) throw new Error(`faiss-reference.json has no row for ${JSON.stringify(ours)}`);
    measured.push({ ours, faiss });
    print(`${nameOf(faiss).padEnd(40)}${MEASURES.map((name) => compared(ours[name], faiss[name])).join('')}`);
  }
}
judge();

function files() {
  return {
    base: join(folder, 'base.bvecs'),
    learn: join(folder, 'learn.bvecs'),
    query: join(folder, 'query.bvecs'),
    truth: join(folder, 'groundtruth.ivecs'),
    cacheFolder: tmpdir(),
  };
}

function isSame({ system, m, nlist, nprobe }: ReferenceRow, row: RecallRow): boolean {
  if (row.method === 'fast-scan') return system === `IVF${row.nlist},PQ${row.m}x4fs,RFlat` && nprobe === row.nprobe;
  const name = row.method === 'ivfadc' ? 'IVFADC' : row.estimator === 'symmetric' ? 'SDC' : 'ADC';
  return system === name && m === row.m && nlist === row.nlist && nprobe === row.nprobe;
}

function nameOf({ system, m, nlist, nprobe }: ReferenceRow): string {
  const settings = Object.entries({ m, nlist, w: nprobe }).filter(([, value]) => value !== undefined);
  return `${system} ${settings.map(([name, value]) => `${name}=${value}`).join(' ')}`;
}

function compared(ours: number, faiss: number): string {
  const points = 100 * (ours - faiss);
  return `${ours.toFixed(3)} ${faiss.toFixed(3)} ${points >= 0 ? '+' : ''}${points.toFixed(1)}`.padStart(22);
}

/** The figures to reach: every row of the paper's three systems near FAISS's, and their order. */
function judge(): void {
  const papers = measured.filter(({ ours }) => ours.method !== 'fast-scan');
  const gaps = papers.flatMap(({ ours, faiss }) => MEASURES.map((name) => 100 * Math.abs(ours[name] - faiss[name])));
  const within = gaps.filter((gap) => gap <= ALLOWED).length;
  print(`${within} of ${gaps.length} figures of ADC, SDC and IVFADC lie within ${ALLOWED} points of FAISS's;`);
  print(`the farthest is ${Math.max(...gaps).toFixed(1)} points away.`);
  for (const m of [8, 16]) {
    const at1 = (system: string, nlist?: number): string => {
      const row = papers.find(
        ({ faiss: f }) => f.system === system && f.m === m && f.nlist === nlist && (f.nprobe ?? 64) === 64,
      );
      return row!.ours['recall@1'].toFixed(3);
    };
    print(
      `m=${m}, recall@1: SDC ${at1('SDC')}, ADC ${at1('ADC')}, IVFADC w=64 ${at1('IVFADC', 256)} (nlist 256), ${at1('IVFADC', 1024)} (nlist 1024)`,
    );
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
