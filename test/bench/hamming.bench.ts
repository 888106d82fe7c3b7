// Hamming ranking against FAISS's IndexBinaryFlat: a scan of all codes for the nearest k, one thread each side, one run, in
// turns, single queries. Both sides must give the same distances; FAISS runs by its heap and by counting, and the faster counts. The ratio
// is of the processor's time, which other programs disturb least; the milliseconds are the clock's.
//   LIKENESS_FAISS_PYTHON=PYTHON npm run bench -- hamming [--count 1000000] [--rounds 9] [--bits 64,128,256]
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HammingSearcher, Random, randomHyperplanes } from '../../core/index.ts';
import { openKernels } from '../../main/engine/index/kernel-files.ts';
import { FaissProcess } from './faiss-process.ts';
import { median } from './index-race.ts';

const QUERIES = 20;
const CENTRES = 1000;

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    count: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '9' },
    bits: { type: 'string', default: '64,128,256' },
  },
});
const python = process.env['LIKENESS_FAISS_PYTHON'];
if (!python) {
  print('LIKENESS_FAISS_PYTHON names no Python: make one with `pip install faiss-cpu numpy`.');
  process.exit(2);
}
const [count, rounds] = [Number(values.count), Number(values.rounds)];
const kernels = await openKernels();
const folder = await mkdtemp(join(tmpdir(), 'likeness-bench-'));
const faiss = new FaissProcess(python, 'faiss_binary.py');
try {
  for (const bits of values.bits.split(',').map(Number)) await raceBits(bits);
} finally {
  faiss.stop();
  await rm(folder, { recursive: true, force: true });
}

interface Answer {
  readonly distances: readonly ArrayLike<number>[];
  readonly milliseconds: readonly number[];
  /** Milliseconds of the processor, of all queries together. */
  readonly processor: number;
}

async function raceBits(bits: number): Promise<void> {
  const words = bits / 32;
  const codes = makeCodes(count + rounds * QUERIES, words);
  const queries = codes.subarray(count * words);
  const files = { codes: join(folder, 'codes'), queries: join(folder, 'queries') };
  await writeFile(files.codes, codes.subarray(0, count * words));
  await writeFile(files.queries, queries);
  const { version, options } = await faiss.ask<{ version: string; options: string }>({ do: 'load', bits, ...files });
  // Where the codes come from does not matter here: any hasher of so many bits will do.
  const searcher = new HammingSearcher(randomHyperplanes(2, bits, new Random(1)), { kernels });
  searcher.reserve(count);
  for (let id = 0; id < count; id++) searcher.addCode(id, codes.subarray(id * words, (id + 1) * words));
  print(`${count} codes of ${bits} bits; ${kernels.name} kernels; FAISS ${version} (${options})`);
  for (const k of [10, 100]) {
    const ours = (first: number): Answer => searchAll(searcher, queries.subarray(first * words), k);
    const theirs = (first: number, byHeap: boolean): Promise<Answer> =>
      faiss.ask({ do: 'search', k, first, count: QUERIES, by_heap: byHeap });
    await race(k, ours, theirs);
  }
  searcher.release();
}

/** The first turn warms up and is not counted. */
async function race(
  k: number,
  ours: (first: number) => Answer,
  theirs: (first: number, byHeap: boolean) => Promise<Answer>,
): Promise<void> {
  const times = { ours: [] as number[], theirs: [] as number[] };
  const ratios: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const first = Math.max(0, round) * QUERIES;
    const one = ours(first);
    const others = [await theirs(first, true), await theirs(first, false)];
    for (const other of others) expectSame(one, other);
    const [other] = others.toSorted((a, b) => a.processor - b.processor);
    if (round < 0) continue;
    times.ours.push(...one.milliseconds);
    times.theirs.push(...other!.milliseconds);
    ratios.push(one.processor / other!.processor);
  }
  const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  const [own, other] = [median(times.ours), median(times.theirs)].map((time) => time.toFixed(3));
  print(
    `  k=${k}: ms ${own} against ${other}; our processor time over theirs ${median(ratios).toFixed(2)} (${spread} by round)`,
  );
}

function searchAll(searcher: HammingSearcher, queries: Uint32Array, k: number): Answer {
  const words = searcher.hasher.bits / 32;
  const distances: Float32Array[] = [];
  const milliseconds: number[] = [];
  const worked = process.cpuUsage();
  for (let i = 0; i < QUERIES; i++) {
    const query = queries.subarray(i * words, (i + 1) * words);
    const started = performance.now();
    distances.push(searcher.searchCode(query, { k }).distances);
    milliseconds.push(performance.now() - started);
  }
  const { user, system } = process.cpuUsage(worked);
  return { distances, milliseconds, processor: (user + system) / 1000 };
}

function expectSame(one: Answer, other: Answer): void {
  one.distances.forEach((distances, i) => {
    const [ours, theirs] = [distances, other.distances[i]!].map((list) => Array.from(list).join(' '));
    if (ours !== theirs) throw new Error(`query ${i}: the distances differ: ${ours} and ${theirs}`);
  });
}

/** Codes around centres, as those of photos are: a third of the bits differ from their centre's at most. */
function makeCodes(codeCount: number, words: number): Uint32Array {
  const random = new Random(1);
  const word = (): number => Math.floor(random.next() * 2 ** 32);
  const centres = Uint32Array.from({ length: CENTRES * words }, word);
  const codes = new Uint32Array(codeCount * words);
  for (let i = 0; i < codeCount; i++) {
    const centre = random.integer(CENTRES);
    for (let w = 0; w < words; w++) codes[i * words + w] = centres[centre * words + w]! ^ (word() & word());
  }
  return codes;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
