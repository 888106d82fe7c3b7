// Which way to bits ranks labelled photos best at equal memory: mAP of Hamming ranking by the CNN's features, beside their exact
// ranking. Half of each kind is learned from and searched, the other half asks.
// The mean over the seeds.
//   npm run bench -- hashing --photos DIR --truth CSV [--bits 16,32,64,128] [--seeds 1,2,3]
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Hasher, Matrix, Searcher } from '../../core/index.ts';
import {
  averagePrecision,
  ExactSearcher,
  FloatRows,
  HammingSearcher,
  Random,
  randomHyperplanes,
  row,
  trainDeepHashing,
  trainItq,
  trainPcaHashing,
  trainSpectralHashing,
  zeroMatrix,
} from '../../core/index.ts';
import { openKernels } from '../../main/engine/index/kernel-files.ts';
import { KernelWorkers } from '../../main/engine/index/kernel-workers.ts';
import { LabLibrary } from '../../main/engine/lab/lab-library.ts';
import { readGroups } from '../../main/engine/lab/truth-csv.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    photos: { type: 'string' },
    truth: { type: 'string' },
    bits: { type: 'string', default: '16,32,64,128' },
    seeds: { type: 'string', default: '1,2,3' },
  },
});
const { photos = '', truth = '' } = values;
if (!photos || !truth) throw new Error('Name --photos and --truth.');
const seeds = values.seeds.split(',').map(Number);

interface Labelled {
  readonly vectors: Matrix;
  readonly labels: Int32Array;
}

const kernels = await openKernels();
const parallel = new KernelWorkers(kernels);
const { learned, asking } = await readHalves();
print(`${learned.vectors.rows} photos learned from and searched, ${asking.vectors.rows} ask; mAP`);
print(`exact, by 512 floats: ${rankExactly().toFixed(3)}`);
for (const bits of values.bits.split(',').map(Number)) {
  const sums = new Map<string, number>();
  for (const seed of seeds) {
    for (const [name, hasher] of await trainAll(bits, seed)) {
      sums.set(name, (sums.get(name) ?? 0) + precisionOf(searcherOf(hasher)));
    }
  }
  const means = [...sums].map(([name, sum]) => `${name} ${(sum / seeds.length).toFixed(3)}`);
  print(`${String(bits).padStart(4)} bits: ${means.join('  ')}`);
}
await parallel.stop();

async function trainAll(bits: number, seed: number): Promise<[string, Hasher][]> {
  const { vectors, labels } = learned;
  const random = (): Random => new Random(seed);
  const deep = { bits, random: random(), parallel };
  return [
    ['LSH', randomHyperplanes(vectors.columns, bits, random())],
    ['PCA', await trainPcaHashing(vectors, bits, { parallel })],
    ['spectral', await trainSpectralHashing(vectors, bits, { parallel })],
    ['ITQ', await trainItq(vectors, bits, { random: random(), parallel })],
    ['DH', (await trainDeepHashing(vectors, deep)).hasher],
    ['SDH', (await trainDeepHashing(vectors, { ...deep, random: random(), labels })).hasher],
  ];
}

async function readHalves(): Promise<{ learned: Labelled; asking: Labelled }> {
  const library = await LabLibrary.make([resolve(photos)], {});
  const kinds = new Map<string, Float32Array[]>();
  for (const { file, group } of await readGroups(truth)) {
    const photoId = await library.photoIdOf(join(photos, file));
    const feature = photoId === undefined ? null : library.engine.index.feature(photoId);
    if (feature) kinds.set(group, [...(kinds.get(group) ?? []), feature]);
  }
  await library.remove();
  const halves = [...kinds.values()].map((features) => [features.filter(even), features.filter(odd)] as const);
  return { learned: toLabelled(halves.map(([half]) => half)), asking: toLabelled(halves.map(([, half]) => half)) };
}

function even(_: unknown, i: number): boolean {
  return i % 2 === 0;
}

function odd(_: unknown, i: number): boolean {
  return i % 2 === 1;
}

function toLabelled(kinds: readonly Float32Array[][]): Labelled {
  const features = kinds.flat();
  const vectors = zeroMatrix(features.length, features[0]?.length ?? 1);
  features.forEach((feature, i) => row(vectors, i).set(feature));
  return { vectors, labels: Int32Array.from(kinds.flatMap((kind, label) => kind.map(() => label))) };
}

function searcherOf(hasher: Hasher): Searcher {
  const searcher = new HammingSearcher(hasher, { kernels });
  for (let i = 0; i < learned.vectors.rows; i++) searcher.add(i, row(learned.vectors, i));
  return searcher;
}

function rankExactly(): number {
  const searcher = new ExactSearcher(new FloatRows(learned.vectors.columns, kernels));
  for (let i = 0; i < learned.vectors.rows; i++) searcher.add(i, row(learned.vectors, i));
  return precisionOf(searcher);
}

function precisionOf(searcher: Searcher): number {
  const wanted = new Map<number, Set<number>>();
  learned.labels.forEach((label, i) => wanted.set(label, (wanted.get(label) ?? new Set()).add(i)));
  let sum = 0;
  for (let i = 0; i < asking.vectors.rows; i++) {
    const { ids } = searcher.search(row(asking.vectors, i), { k: learned.vectors.rows });
    sum += averagePrecision([...ids], wanted.get(asking.labels[i]!)!);
  }
  return sum / asking.vectors.rows;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
