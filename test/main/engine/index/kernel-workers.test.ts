// Threads over one memory: the same result with any number of lanes, and an end whatever happens.
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Kernels } from '../../../../core/index.ts';
import {
  createPlainKernels,
  floatsAt,
  integersAt,
  KernelRoom,
  kMeans,
  asMatrix,
  Random,
} from '../../../../core/index.ts';
import { openKernels } from '../../../../main/engine/index/kernel-files.ts';
import { KernelWorkers } from '../../../../main/engine/index/kernel-workers.ts';

const N = 1000;
const D = 32;
const K = 40;

function noise(length: number, seed: number): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length }, () => random.normal());
}

async function assign(kernels: Kernels, lanes: number): Promise<{ assignment: number[]; distances: number[] }> {
  const workers = new KernelWorkers(kernels, lanes);
  onTestFinished(() => workers.stop());
  const room = new KernelRoom(kernels.memory);
  const points = room.copy(noise(N * D, 1));
  const centroids = room.copy(noise(K * D, 2));
  const assignment = room.floats(N);
  const distances = room.floats(N);
  const allocated = kernels.memory.allocated;
  const task = { kind: 'assign', points, D, centroids, K, assignment, distances } as const;
  await workers.run(task, 0, N / 2);
  await workers.run(task, N / 2, N);
  expect(kernels.memory.allocated).toBe(allocated);
  const result = {
    assignment: [...integersAt(kernels.memory, assignment, N)],
    distances: [...floatsAt(kernels.memory, distances, N)],
  };
  room.release();
  return result;
}

describe.each([
  ['the kernels of this processor', openKernels],
  ['the plain twins', () => Promise.resolve(createPlainKernels())],
])('worker threads with %s', (_, makeKernels) => {
  test('give the same as the calling thread alone', async () => {
    const kernels = await makeKernels();
    const alone = await assign(kernels, 1);
    expect(new Set(alone.assignment).size).toBeGreaterThan(K / 2);
    for (const lanes of [2, 5]) expect(await assign(kernels, lanes)).toEqual(alone);
  });

  test('train the same centroids', async () => {
    const points = asMatrix(noise(2000 * D, 3), D);
    const train = async (lanes: number): Promise<number[]> => {
      const parallel = new KernelWorkers(await makeKernels(), lanes);
      onTestFinished(() => parallel.stop());
      const { centroids } = await kMeans(points, { clusterCount: 16, random: new Random(1), iterations: 5, parallel });
      return [...centroids.data];
    };
    expect(await train(3)).toEqual(await train(1));
  });
});

test('there are no more than eight lanes, and none is started for a few rows or none', async () => {
  const kernels = createPlainKernels();
  const workers = new KernelWorkers(kernels, 100);
  expect(workers.lanes).toBe(8);
  const task = { kind: 'multiply', points: 0, D: 1, rows: 0, K: 0, out: 0 } as const;
  await workers.run(task, 0, 0);
  await workers.run(task, 0, 20);
  await workers.stop();
});

test('a thread that is ended while it works ends the work with an error', async () => {
  const kernels = await openKernels();
  const workers = new KernelWorkers(kernels, 2);
  const room = new KernelRoom(kernels.memory);
  const [rows, columns] = [4096, 512];
  const points = room.floats(rows * columns);
  const out = room.floats(rows * 2048);
  const task = { kind: 'multiply', points, D: columns, rows: points, K: 2048, out } as const;
  const running = workers.run(task, 0, rows);
  void workers.stop();
  await expect(running).rejects.toThrow('stopped');
  await workers.run(task, 0, 64); // new threads are started
  await workers.stop();
});
