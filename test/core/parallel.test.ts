import { describe, expect, it } from 'vitest';
import { createPlainKernels, floatsAt, KernelRoom, laneRanges, runRange, scratchBytes } from '../../core/index.ts';
import type { ParallelTask } from '../../core/index.ts';
import { bytesAt } from '../../core/kernels/kernel-memory.ts';
import { createOneLane } from '../../core/parallel.ts';
import { normalVectors } from './vectors.ts';

const kernels = createPlainKernels();

describe('laneRanges', () => {
  it.each([
    [0, 10, 3],
    [5, 6, 4],
    [7, 7, 2],
    [0, 64, 64],
  ])('cuts rows %i to %i for %i lanes without a gap or an empty range', (from, to, lanes) => {
    const ranges = laneRanges(from, to, lanes);
    expect(ranges.flatMap((range) => Array.from({ length: range.to - range.from }, (_, i) => range.from + i))).toEqual(
      Array.from({ length: to - from }, (_, i) => from + i),
    );
    expect(ranges.every((range) => range.to > range.from)).toBe(true);
    expect(ranges.length).toBeLessThanOrEqual(lanes);
  });
});

describe('a task', () => {
  const N = 37;
  const D = 8;
  const room = new KernelRoom(kernels.memory);
  const points = room.copy(normalVectors(N, D, 1).data);
  const centroids = room.copy(normalVectors(6, D, 2).data);
  const codebooks = room.copy(normalVectors(16, D, 3).data);
  const [assignment, distances, codes, out] = [room.floats(N), room.floats(N), room.bytes(4 * N), room.floats(6 * N)];
  const tasks: [ParallelTask, number, number][] = [
    [{ kind: 'assign', points, D, centroids, K: 6, assignment, distances }, distances, 4 * N],
    [{ kind: 'encode', points, D, codebooks, m: 4, ksub: 16, codes }, codes, 4 * N],
    [{ kind: 'multiply', points, D, rows: centroids, K: 6, out }, out, 24 * N],
  ];

  it.each(tasks)('comes to the same in ranges as in one: $kind', async (task, result, byteLength) => {
    await createOneLane(kernels).run(task, 0, N);
    const whole = bytesAt(kernels.memory, result, byteLength).slice();
    expect(whole.some((byte) => byte !== 0)).toBe(true);
    bytesAt(kernels.memory, result, byteLength).fill(0);
    const scratch = kernels.memory.allocate(scratchBytes(task));
    for (const { from, to } of laneRanges(0, N, 3)) runRange(kernels, task, from, to, scratch);
    expect(bytesAt(kernels.memory, result, byteLength)).toEqual(whole);
    expect(floatsAt(kernels.memory, points, N * D)).toHaveLength(N * D);
  });
});
