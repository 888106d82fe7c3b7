// What every door of core says to input that does not fit: a typed error that names what was expected and what came.
import { describe, expect, it } from 'vitest';
import {
  ByteRows,
  CentroidGroups,
  CoreError,
  ExactSearcher,
  FastScanFile,
  FastScanSearcher,
  FloatRows,
  InvertedFile,
  IvfadcSearcher,
  PqSearcher,
  Random,
  asMatrix,
  assignAll,
  assignByGroups,
  createOneLane,
  createPlainKernels,
  encodeAll,
  encodeFeatures,
  kMeans,
  measureDistortions,
  parseGeneration,
  quantisationError,
  row,
  serialiseGeneration,
  trainGeneration,
  trainOptimisedQuantiser,
  trainPrincipalComponents,
  trainProductQuantiser,
  tune,
  twoLevelKMeans,
} from '../../core/index.ts';
import type { Matrix } from '../../core/index.ts';
import { DIMENSION, fastScanGeneration, smallGeneration } from './index/generations.ts';
import { featureLike } from './vectors.ts';

const parallel = createOneLane(createPlainKernels());
const { kernels } = parallel;
const features = featureLike(300, DIMENSION, 1);
const generation = await smallGeneration();
const fourBits = await fastScanGeneration();
const groups = await CentroidGroups.create(generation.coarse, { parallel });

/** The error's code, and its sentence, which must name both sides. */
async function faultOf(work: () => unknown): Promise<{ code: string; message: string }> {
  try {
    await work();
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(CoreError);
    const { code, message } = thrown as CoreError;
    expect(message).toMatch(/expected .+, received .+/);
    return { code, message };
  }
  throw new Error('nothing was thrown');
}

type Work = (vectors: Matrix) => unknown;

const fresh = (m: number, ksub: number) => ({ m, ksub, random: new Random(1), parallel });
const sizes = { nlist: 12, m: 6, ksub: 32 };

const trainings: readonly [name: string, fewest: number, train: Work][] = [
  ['kMeans', 8, (points) => kMeans(points, { clusterCount: 8, random: new Random(1), parallel })],
  ['twoLevelKMeans', 8, (points) => twoLevelKMeans(points, { clusterCount: 8, random: new Random(1), parallel })],
  ['trainProductQuantiser', 32, (points) => trainProductQuantiser(points, fresh(6, 32))],
  ['trainOptimisedQuantiser', 32, (points) => trainOptimisedQuantiser(points, fresh(6, 32))],
  ['trainGeneration', 32, (points) => trainGeneration(points, sizes, { seed: 1, parallel })],
  [
    'trainGeneration, more cells than centroids',
    40,
    (points) => trainGeneration(points, { ...sizes, nlist: 40 }, { seed: 1, parallel }),
  ],
  ['trainPrincipalComponents', 1, (points) => trainPrincipalComponents(points, parallel)],
  ['tune', 2, (sample) => tune(sample, { recall: 0.9, seed: 1, parallel })],
];

const matrixTakers: readonly [name: string, take: Work][] = [
  ...trainings.map(([name, , train]): [string, Work] => [name, train]),
  ['encodeFeatures', (vectors) => encodeFeatures(generation, vectors, parallel)],
  ['quantisationError', (vectors) => quantisationError(generation, vectors, parallel)],
  ['measureDistortions', (vectors) => measureDistortions(generation.quantiser, vectors, parallel)],
];

describe('vectors that do not fit', () => {
  it.each(matrixTakers)('%s names the component that is no number', async (_, take) => {
    for (const wrong of [NaN, Infinity]) {
      const vectors = { ...features, data: features.data.slice() };
      vectors.data[77] = wrong;
      const { code, message } = await faultOf(() => take(vectors));
      expect(code).toBe('not-finite');
      expect(message).toContain('component 77');
      expect(message).toContain(`received ${wrong}`);
    }
  });

  it.each(matrixTakers)('%s names the shape of rows that break off', async (_, take) => {
    const { code, message } = await faultOf(() => take({ ...features, data: features.data.subarray(1) }));
    expect(code).toBe('shape');
    expect(message).toContain(`received ${features.data.length - 1}`);
  });

  it.each<[string, Work]>([
    ['assignAll', (vectors) => assignAll(vectors, generation.coarse, parallel)],
    ['assignByGroups', (vectors) => assignByGroups(vectors, groups, { parallel })],
    ['encodeAll', (vectors) => encodeAll(generation.quantiser, vectors, parallel)],
    ['encodeFeatures', (vectors) => encodeFeatures(generation, vectors, parallel)],
    ['quantisationError', (vectors) => quantisationError(generation, vectors, parallel)],
  ])('%s names the dimension', async (_, take) => {
    const { code, message } = await faultOf(() => take(featureLike(10, 20, 1)));
    expect(code).toBe('shape');
    expect(message).toMatch(/24 .*received 20/);
  });
});

describe('training', () => {
  it.each(trainings.filter(([, fewest]) => fewest > 2))(
    '%s asks for %i points and counts those that came',
    async (_, fewest, train) => {
      const { code, message } = await faultOf(() => train(featureLike(fewest - 1, DIMENSION, 1)));
      expect(code).toBe('too-few-points');
      expect(message).toContain(`at least ${fewest} points, received ${fewest - 1}`);
    },
  );

  it.each<[string, (m: number) => unknown]>([
    ['trainProductQuantiser', (m) => trainProductQuantiser(features, fresh(m, 16))],
    ['trainOptimisedQuantiser', (m) => trainOptimisedQuantiser(features, fresh(m, 16))],
    ['trainGeneration', (m) => trainGeneration(features, { ...sizes, m }, { seed: 1, parallel })],
    ['tune', (m) => tune(features, { recall: 0.9, seed: 1, ms: [m], parallel })],
  ])('%s names an m that does not divide the dimension', async (_, train) => {
    const { message } = await faultOf(() => train(7));
    expect(message).toContain('24');
    expect(message).toContain('7');
  });

  it('wants whole numbers of clusters, cells and centroids, in their range', async () => {
    for (const wrong of [0, -1, 1.5, NaN, 65_537]) {
      const runs: Work[] = [
        (points) => kMeans(points, { clusterCount: wrong, random: new Random(1) }),
        (points) => twoLevelKMeans(points, { clusterCount: wrong, random: new Random(1) }),
        (points) => trainProductQuantiser(points, fresh(6, wrong)),
        (points) => trainGeneration(points, { ...sizes, nlist: wrong }, { seed: 1 }),
        (points) => trainGeneration(points, { ...sizes, ksub: wrong }, { seed: 1 }),
      ];
      for (const run of runs)
        expect(['parameter', 'too-few-points']).toContain((await faultOf(() => run(features))).code);
    }
  });
});

const exact = new ExactSearcher(new FloatRows(DIMENSION, kernels));
const onBytes = new ExactSearcher(new ByteRows(DIMENSION, kernels));
const file = new InvertedFile(generation, kernels);
const fastScan = new FastScanSearcher(new FastScanFile(fourBits, kernels));
const pq = new PqSearcher(generation.quantiser, { kernels });
for (let id = 0; id < 20; id++) {
  const feature = row(features, id);
  for (const searcher of [exact, onBytes, fastScan]) searcher.add(id, feature);
  file.add(id, generation.encode(feature));
}
pq.addCodes(
  Uint32Array.from({ length: 20 }, (_, id) => id),
  await encodeAll(generation.quantiser, features, parallel).then((codes) => codes.subarray(0, 120)),
);
const searchers = [
  ['exact', exact],
  ['exact on bytes', onBytes],
  ['pq', pq],
  ['IVFADC', new IvfadcSearcher(file)],
  ['fast scan', fastScan],
] as const;

const tooLong = new Float32Array(DIMENSION + 1);
const noNumber = row(features, 0).slice();
noNumber[5] = NaN;

describe('searching and adding', () => {
  it.each(searchers)('%s names a query of another length, and its component that is no number', async (_, searcher) => {
    const long = await faultOf(() => searcher.search(tooLong, { k: 3 }));
    expect(long).toMatchObject({
      code: 'shape',
      message: expect.stringContaining('24 components, received 25') as string,
    });
    const nan = await faultOf(() => searcher.search(noNumber, { k: 3 }));
    expect(nan).toMatchObject({ code: 'not-finite', message: expect.stringContaining('component 5') as string });
  });

  it.each(searchers)('%s wants whole numbers of results and cells, from one on', async (_, searcher) => {
    for (const wrong of [0, -1, 2.5, NaN]) {
      expect((await faultOf(() => searcher.search(row(features, 0), { k: wrong }))).code).toBe('parameter');
      expect((await faultOf(() => searcher.search(row(features, 0), { k: 1, nprobe: wrong }))).code).toBe('parameter');
    }
  });

  it.each([
    ['exact', exact],
    ['exact on bytes', onBytes],
    ['fast scan', fastScan],
  ] as const)('%s adds neither, and stays as it was', async (_, searcher) => {
    expect((await faultOf(() => searcher.add(99, tooLong))).code).toBe('shape');
    expect((await faultOf(() => searcher.add(99, noNumber))).code).toBe('not-finite');
    expect((await faultOf(() => searcher.add(3, row(features, 3)))).code).toBe('id');
    expect(searcher.size).toBe(20);
    expect(searcher.search(row(features, 3), { k: 1 }).ids[0]).toBe(3);
  });

  it('an inverted file takes no code of another length, of no cell, or under an id that is taken or none', async () => {
    const code = generation.encode(row(features, 0));
    expect((await faultOf(() => file.add(99, { ...code, code: new Uint8Array(5) }))).code).toBe('shape');
    expect((await faultOf(() => file.add(99, { ...code, cell: 12 }))).code).toBe('parameter');
    expect((await faultOf(() => file.add(3, code))).code).toBe('id');
    expect((await faultOf(() => file.add(-1, code))).code).toBe('parameter');
    expect(file.size).toBe(20);
  });

  it('a generation encodes neither a longer feature nor one with NaN', async () => {
    expect((await faultOf(() => generation.encode(tooLong))).code).toBe('shape');
    expect((await faultOf(() => generation.encode(noNumber))).code).toBe('not-finite');
  });
});

describe('what was stored', () => {
  it('is refused when it breaks off, with its length and the length it should have', async () => {
    const bytes = serialiseGeneration(generation);
    for (const length of [0, 10, 83, bytes.length - 1]) {
      expect((await faultOf(() => parseGeneration(bytes.subarray(0, length)))).code).toBe('damaged');
    }
  });

  it('rows of no dimension are no matrix', async () => {
    expect((await faultOf(() => asMatrix(new Float32Array(7), 2))).message).toContain(
      'a multiple of 2 components, received 7',
    );
  });
});
