import { describe, expect, it } from 'vitest';
import {
  ExactSearcher,
  FloatRows,
  InvertedFile,
  IvfadcSearcher,
  createOneLane,
  recallAt,
  row,
  trainGeneration,
  tune,
} from '../../../core/index.ts';
import type { Matrix, Trial, TuneOptions } from '../../../core/index.ts';
import { everyKernels } from '../kernels/placed.ts';
import { featureLike } from '../vectors.ts';

const D = 32;
const parallel = createOneLane(everyKernels.at(-1)!);
const GROUPS = 200;
const sample = featureLike(3000, D, 1, GROUPS);
const options: TuneOptions = { recall: 0.8, seed: 1, nlists: [16, 32], parallel };

describe('tune', () => {
  it('reaches on other queries what it promised, with the settings it gave', async () => {
    const tuned = await tune(sample, options);
    expect(tuned.reached).toBe(true);
    expect(tuned.recall).toBeGreaterThanOrEqual(0.8);
    const generation = await trainGeneration(sample, tuned, { seed: 1, parallel });
    const { recall, codesVisited } = measure(sample, featureLike(500, D, 77, GROUPS), generation, tuned.nprobe);
    expect(Math.abs(recall - tuned.recall)).toBeLessThan(0.03);
    expect(Math.abs(codesVisited / tuned.codesVisited - 1)).toBeLessThan(0.25);
  });

  it('gives the shortest codes that do, with the fewest cells that do', async () => {
    const trials: Trial[] = [];
    const tuned = await tune(sample, { ...options, onTrial: (trial) => trials.push(trial) });
    for (const trial of trials) {
      if (trial.m < tuned.m) expect(trial.recall).toBeLessThan(0.8);
      if (trial.m === tuned.m && trial.nlist === tuned.nlist && trial.nprobe < tuned.nprobe) {
        expect(trial.recall).toBeLessThan(0.8);
      }
      if (trial.m === tuned.m && trial.recall >= 0.8) expect(trial.operations).toBeGreaterThanOrEqual(tuned.operations);
    }
    expect(tuned.bytesPerVector).toBe(tuned.m + 10);
  });

  it('gives the same answer again', async () => {
    expect(await tune(sample, options)).toEqual(await tune(sample, options));
  });

  it('costs no less for more recall', async () => {
    const [less, more] = [
      await tune(sample, { ...options, recall: 0.5 }),
      await tune(sample, { ...options, recall: 0.9 }),
    ];
    expect(more.m).toBeGreaterThanOrEqual(less.m);
    expect(more.recall).toBeGreaterThanOrEqual(0.9);
  });

  it('says so when nothing it may try reaches the recall', async () => {
    const tuned = await tune(sample, { ...options, recall: 0.99, ms: [2, 4] });
    expect(tuned).toMatchObject({ reached: false, m: 4 });
    expect(tuned.nprobe).toBe(tuned.nlist);
  });

  it('stops when asked to, and leaves no kernel memory behind', async () => {
    const before = parallel.kernels.memory.allocated;
    const abort = { aborted: false };
    const stopped = tune(sample, { ...options, abort, onTrial: () => (abort.aborted = true) });
    await expect(stopped).rejects.toThrow(expect.objectContaining({ code: 'aborted' }));
    expect(parallel.kernels.memory.allocated).toBe(before);
  });

  it('names what it expected', async () => {
    await expect(tune(sample, { ...options, recall: 0 })).rejects.toThrow('recall: expected a share above 0');
    await expect(tune(sample, { ...options, ms: [5] })).rejects.toThrow('m: expected a divisor of the dimension 32');
    await expect(tune(sample, { ...options, nlists: [] })).rejects.toThrow('nlists: expected at least one');
    await expect(tune(featureLike(200, D, 1), options)).rejects.toThrow('tune: expected at least 286 vectors');
    const spoilt = featureLike(400, D, 1);
    spoilt.data[50] = NaN;
    await expect(tune(spoilt, options)).rejects.toThrow('sample, component 50');
  });
});

function measure(
  base: Matrix,
  queries: Matrix,
  generation: Awaited<ReturnType<typeof trainGeneration>>,
  nprobe: number,
): { recall: number; codesVisited: number } {
  const exact = new ExactSearcher(new FloatRows(D, parallel.kernels));
  const file = new InvertedFile(generation, parallel.kernels);
  for (let id = 0; id < base.rows; id++) {
    exact.add(id, row(base, id));
    file.add(id, generation.encode(row(base, id)));
  }
  const searcher = new IvfadcSearcher(file);
  let recall = 0;
  let visited = 0;
  for (let i = 0; i < queries.rows; i++) {
    const query = row(queries, i);
    const truth = new Set(exact.search(query, { k: 10 }).ids);
    const { ids, visitedCount } = searcher.search(query, { k: 10, nprobe });
    recall += recallAt([...ids], truth, 10) / queries.rows;
    visited += visitedCount / queries.rows;
  }
  return { recall, codesVisited: visited };
}
