// The kernels: plain TypeScript against AssemblyScript and, with LIKENESS_FAISS_PYTHON=path of a Python that has faiss,
// against FAISS. One thread each, in turns in one run; the ratio is the median over the rounds.
//   npm run bench -- kernels [--rounds 9] [--only scanCodes]
import { parseArgs } from 'node:util';
import { openKernels } from '../../main/engine/index/kernel-files.ts';
import { createPlainKernels } from '../../core/index.ts';
import { FaissProcess } from './faiss-process.ts';
import { kernelWorks } from './kernel-works.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { rounds: { type: 'string', default: '9' }, only: { type: 'string', default: '' } },
});
const say = (line: string): void => void process.stdout.write(line + '\n');
const python = process.env['LIKENESS_FAISS_PYTHON'];
const faiss = python ? new FaissProcess(python) : null;
const fast = await openKernels();
const plain = createPlainKernels();
if (fast.name === 'TypeScript') say('No fast kernels: run npm run build:kernels, on a processor with SIMD.');
if (!faiss) say('FAISS is left out: LIKENESS_FAISS_PYTHON names no Python that has it.');
say(`kernel | ${fast.name} | against TypeScript${faiss ? ' | against FAISS' : ''}`);

for (const work of kernelWorks) {
  if (!work.name.includes(values.only)) continue;
  const runFast = work.prepare(fast);
  const runPlain = work.prepare(plain);
  const times: { fast: number[]; plain: number[]; faiss: number[] } = { fast: [], plain: [], faiss: [] };
  for (let round = -1; round < Number(values.rounds); round++) {
    const seconds = {
      fast: timed(runFast),
      plain: timed(runPlain),
      faiss: faiss && work.faiss ? await faiss.seconds(work.faiss) : Number.NaN,
    };
    if (round < 0) continue; // the first turn warms up
    times.fast.push(seconds.fast);
    times.plain.push(seconds.plain);
    times.faiss.push(seconds.faiss);
  }
  const rate = `${(work.amount / median(times.fast)).toPrecision(3)} ${work.unit}/s`;
  const ratio = (other: number[]): string => median(other.map((time, i) => time / times.fast[i]!)).toFixed(2);
  const againstFaiss = faiss && work.faiss ? ` | ${ratio(times.faiss)}` : '';
  say(`${work.name} | ${rate} | ${ratio(times.plain)}${againstFaiss}`);
}
faiss?.stop();

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

function median(times: number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1]!;
}
