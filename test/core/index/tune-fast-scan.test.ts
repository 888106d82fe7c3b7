import { describe, expect, it } from 'vitest';
import { createOneLane, tuneFastScan } from '../../../core/index.ts';
import type { FastScanTrial } from '../../../core/index.ts';
import { everyKernels } from '../kernels/placed.ts';
import { featureLike } from '../vectors.ts';

const D = 32;
const sample = featureLike(3000, D, 1, 60);
const parallel = createOneLane(everyKernels.at(-1)!);
const options = { recall: 0.9, seed: 1, nlists: [16, 32], ms: [8, 16], parallel };

describe('tuneFastScan', () => {
  it('gives the cheapest of the settings that reach the recall', async () => {
    const trials: FastScanTrial[] = [];
    const tuned = await tuneFastScan(sample, { ...options, onTrial: (trial) => trials.push(trial) });
    expect(tuned).toMatchObject({ reached: true });
    expect(tuned.recall).toBeGreaterThanOrEqual(0.9);
    expect(trials).toContainEqual(expect.objectContaining({ nprobe: tuned.nprobe, candidates: tuned.candidates }));
    for (const trial of trials) {
      if (trial.recall >= 0.9) expect(trial.operations).toBeGreaterThanOrEqual(tuned.operations);
    }
    expect(new Set(trials.map(({ candidates }) => candidates)).size).toBeGreaterThan(2);
  });

  it('wants no less for more recall, and gives the same answer again', async () => {
    const less = await tuneFastScan(sample, { ...options, recall: 0.7 });
    const more = await tuneFastScan(sample, { ...options, recall: 0.97 });
    expect(more.operations).toBeGreaterThan(less.operations);
    expect(await tuneFastScan(sample, { ...options, recall: 0.7 })).toEqual(less);
  });

  it('says so when nothing that it may try reaches the recall', async () => {
    const tuned = await tuneFastScan(sample, { ...options, recall: 1, ms: [1] });
    expect(tuned).toMatchObject({ reached: false, m: 1 });
    expect(tuned.recall).toBeLessThan(1);
  });

  it('stops when asked to, and leaves no kernel memory behind', async () => {
    const before = parallel.kernels.memory.allocated;
    const abort = { aborted: false };
    const stopped = tuneFastScan(sample, { ...options, abort, onTrial: () => (abort.aborted = true) });
    await expect(stopped).rejects.toThrow(expect.objectContaining({ code: 'aborted' }));
    expect(parallel.kernels.memory.allocated).toBe(before);
  });
});
