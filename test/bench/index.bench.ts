// What the index costs and what quantising loses, for features like those of photos: by default made ones, in scenes of
// four photos whose cosines are as the model's (same scene about 0.5, others about 0); or a file of real ones.
//   npm run bench -- index [--photos 10000] [--features FILE.f32] [--parts 128]
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  ExactSearcher,
  FloatRows,
  InvertedFile,
  IvfadcSearcher,
  Random,
  asMatrix,
  averagePrecision,
  chooseSizes,
  createOneLane,
  encodeFeatures,
  leaveOut,
  normalise,
  pickRows,
  recallAt,
  row,
  serialiseGeneration,
  trainGeneration,
  zeroMatrix,
} from '../../core/index.ts';
import type { Matrix, Searcher } from '../../core/index.ts';
import { openKernels } from '../../main/engine/index/kernel-files.ts';

const DIMENSION = 512;
const SCENE = 4;
const QUERIES = 300;
const SAME_SCENE_COSINE = 0.5;

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    photos: { type: 'string', default: '10000' },
    features: { type: 'string' },
    parts: { type: 'string' },
  },
});
const random = new Random(1);
const kernels = await openKernels();
const parallel = createOneLane(kernels);
const features = values.features ? readFeatures(values.features) : scenes(Number(values.photos));
const chosen = chooseSizes(features.rows, DIMENSION);
const sizes = { ...chosen, m: values.parts ? Number(values.parts) : chosen.m };
print(`${features.rows} features: nlist ${sizes.nlist}, m ${sizes.m}, ksub ${sizes.ksub}`);

const sample = pickRows(features, random.sample(features.rows, sizes.trainingCount));
const trainingStart = performance.now();
const generation = await trainGeneration(sample, sizes, { seed: 1, parallel });
print(`training: ${((performance.now() - trainingStart) / 1000).toFixed(2)} s`);
print(`quantisation error on held-out features: ${generation.training.errorAtTraining.toFixed(4)}`);
print(`generation: ${(serialiseGeneration(generation).length / 1e6).toFixed(2)} MB`);
const before = kernels.memory.allocated;
const invertedFile = new InvertedFile(generation, kernels);
const empty = kernels.memory.allocated;
const codingStart = performance.now();
const { cells, codes } = await encodeFeatures(generation, features, parallel);
print(`coding all: ${(performance.now() - codingStart).toFixed(0)} ms`);
timed('adding all', () => {
  const { m } = generation;
  cells.forEach((cell, id) => invertedFile.add(id, { cell, code: codes.subarray(id * m, (id + 1) * m) }));
});
const bytesPerPhoto = (kernels.memory.allocated - empty) / features.rows;
print(
  `memory: ${bytesPerPhoto.toFixed(1)} bytes a photo, ${((empty - before) / 1e6).toFixed(1)} MB for the generation`,
);
const exact = new ExactSearcher(new FloatRows(DIMENSION, kernels));
exact.reserve(features.rows);
for (let id = 0; id < features.rows; id++) exact.add(id, row(features, id));

const queries = random.sample(features.rows, QUERIES);
const truth = answers('exact', exact);
const found = answers('IVFADC', new IvfadcSearcher(invertedFile));
const overlap = queries.reduce((sum, _, i) => sum + recallAt(found[i]!, new Set(truth[i]!.slice(0, 10)), 10), 0);
print(`overlap of the first 10 with exact search: ${(overlap / queries.length).toFixed(3)}`);

/** The first hundred answers to each query, without itself. */
function answers(name: string, searcher: Searcher): number[][] {
  const lists = timed(`${name}, ${queries.length} searches`, () =>
    Array.from(queries, (query) => leaveOut([...searcher.search(row(features, query), { k: 101 }).ids], query)),
  );
  if (!values.features) {
    const precisions = lists.map((list, i) => averagePrecision(list, restOfScene(queries[i]!)));
    print(`  mAP of scenes: ${(precisions.reduce((sum, value) => sum + value, 0) / lists.length).toFixed(4)}`);
  }
  return lists;
}

function restOfScene(photo: number): Set<number> {
  const first = photo - (photo % SCENE);
  return new Set(
    leaveOut(
      [0, 1, 2, 3].map((i) => first + i).filter((id) => id < features.rows),
      photo,
    ),
  );
}

function scenes(count: number): Matrix {
  const made = zeroMatrix(count, DIMENSION);
  let scene = new Float32Array(DIMENSION);
  for (let i = 0; i < count; i++) {
    if (i % SCENE === 0) scene = scene.map(() => Math.sqrt(SAME_SCENE_COSINE) * random.normal());
    const feature = row(made, i);
    for (let j = 0; j < DIMENSION; j++) feature[j] = scene[j]! + Math.sqrt(1 - SAME_SCENE_COSINE) * random.normal();
    normalise(feature);
  }
  return made;
}

function readFeatures(path: string): Matrix {
  const bytes = readFileSync(path);
  return asMatrix(new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)), DIMENSION);
}

function timed<Result>(what: string, work: () => Result): Result {
  const start = performance.now();
  const result = work();
  print(`${what}: ${(performance.now() - start).toFixed(0)} ms`);
  return result;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
