// The lab on small generated vectors: what must hold whatever the figures are.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SettingLists } from '../../../../../main/engine/lab/vectors/index-settings.ts';
import type { RecallRow } from '../../../../../main/engine/lab/vectors/lab-recall.ts';
import { measureRecall } from '../../../../../main/engine/lab/vectors/lab-recall.ts';
import { writeNeighbours, writeVectors } from '../../../../../main/engine/lab/vectors/vector-writing.ts';
import { featureLike } from '../../../../core/vectors.ts';
import { temporaryFolder } from './vector-fixture.ts';

const plain: SettingLists = {
  method: ['pq'],
  m: [4],
  ksub: [16],
  nlist: [8],
  grouping: ['natural'],
  opq: [false],
  seed: 1,
  nprobe: [2],
  candidates: [50],
  bits: [32],
  tables: [4],
  trees: [2],
  branching: [8],
  estimator: ['asymmetric'],
  corrected: [false],
};

async function writeSet(): Promise<{ base: string; query: string; cacheFolder: string }> {
  const folder = temporaryFolder();
  const [base, query] = [join(folder, 'base.fvecs'), join(folder, 'query.fvecs')];
  await writeVectors(base, featureLike(1500, 32, 1));
  await writeVectors(query, featureLike(60, 32, 2));
  return { base, query, cacheFolder: join(folder, 'cache') };
}

async function measure(settings: Partial<SettingLists>, withErrors = false): Promise<RecallRow[]> {
  const options = { ...(await writeSet()), settings: { ...plain, ...settings }, k: 100, withErrors };
  return collect(measureRecall(options));
}

async function collect(rows: AsyncIterable<RecallRow>): Promise<RecallRow[]> {
  const collected: RecallRow[] = [];
  for await (const row of rows) collected.push(row);
  return collected;
}

describe('the rows of a sweep', () => {
  it('are every build with every query setting of its method', async () => {
    const rows = await measure({ method: ['exact', 'ivfadc'], m: [4, 8], nprobe: [1, 8, 9] });
    expect(rows.map(({ method, m, nprobe }) => [method, m, nprobe])).toEqual([
      ['exact', undefined, undefined],
      ['ivfadc', 4, 1],
      ['ivfadc', 4, 8],
      ['ivfadc', 8, 1],
      ['ivfadc', 8, 8],
    ]);
  });

  it('find all with exact search, and more the more is looked at', async () => {
    const [exact, ...probing] = await measure({ method: ['exact', 'ivfadc'], m: [8], nprobe: [1, 2, 8] });
    expect(exact).toMatchObject({ 'recall@1': 1, overlap10: 1, codesVisited: 1500, cellsProbed: 0 });
    // Its components, its id, and the table from id to row; a code, its term and id, and the table from id to cell.
    expect(exact!.bytesPerVector).toBeGreaterThanOrEqual(4 * 32 + 4 + 4);
    expect(probing[0]!.bytesPerVector).toBeGreaterThanOrEqual(8 + 4 + 4 + 2);
    const visited = probing.map(({ codesVisited }) => codesVisited);
    expect(visited).toEqual(visited.toSorted((a, b) => a - b));
    expect(probing.at(-1)).toMatchObject({ codesVisited: 1500, cellsProbed: 8 });
    expect(probing.at(-1)!['recall@100']).toBeGreaterThanOrEqual(probing[0]!['recall@100']);
  });

  it('rank again by bytes what four bits chose', async () => {
    const [few, many] = await measure({ method: ['fast-scan'], m: [8], nprobe: [8], candidates: [100, 1500] });
    expect(many!.overlap10).toBeGreaterThanOrEqual(few!.overlap10);
    expect(many!.overlap10).toBeGreaterThan(0.95);
  });

  it('look at more with more tables of LSH, and find no less', async () => {
    const [one, many] = await measure({ method: ['lsh-tables'], bits: [6], tables: [1, 12], nprobe: [1] });
    expect([one!.tables, many!.tables]).toEqual([1, 12]);
    expect(many!.codesVisited).toBeGreaterThan(one!.codesVisited);
    expect(many!.codesVisited).toBeLessThan(1500);
    expect(many!['recall@100']).toBeGreaterThan(one!['recall@100']);
  });

  it('show that the correction takes the bias from the distances', async () => {
    const rows = await measure({ estimator: ['symmetric', 'asymmetric'], corrected: [false, true] }, true);
    const biases = rows.map(({ distanceErrors }) => distanceErrors!.bias);
    const [symmetric, symmetricCorrected, asymmetric, asymmetricCorrected] = biases as [number, number, number, number];
    expect(symmetric).toBeLessThan(asymmetric);
    expect(asymmetric).toBeLessThan(0);
    expect(Math.abs(symmetricCorrected)).toBeLessThan(Math.abs(symmetric) / 3);
    expect(Math.abs(asymmetricCorrected)).toBeLessThan(Math.abs(asymmetric) / 3);
  });

  it('take every grouping, and OPQ without any', async () => {
    const rows = await measure({ grouping: ['natural', 'structured', 'random'], opq: [false, true] });
    expect(rows.map(({ grouping, opq }) => opq ?? grouping)).toEqual(['natural', 'structured', 'random', true]);
  });
});

describe('settings that do not fit', () => {
  it('find more with product codes than with bits of the same length, and all with a tree that may look at all', async () => {
    const rows = await measure({
      method: [
        'pq',
        'lsh',
        'pca-hashing',
        'itq',
        'spectral-hashing',
        'hamming-embedding',
        'k-d-forest',
        'k-means-tree',
      ],
      ...{ m: [4], ksub: [256], bits: [32], nprobe: [8], candidates: [1500] },
    });
    const [product, ...others] = rows;
    for (const { method, bits, overlap10 } of others) {
      if (bits === undefined) expect([method, overlap10]).toEqual([method, 1]);
      else expect(product!.overlap10).toBeGreaterThan(overlap10);
    }
  });

  it('are named', async () => {
    for (const [settings, part] of [
      [{ m: [5] }, 'a divisor of the dimension 32'],
      [{ method: ['ivfadc'], nlist: [2000] }, '2000'],
      [{ method: ['ivfadc'], nlist: [8], nprobe: [9] }, '8 cells'],
    ] as const) {
      await expect(measure(settings)).rejects.toMatchObject({
        code: 'usage',
        message: expect.stringContaining(part) as string,
      });
    }
  });
});

describe('a truth that does not belong to the vectors', () => {
  const measureWith = async (truth: { data: Int32Array; rows: number; columns: number }) => {
    const files = await writeSet();
    const path = join(temporaryFolder(), 'truth.ivecs');
    await writeNeighbours(path, truth);
    return collect(measureRecall({ ...files, truth: path, settings: plain, k: 100 }));
  };

  it('is refused when it names a vector that is not there, or is too small', async () => {
    const stranger = { data: new Int32Array(600).fill(1500), rows: 60, columns: 10 };
    const short = { data: new Int32Array(590), rows: 59, columns: 10 };
    const narrow = { data: new Int32Array(540), rows: 60, columns: 9 };
    await expect(measureWith(stranger)).rejects.toMatchObject({ message: expect.stringContaining('1500') as string });
    await expect(measureWith(short)).rejects.toMatchObject({ code: 'usage' });
    await expect(measureWith(narrow)).rejects.toMatchObject({ code: 'usage' });
  });
});
